import { createHash } from 'node:crypto';

/** SHA-256 in hexadecimal of names and contents, in the order given. */
export function fingerprintOf(parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest('hex');
}
