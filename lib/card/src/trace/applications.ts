import { equal } from '@kazasu/bytes';
import { AID, COMMON, JPKI, JUKI, MASTER_FILE_TAG, SURFACE, TEXT } from '../application/index.ts';
import { LICENCE, LICENCE_AID } from '../licence/ef.ts';
import { CARD_NUMBER_REFERENCE, RESIDENCE, RESIDENCE_AID } from '../residence/ef.ts';

export interface FileRow {
  readonly name: string;
  /** Says nothing about one person, one chip or one municipality: its content may be written into a trace. */
  readonly open?: true;
}

export interface ApplicationRow {
  readonly name: string;
  /** By file identifier. */
  readonly files: ReadonlyMap<number, FileRow>;
  /** Its card says yes to a SELECT of the master file and stays in the application. */
  readonly stays?: true;
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
  // The key that it certifies is named after the municipality.
  [TEXT.issuerCertificate, row('issuer certificate')],
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
  // Both name the municipality.
  [SURFACE.basicInformation, row('basic information')],
  [SURFACE.issuerCertificate, row('issuer certificate')],
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

const LICENCE_FILES = new Map<number, FileRow>([
  [LICENCE.items, row('items')],
  [LICENCE.domicile, row('domicile')],
  [LICENCE.externalCharacters, row('external characters')],
  [LICENCE.changes, row('changes')],
  [LICENCE.changedExternalCharacters, row('changed external characters')],
  [LICENCE.domicileChanges, row('changes of domicile')],
  [LICENCE.signature, row('signature')],
]);

const RESIDENCE_FRONT_FILES = new Map<number, FileRow>([
  [RESIDENCE.frontImage, row('front image')],
  [RESIDENCE.portrait, row('portrait')],
]);

const RESIDENCE_BACK_FILES = new Map<number, FileRow>([
  [RESIDENCE.address, row('address')],
  [RESIDENCE.comprehensivePermission, row('comprehensive permission')],
  [RESIDENCE.individualPermission, row('individual permission')],
  [RESIDENCE.renewal, row('application for renewal')],
]);

/**
 * Before any application. Which card it is does not show there, and 000A is one thing on a licence and another on a
 * residence card; a My Number Card has no files in its master file.
 */
const MASTER_FILE: ApplicationRow = {
  name: 'master file',
  files: new Map([
    [LICENCE.commonData, row('common data')],
    [RESIDENCE.commonData, row('common data')],
    [LICENCE.pinSetting, row('PIN setting or card type')],
    [LICENCE.pin1, row('licence PIN 1')],
    [LICENCE.pin2, row('licence PIN 2')],
    [CARD_NUMBER_REFERENCE & 0x1f, row('card number')],
  ]),
};

const APPLICATIONS: readonly (ApplicationRow & { readonly aid: Uint8Array })[] = [
  { aid: AID.jpki, name: 'JPKI', files: JPKI_FILES, stays: true },
  { aid: AID.text, name: 'text', files: TEXT_FILES, stays: true },
  { aid: AID.surface, name: 'surface', files: SURFACE_FILES, stays: true },
  { aid: AID.juki, name: 'juki', files: JUKI_FILES, stays: true },
  { aid: AID.common, name: 'common', files: COMMON_FILES, stays: true },
  { aid: AID.issuerSecurityDomain, name: 'issuer security domain', files: new Map() },
  { aid: LICENCE_AID.items, name: 'licence items', files: LICENCE_FILES },
  { aid: LICENCE_AID.photo, name: 'licence photo', files: new Map([[LICENCE.photo, row('photo')]]) },
  {
    aid: LICENCE_AID.reserved,
    name: 'licence reserve',
    files: new Map([[LICENCE.reserved, row('reserve')]]),
  },
  { aid: RESIDENCE_AID.front, name: 'residence front', files: RESIDENCE_FRONT_FILES },
  { aid: RESIDENCE_AID.back, name: 'residence back', files: RESIDENCE_BACK_FILES },
  {
    aid: RESIDENCE_AID.signature,
    name: 'residence signature',
    files: new Map([[RESIDENCE.signature, row('signature')]]),
  },
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
  // What it certifies may be a municipality's.
  [MASTER_FILE_TAG.lowerCertificate, row('lower CV certificate')],
  [MASTER_FILE_TAG.atr, open('ATR')],
]);

/** A row even for an application that no table knows. */
export function applicationOf(aid: Uint8Array): ApplicationRow {
  return APPLICATIONS.find((known) => equal(known.aid, aid)) ?? { name: 'unknown', files: new Map() };
}

/** The file of an application, or of the master file where none is selected. */
export function fileOf(application: ApplicationRow | undefined, identifier: number): FileRow | undefined {
  return (application ?? MASTER_FILE).files.get(identifier);
}

export function dataObjectOf(tag: number): FileRow | undefined {
  return DATA_OBJECTS.get(tag);
}
