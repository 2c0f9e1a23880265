import { concat, encodeTlv } from '@kazasu/bytes';
import { encodeDigits, parseDigits } from '../digits.ts';
import { readFile } from '../file.ts';
import { encodeRsaKey, parseRsaKey, type RsaPublicKey } from '../rsa-key.ts';
import { encodeSignedRecord, parseSignedRecord } from '../signed-record.ts';
import { SURFACE_TAG } from './ef.ts';

export interface AgeContent {
  /** `YYYYMMDD`, Gregorian. */
  readonly birthdate: string;
  /** The key with which this application signs, the same in all of its records. */
  readonly key: RsaPublicKey;
}

/** EF 0001 (facts a.7): a birth date tied to the chip's key, for whoever need not know more. */
export interface AgeRecord extends AgeContent {
  /** The signed bytes. */
  readonly body: Uint8Array;
  /** RSA PKCS#1 v1.5 with SHA-256 over the body, by the key of EF 0004; 256 bytes. */
  readonly signature: Uint8Array;
}

const TAGS = {
  name: 'age record',
  file: SURFACE_TAG.ageRecord,
  signed: [SURFACE_TAG.ageBirthdate, SURFACE_TAG.ageKey],
  signature: SURFACE_TAG.ageSignature,
} as const;

/** The bytes that the issuer signs: `DF11 08 YYYYMMDD, DF12 820109 key`. */
export function ageRecordBody({ birthdate, key }: AgeContent): Uint8Array<ArrayBuffer> {
  return concat(
    encodeTlv(SURFACE_TAG.ageBirthdate, encodeDigits(TAGS.name, birthdate, 8)),
    encodeTlv(SURFACE_TAG.ageKey, encodeRsaKey(key)),
  );
}

/** EF 0001: `FF10 82021E { body, DF13 820100 signature }`, 547 bytes. */
export function encodeAgeRecord(body: Uint8Array, signature: Uint8Array): Uint8Array<ArrayBuffer> {
  const file = encodeSignedRecord(TAGS, body, signature);
  parseAgeRecord(file);
  return file;
}

/** Any other form is CardError `card/file`; whether the signature is right is not judged here. */
export function parseAgeRecord(file: Uint8Array): AgeRecord {
  return readFile(TAGS.name, () => {
    const { values, body, signature } = parseSignedRecord(TAGS, file);
    return {
      birthdate: parseDigits(TAGS.name, values[0], 8),
      key: parseRsaKey(values[1]),
      body,
      signature,
    };
  });
}
