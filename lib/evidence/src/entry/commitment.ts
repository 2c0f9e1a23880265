import { fromHex, toHex } from '@kazasu/bytes';
import { createHash } from '../crypto.ts';
import { EvidenceError } from '../error.ts';

/** Octets of a salt. As many as the hash has, so that a commitment hides whatever little the content may be. */
export const SALT_LENGTH = 32;

/**
 * What an entry has instead of a part: SHA-256(salt ‖ content). Whoever is given both can check it; without the salt nobody
 * can tell the content even if it is one of two, and with another content it never opens. Throws `evidence/part` for a salt
 * of another length: then salt and content could be divided otherwise.
 */
export function commit(salt: Uint8Array, content: Uint8Array): Uint8Array {
  if (salt.length !== SALT_LENGTH) throw new EvidenceError('evidence/part', 'a salt has 32 octets');
  return new Uint8Array(createHash('sha256').update(salt).update(content).digest());
}

/** Whether salt and content are those of a commitment (lower-case hexadecimal). */
export function opens(commitment: string, salt: Uint8Array, content: Uint8Array): boolean {
  return salt.length === SALT_LENGTH && toHex(commit(salt, content)) === commitment;
}

/** The name under which an entry about time-stamps commits to what they were judged by. */
export const VALIDATION_PART = 'validation';

/**
 * What an entry about time-stamps has under that name: SHA-256 over the SHA-256 of each object that its tokens were judged by, ascending, each
 * once; lower-case hexadecimal. Without a salt, because nothing of it is about a person. So none of them can be left out later:
 * `objects` alone does not tell the tokens of an entry from what speaks against them.
 */
export function commitValidation(contents: readonly Uint8Array[]): string {
  const digest = (octets: Uint8Array) => toHex(new Uint8Array(createHash('sha256').update(octets).digest()));
  const all = createHash('sha256');
  for (const hash of [...new Set(contents.map(digest))].sort()) all.update(fromHex(hash));
  return toHex(new Uint8Array(all.digest()));
}
