import { encodeTlv } from '@kazasu/bytes';
import { readFile } from '../file.ts';
import { encodeRsaKey, parseRsaKey, type RsaPublicKey } from '../rsa-key.ts';
import { encodeSignedRecord, parseSignedRecord } from '../signed-record.ts';
import { TEXT_TAG } from './ef.ts';

/** EF 0007 (facts a.6): the key with which this application signs, and the issuer's signature over it. */
export interface ChipKey {
  readonly key: RsaPublicKey;
  /** The signed bytes, `DF51 820109 …`. They name no person: see the age record for the tie to one. */
  readonly body: Uint8Array;
  /** RSA PKCS#1 v1.5 with SHA-256 over the body, by the key of EF 0004; 256 bytes. */
  readonly signature: Uint8Array;
}

const TAGS = {
  name: 'chip key',
  file: TEXT_TAG.chipKeyFile,
  signed: [TEXT_TAG.chipKey],
  signature: TEXT_TAG.chipKeySignature,
} as const;

/** The bytes that the issuer signs. */
export function chipKeyBody(key: RsaPublicKey): Uint8Array<ArrayBuffer> {
  return encodeTlv(TEXT_TAG.chipKey, encodeRsaKey(key));
}

/** EF 0007: `FF50 820213 { body, DF52 820100 signature }`, 536 bytes. */
export function encodeChipKey(body: Uint8Array, signature: Uint8Array): Uint8Array<ArrayBuffer> {
  const file = encodeSignedRecord(TAGS, body, signature);
  parseChipKey(file);
  return file;
}

/** Any other form is CardError `card/file`; whether the signature is right is not judged here. */
export function parseChipKey(file: Uint8Array): ChipKey {
  return readFile(TAGS.name, () => {
    const { values, body, signature } = parseSignedRecord(TAGS, file);
    return { key: parseRsaKey(values[0]), body, signature };
  });
}
