import { createHash } from '../crypto.ts';

/** SHA-256 (hex) of a registration's JSON: says that it changed, and which one it was, and repeats nothing of it. */
export function fingerprintOf(registration: object): string {
  return createHash('sha256').update(JSON.stringify(registration)).digest('hex');
}
