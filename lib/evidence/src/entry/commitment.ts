import { toHex } from '@kazasu/bytes';
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
