import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { concat, encodeTlv, fromBase64url, toUtf8 } from '@kazasu/bytes';
import { encodeFourItems, type FourItems, fourItemsHashInput } from '@kazasu/card';

/**
 * What a card shows of itself, made by hand from the facts (a.6, a.7), object by object: what judges it is not checked
 * with its own codecs, and any part can be taken from another card.
 */
export interface PaperCard {
  /** EF 0002, 0003, 0004 and 0007 of the text application. */
  readonly fourItems: Uint8Array;
  readonly integrity: Uint8Array;
  readonly textCertificate: Uint8Array;
  readonly chipKey: Uint8Array;
  /** EF 0001 and 0004 of the surface application. */
  readonly ageRecord: Uint8Array;
  readonly surfaceCertificate: Uint8Array;
  /** Internal authentication in either application. */
  readonly textSign: (message: Uint8Array) => Uint8Array;
  readonly surfaceSign: (message: Uint8Array) => Uint8Array;
}

/** Whom verifiers trust to certify municipalities: a key for each application. */
export interface CardIssuers {
  readonly text: KeyObject;
  readonly surface: KeyObject;
}

/** Signs the records of its residents' cards. */
export interface Municipality {
  readonly key: KeyObject;
  /** EF 0004 of each application. */
  readonly textCertificate: Uint8Array;
  readonly surfaceCertificate: Uint8Array;
}

export const TEXT_ISSUER = keyId('6000033');
export const SURFACE_ISSUER = keyId('6000023');

export function newKey(): KeyObject {
  return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
}

/** `number` is that of the key, seven digits: the municipality's five and two more. */
export function municipality(issuers: CardIssuers, number: string, key = newKey()): Municipality {
  const subjectId = keyId(number, '000');
  return {
    key,
    textCertificate: cvCertificate(issuers.text, TEXT_ISSUER, subjectId, key),
    surfaceCertificate: cvCertificate(issuers.surface, SURFACE_ISSUER, subjectId, key),
  };
}

export function paperCard(
  by: Municipality,
  items: FourItems,
  text = newKey(),
  surface = newKey(),
): PaperCard {
  const fourItems = encodeFourItems(items);
  const hashes = concat(
    encodeTlv(0xdf31, sha256(toUtf8(items.name))),
    encodeTlv(0xdf32, sha256(fourItemsHashInput(fourItems))),
  );
  const birth = encodeTlv(0xdf11, toUtf8(items.birthdate));
  return {
    fourItems,
    integrity: signedRecord(0xff30, hashes, 0xdf33, by.key),
    textCertificate: by.textCertificate,
    chipKey: signedRecord(0xff50, encodeTlv(0xdf51, rsaKey(text)), 0xdf52, by.key),
    ageRecord: signedRecord(0xff10, concat(birth, encodeTlv(0xdf12, rsaKey(surface))), 0xdf13, by.key),
    surfaceCertificate: by.surfaceCertificate,
    textSign: (message) => sign('sha256', message, text),
    surfaceSign: (message) => sign('sha256', message, surface),
  };
}

export function signedRecord(file: number, body: Uint8Array, tag: number, by: KeyObject): Uint8Array {
  return encodeTlv(file, body, encodeTlv(tag, sign('sha256', body, by)));
}

function cvCertificate(issuer: KeyObject, issuerId: Uint8Array, subject: Uint8Array, key: KeyObject) {
  const body = concat(issuerId, subject, rsaKey(key));
  return encodeTlv(0x7f21, encodeTlv(0x5f4e, body), encodeTlv(0x5f37, sign('sha256', body, issuer)));
}

/** `90 03 exponent, 91 820100 modulus`. */
function rsaKey(key: KeyObject): Uint8Array {
  const { modulus, exponent } = numbersOf(key);
  return concat(encodeTlv(0x90, exponent), encodeTlv(0x91, modulus));
}

export function numbersOf(key: KeyObject): { modulus: Uint8Array; exponent: Uint8Array } {
  const { n, e } = createPublicKey(key).export({ format: 'jwk' });
  return { modulus: fromBase64url(n ?? ''), exponent: fromBase64url(e ?? '') };
}

/** Seven digits, `08 05`, three digits, filled to 16 bytes with zeros (a.7). */
function keyId(number: string, group = '001'): Uint8Array {
  const known = concat(toUtf8(number), Uint8Array.of(0x08, 0x05), toUtf8(group));
  return concat(known, new Uint8Array(16 - known.length));
}

function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}
