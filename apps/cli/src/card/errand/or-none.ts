import { CardError } from '@kazasu/card';

const ABSENT: ReadonlySet<string> = new Set([
  'card/not-found',
  'card/security-status',
  'card/unexpected-status',
  'card/file',
]);

/** null where the card has no such thing, does not tell it, or has it in a form that we do not know. */
export async function orNone<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (failure) {
    const none = failure instanceof CardError && ABSENT.has(failure.code);
    if (none) return null;
    throw failure;
  }
}
