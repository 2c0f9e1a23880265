import { concat, fromHex } from '@kazasu/bytes';
import { CardError } from '../../error.ts';
import type { Sha256 } from '../sha256.ts';
import type { FaceGroups } from './face.ts';

/** As the DigestInfo of a SHA-256 hash, but with lengths for 96 bytes (facts a.7). */
const PREFIX = fromHex('3071300d060960864801650304020105000460');
const INPUT_LENGTH = 96;

/** The three hashes, one behind the other: 96 bytes. */
export function faceSignatureInput(groups: FaceGroups, sha256: Sha256): Uint8Array<ArrayBuffer> {
  return concat(...groups.map(sha256));
}

/**
 * The 115 bytes that the issuer pads and signs: a DigestInfo that names SHA-256 and holds {@link faceSignatureInput}.
 * Verifiers that hash for themselves cannot check such a signature.
 */
export function faceDigestInfo(input: Uint8Array): Uint8Array<ArrayBuffer> {
  if (input.length !== INPUT_LENGTH)
    throw new CardError('card/command', 'three SHA-256 hashes have 96 bytes');
  return concat(PREFIX, input);
}
