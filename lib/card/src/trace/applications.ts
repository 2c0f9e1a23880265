import { equal } from '@kazasu/bytes';
import { AID, COMMON, JPKI, JUKI, MASTER_FILE_TAG, SURFACE, TEXT } from '../application/index.ts';

export interface FileRow {
  readonly name: string;
  /** Says nothing about one person or one chip: its content may be written into a trace. */
  readonly open?: true;
}

export interface ApplicationRow {
  readonly name: string;
  /** By file identifier. */
  readonly files: ReadonlyMap<number, FileRow>;
}

const row = (name: string): FileRow => ({ name });
const open = (name: string): FileRow => ({ name, open: true });

const JPKI_FILES = new Map<number, FileRow>([
  [JPKI.signatureCertificate, row('signature certificate')],
  [JPKI.signatureCaCertificate, open('signature CA certificate')],
  [JPKI.tokenInformation, row('token information')],
  [JPKI.availability, open('availability')],
  [JPKI.authenticationCertificate, row('authentication certificate')],
  [JPKI.authenticationCaCertificate, open('authentication CA certificate')],
  [JPKI.authenticationKey, row('authentication key')],
  [JPKI.authenticationPin, row('authentication PIN')],
  [JPKI.signatureKey, row('signature key')],
  [JPKI.signaturePin, row('signature PIN')],
]);

const TEXT_FILES = new Map<number, FileRow>([
  [TEXT.myNumber, row('My Number')],
  [TEXT.fourItems, row('four items')],
  // Its hash of My Number can be searched for the number.
  [TEXT.integrity, row('integrity')],
  [TEXT.issuerCertificate, open('issuer certificate')],
  [TEXT.basicInformation, open('basic information')],
  [TEXT.sessionKey, row('session-transport key')],
  [TEXT.chipKey, row('chip key')],
  [TEXT.pin, row('text PIN')],
  [TEXT.numberA, row('number A')],
  [TEXT.numberB, row('number B')],
]);

const SURFACE_FILES = new Map<number, FileRow>([
  [SURFACE.ageRecord, row('age record')],
  [SURFACE.face, row('face')],
  [SURFACE.basicInformation, open('basic information')],
  [SURFACE.issuerCertificate, open('issuer certificate')],
  [SURFACE.myNumberImage, row('My Number image')],
  [SURFACE.birthdate, row('birth date')],
  [SURFACE.numberB, row('number B')],
  [SURFACE.numberA, row('number A')],
]);

const JUKI_FILES = new Map<number, FileRow>([
  [JUKI.keyReference, open('key reference')],
  [JUKI.pin, row('juki PIN')],
]);

const COMMON_FILES = new Map<number, FileRow>([
  [COMMON.cardInformation, row('card information')],
  [COMMON.keyReference, open('key reference')],
  [COMMON.internalKey, row('internal authentication key')],
  [COMMON.pin, row('common PIN')],
]);

const APPLICATIONS: readonly (ApplicationRow & { readonly aid: Uint8Array })[] = [
  { aid: AID.jpki, name: 'JPKI', files: JPKI_FILES },
  { aid: AID.text, name: 'text', files: TEXT_FILES },
  { aid: AID.surface, name: 'surface', files: SURFACE_FILES },
  { aid: AID.juki, name: 'juki', files: JUKI_FILES },
  { aid: AID.common, name: 'common', files: COMMON_FILES },
  { aid: AID.issuerSecurityDomain, name: 'issuer security domain', files: new Map() },
];

/** Data objects of the master file (facts a.8). */
const DATA_OBJECTS = new Map<number, FileRow>([
  [MASTER_FILE_TAG.issuer, open('issuer')],
  [MASTER_FILE_TAG.cardId, row('card identifier')],
  [MASTER_FILE_TAG.cardData, open('card data')],
  [MASTER_FILE_TAG.municipality, row('municipality')],
  [MASTER_FILE_TAG.expiry, row('expiry')],
  [MASTER_FILE_TAG.intermediateKeyId, open('intermediate key identifier')],
  [MASTER_FILE_TAG.upperCertificate, open('upper CV certificate')],
  [MASTER_FILE_TAG.lowerCertificate, open('lower CV certificate')],
  [MASTER_FILE_TAG.atr, open('ATR')],
]);

/** A row even for an application that no table knows. */
export function applicationOf(aid: Uint8Array): ApplicationRow {
  return APPLICATIONS.find((known) => equal(known.aid, aid)) ?? { name: 'unknown', files: new Map() };
}

export function dataObjectOf(tag: number): FileRow | undefined {
  return DATA_OBJECTS.get(tag);
}
