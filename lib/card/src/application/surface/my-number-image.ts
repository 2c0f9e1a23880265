import { concat, encodeTlv } from '@kazasu/bytes';
import { CardError } from '../../error.ts';
import { readFile } from '../file.ts';
import { encodeRsaKey, parseRsaKey, type RsaPublicKey } from '../rsa-key.ts';
import { encodeSignedRecord, parseSignedRecord } from '../signed-record.ts';
import { SURFACE_TAG } from './ef.ts';

export interface MyNumberImageContent {
  /** PNG, 72 × 12: the twelve digits as printed. */
  readonly image: Uint8Array;
  readonly key: RsaPublicKey;
}

/** EF 0005 (facts a.7). */
export interface MyNumberImage extends MyNumberImageContent {
  /** The signed bytes. */
  readonly body: Uint8Array;
  /** RSA PKCS#1 v1.5 with SHA-256 over the body, by the key of EF 0004; 256 bytes. */
  readonly signature: Uint8Array;
}

const TAGS = {
  name: 'My Number image',
  file: SURFACE_TAG.myNumberImage,
  signed: [SURFACE_TAG.image, SURFACE_TAG.imageKey],
  signature: SURFACE_TAG.imageSignature,
} as const;

/** The bytes that the issuer signs: `DF41 image, DF42 820109 key`. */
export function myNumberImageBody({ image, key }: MyNumberImageContent): Uint8Array<ArrayBuffer> {
  return concat(encodeTlv(SURFACE_TAG.image, image), encodeTlv(SURFACE_TAG.imageKey, encodeRsaKey(key)));
}

/** EF 0005: `FF40 { body, DF43 820100 signature }`. */
export function encodeMyNumberImage(body: Uint8Array, signature: Uint8Array): Uint8Array<ArrayBuffer> {
  const file = encodeSignedRecord(TAGS, body, signature);
  parseMyNumberImage(file);
  return file;
}

/** Any other form is CardError `card/file`; whether the signature is right is not judged here, nor is the image. */
export function parseMyNumberImage(file: Uint8Array): MyNumberImage {
  return readFile(TAGS.name, () => {
    const { values, body, signature } = parseSignedRecord(TAGS, file);
    if (values[0].length === 0) throw new CardError('card/file', 'My Number image: empty');
    return { image: values[0], key: parseRsaKey(values[1]), body, signature };
  });
}
