import { concat } from '@kazasu/bytes';
import { RSA_LENGTH } from '../rsa.ts';
import { sha256 } from './web-crypto.ts';

const HASH_LENGTH = 32;
/** How much randomness one encryption takes, in bytes. */
export const OAEP_SEED_LENGTH = HASH_LENGTH;

/** EME-OAEP (RFC 8017, 7.1.1) with SHA-256 and an empty label: 256 bytes, ready for the public operation. */
export async function oaepEncode(message: Uint8Array, seed: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const padding = new Uint8Array(RSA_LENGTH - message.length - 2 * HASH_LENGTH - 2);
  const block = concat(await sha256(new Uint8Array()), padding, Uint8Array.of(1), message);
  const maskedBlock = exclusiveOr(block, await mgf1(seed, block.length));
  block.fill(0);
  const maskedSeed = exclusiveOr(seed, await mgf1(maskedBlock, HASH_LENGTH));
  return concat(Uint8Array.of(0), maskedSeed, maskedBlock);
}

/** RFC 8017, B.2.1. */
async function mgf1(seed: Uint8Array, length: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (let counter = 0; counter * HASH_LENGTH < length; counter++) {
    parts.push(await sha256(concat(seed, Uint8Array.of(0, 0, 0, counter))));
  }
  return concat(...parts).subarray(0, length);
}

function exclusiveOr(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(a, (byte, i) => byte ^ (b[i] as number));
}
