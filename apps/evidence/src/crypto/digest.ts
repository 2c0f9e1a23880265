import { sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';

const HASHES = { sha1, sha256, sha384, sha512 } as const;

export type DigestName = keyof typeof HASHES;

/** A hash of octets that come one after the other. */
export interface Digest {
  update(octets: Uint8Array): Digest;
  digest(): Uint8Array;
  digest(encoding: 'hex'): string;
}

/** Throws a TypeError for a hash that is not among SHA-1 and SHA-2 of 256 bits and more. */
export function hashFunction(name: string): (typeof HASHES)[DigestName] {
  if (!Object.hasOwn(HASHES, name)) throw new TypeError('Digest method not supported');
  return HASHES[name as DigestName];
}

export function createHash(name: string): Digest {
  const running = hashFunction(name).create();
  function digest(): Uint8Array;
  function digest(encoding: 'hex'): string;
  function digest(encoding?: 'hex'): Uint8Array | string {
    return encoded(running.digest(), encoding);
  }
  const self: Digest = {
    update: (octets) => {
      running.update(octets);
      return self;
    },
    digest,
  };
  return self;
}

export function hash(name: string, octets: Uint8Array, encoding: 'buffer'): Uint8Array;
export function hash(name: string, octets: Uint8Array, encoding: 'hex'): string;
export function hash(name: string, octets: Uint8Array, encoding: 'buffer' | 'hex'): Uint8Array | string {
  return encoded(hashFunction(name)(octets), encoding);
}

function encoded(digest: Uint8Array, encoding: string | undefined): Uint8Array | string {
  if (encoding !== 'hex') return digest;
  return Array.from(digest, (octet) => octet.toString(16).padStart(2, '0')).join('');
}
