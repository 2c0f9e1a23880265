import { isParseError } from '@kazasu/pki';

/** What is read, or undefined where the octets refuse it. */
export function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (isParseError(error)) return undefined;
    throw error;
  }
}
