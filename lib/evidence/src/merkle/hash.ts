import { createHash } from '../crypto.ts';

/** Octets of a SHA-256 hash. */
export const HASH_LENGTH = 32;

// The two prefixes keep a node from being shown as a leaf (RFC 9162 2.1.1).
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** SHA-256, 32 octets. */
export function sha256(octets: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(octets).digest());
}

/** The hash of a leaf: SHA-256(0x00 ‖ entry) (RFC 9162 2.1.1). */
export function leafHash(entry: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(LEAF).update(entry).digest());
}

/** The hash of an inner node: SHA-256(0x01 ‖ left ‖ right) (RFC 9162 2.1.1). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(NODE).update(left).update(right).digest());
}

/** The root of a tree without leaves: SHA-256 of nothing (RFC 9162 2.1.1). */
export function emptyRoot(): Uint8Array {
  return sha256(new Uint8Array(0));
}
