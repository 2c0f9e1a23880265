import { concat } from '@kazasu/bytes';
import { CardError } from '../error.ts';
import { RSA_LENGTH } from '../rsa.ts';
import { byTag, encodeRecord, onlyField, PHOTO_TAG, parseRecord, recordContent } from './data-objects.ts';
import { LICENCE_LENGTH } from './ef.ts';
import { encodeLatin, parseLatin } from './text.ts';

/** EF 0007 of DF1: 電子署名 of the commission over items, domicile and photo, and who it is. */
export interface LicenceSignature {
  /** PKCS#1 v1.5 with SHA-256, 256 bytes */
  readonly signature: Uint8Array;
  /** シリアル番号 of the signer's certificate, which is not on the card */
  readonly serial: string;
  /** 発行者名 */
  readonly issuer: string;
  /** 主体者名 */
  readonly subject: string;
  /** 主体者鍵識別子 */
  readonly subjectKeyId: Uint8Array;
}

const NAME = 'licence signature';
const PHOTO = 'licence photo';
const TAG = { signature: 0xb1, serial: 0xb2, reserved: 0xb3, issuer: 0xb4, subject: 0xb5, keyId: 0xb6 };
const ROOM = { serial: 16, issuer: 80, subject: 130, keyId: 32 };
const PHOTO_MAX = 2000;

export function encodeLicenceSignature(content: LicenceSignature): Uint8Array {
  const { signature, subjectKeyId } = content;
  if (signature.length !== RSA_LENGTH || subjectKeyId.length > ROOM.keyId) throw refused();
  const fields = [
    { tag: TAG.signature, value: signature },
    { tag: TAG.serial, value: encodeLatin(NAME, content.serial, ROOM.serial) },
    { tag: TAG.reserved, value: new Uint8Array() },
    { tag: TAG.issuer, value: encodeLatin(NAME, content.issuer, ROOM.issuer) },
    { tag: TAG.subject, value: encodeLatin(NAME, content.subject, ROOM.subject) },
    { tag: TAG.keyId, value: subjectKeyId },
  ];
  return encodeRecord(NAME, fields, LICENCE_LENGTH.signature);
}

/** The signature is not judged; see {@link licenceSignatureInput}. */
export function parseLicenceSignature(file: Uint8Array): LicenceSignature {
  const values = byTag(NAME, parseRecord(NAME, file));
  const value = (tag: number): Uint8Array => {
    const found = values.get(tag);
    if (found === undefined) throw refused();
    return found;
  };
  const signature = value(TAG.signature);
  if (signature.length !== RSA_LENGTH) throw refused();
  return {
    signature,
    serial: parseLatin(NAME, value(TAG.serial)),
    issuer: parseLatin(NAME, value(TAG.issuer)),
    subject: parseLatin(NAME, value(TAG.subject)),
    subjectKeyId: value(TAG.keyId),
  };
}

/** EF 0001 of DF2: a grey JPEG 2000 picture of at most 2000 bytes. */
export function encodeLicencePhoto(jp2: Uint8Array): Uint8Array {
  if (jp2.length === 0 || jp2.length > PHOTO_MAX) throw new CardError('card/file', `${PHOTO}: size`);
  return encodeRecord(PHOTO, [{ tag: PHOTO_TAG, value: jp2 }], LICENCE_LENGTH.photo);
}

/** The picture, not looked into. */
export function parseLicencePhoto(file: Uint8Array): Uint8Array {
  return onlyField(PHOTO, file, PHOTO_TAG, 2);
}

/** Whole files of DF1 and DF2, as the signature covers them. */
export interface SignedLicenceFiles {
  readonly items: Uint8Array;
  readonly domicile: Uint8Array;
  readonly photo: Uint8Array;
}

/** The bytes under the signature: the data objects of items, domicile and photo, filler left out. */
export function licenceSignatureInput({ items, domicile, photo }: SignedLicenceFiles): Uint8Array {
  return concat(recordContent(NAME, items), recordContent(NAME, domicile), recordContent(PHOTO, photo, 2));
}

function refused(): CardError {
  return new CardError('card/file', `${NAME}: not of this file's form`);
}
