import { concat, encodeTlv, toUtf8 } from '@kazasu/bytes';
import { CardError } from '../../error.ts';
import { RSA_LENGTH } from '../../rsa.ts';
import { encodeDigits, parseDigits } from '../digits.ts';
import { readFile } from '../file.ts';
import { encodeWithOffsets, parseWithOffsets } from '../offset-table.ts';
import { encodeRsaKey, parseRsaKey, type RsaPublicKey, requireLength } from '../rsa-key.ts';
import { SURFACE_TAG } from './ef.ts';

/** What the card's face shows (facts a.7). */
export interface FaceContent {
  /** `YYYYMMDD`, Gregorian. */
  readonly birthdate: string;
  /** `1` male, `2` female, `9` not applicable. */
  readonly gender: string;
  /** The key with which this application signs. */
  readonly key: RsaPublicKey;
  /** PNG of one bit a pixel, as printed. */
  readonly nameImage: Uint8Array;
  readonly addressImage: Uint8Array;
  /** JPEG 2000 (JP2), grey. */
  readonly portrait: Uint8Array;
  /** `YYYYMMDD`. **Not signed.** */
  readonly expiry: string;
  /** PNG, 24 × 12. **Not signed.** */
  readonly securityCodeImage: Uint8Array;
}

/** The three runs of bytes that are hashed each for itself and then signed together. */
export type FaceGroups = readonly [person: Uint8Array, texts: Uint8Array, portrait: Uint8Array];

/** EF 0002. */
export interface Face extends FaceContent {
  readonly groups: FaceGroups;
  /** RSA PKCS#1 v1.5 over the three hashes, by the key of EF 0004; 256 bytes. See faceDigestInfo. */
  readonly signature: Uint8Array;
}

const NAME = 'face';
const FORM = {
  name: NAME,
  file: SURFACE_TAG.face,
  table: SURFACE_TAG.offsets,
  tags: [
    SURFACE_TAG.birthdate,
    SURFACE_TAG.gender,
    SURFACE_TAG.key,
    SURFACE_TAG.nameImage,
    SURFACE_TAG.addressImage,
    SURFACE_TAG.portrait,
    SURFACE_TAG.signature,
    SURFACE_TAG.expiry,
    SURFACE_TAG.securityCodeImage,
  ],
} as const;

/** What the issuer hashes; content that breaks its format is CardError `card/file`. */
export function faceGroups(content: Omit<FaceContent, 'expiry' | 'securityCodeImage'>): FaceGroups {
  const [birthdate, gender, key, nameImage, addressImage, portrait] = signedObjects(content);
  return [concat(birthdate, gender, key), concat(nameImage, addressImage), portrait];
}

/** EF 0002 around the issuer's signature. */
export function encodeFace(content: FaceContent, signature: Uint8Array): Uint8Array<ArrayBuffer> {
  const file = encodeWithOffsets(FORM, [
    ...signedObjects(content),
    encodeTlv(SURFACE_TAG.signature, signature),
    encodeTlv(SURFACE_TAG.expiry, encodeDigits(NAME, content.expiry, 8)),
    encodeTlv(SURFACE_TAG.securityCodeImage, content.securityCodeImage),
  ]);
  parseFace(file);
  return file;
}

/** Any other form is CardError `card/file`; whether the signature is right is not judged here, nor are the images. */
export function parseFace(file: Uint8Array): Face {
  return readFile(NAME, () => {
    const [birthdate, gender, key, nameImage, addressImage, portrait, signature, expiry, code] =
      parseWithOffsets(FORM, file);
    requireLength(NAME, signature.value, RSA_LENGTH);
    requireGender(String.fromCharCode(...gender.value.subarray(0, 2)));
    for (const image of [nameImage, addressImage, portrait, code]) {
      if (image.value.length === 0) throw new CardError('card/file', 'face: an image is empty');
    }
    return {
      birthdate: parseDigits(NAME, birthdate.value, 8),
      gender: parseDigits(NAME, gender.value, 1),
      key: parseRsaKey(key.value),
      nameImage: nameImage.value,
      addressImage: addressImage.value,
      portrait: portrait.value,
      expiry: parseDigits(NAME, expiry.value, 8),
      securityCodeImage: code.value,
      groups: [
        concat(birthdate.encoded, gender.encoded, key.encoded),
        concat(nameImage.encoded, addressImage.encoded),
        portrait.encoded,
      ],
      signature: signature.value,
    };
  });
}

type Encoded = Uint8Array<ArrayBuffer>;

function signedObjects(
  content: Omit<FaceContent, 'expiry' | 'securityCodeImage'>,
): [Encoded, Encoded, Encoded, Encoded, Encoded, Encoded] {
  requireGender(content.gender);
  return [
    encodeTlv(SURFACE_TAG.birthdate, encodeDigits(NAME, content.birthdate, 8)),
    encodeTlv(SURFACE_TAG.gender, toUtf8(content.gender)),
    encodeTlv(SURFACE_TAG.key, encodeRsaKey(content.key)),
    encodeTlv(SURFACE_TAG.nameImage, content.nameImage),
    encodeTlv(SURFACE_TAG.addressImage, content.addressImage),
    encodeTlv(SURFACE_TAG.portrait, content.portrait),
  ];
}

function requireGender(gender: string): void {
  if (!/^[129]$/.test(gender)) throw new CardError('card/file', 'face: sex is none of 1, 2, 9');
}
