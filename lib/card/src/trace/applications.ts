import { equal } from '@kazasu/bytes';
import { AID, JPKI, TEXT } from '../application/index.ts';

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
  [TEXT.pin, row('text PIN')],
  [0x0006, row('session-transport key')],
  [0x0007, row('chip key')],
  [0x0013, row('chip key pair')],
  [0x0014, row('number A')],
  [0x0015, row('number B')],
]);

const SURFACE_FILES = new Map<number, FileRow>([
  [0x0001, row('age record')],
  [0x0002, row('face')],
  [0x0003, open('basic information')],
  [0x0004, open('issuer certificate')],
  [0x0005, row('My Number image')],
  [0x0011, row('birth date')],
  [0x0012, row('number B')],
  [0x0013, row('number A')],
]);

const JUKI_FILES = new Map<number, FileRow>([
  [0x0002, open('key reference')],
  [0x001c, row('juki PIN')],
]);

const COMMON_FILES = new Map<number, FileRow>([
  [0x0001, row('card information')],
  [0x0002, open('key reference')],
  [0x0019, row('authentication key of the card')],
  [0x001c, row('common PIN')],
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
  [0x0042, open('issuer')],
  [0x0045, row('card identifier')],
  [0x0066, open('card data')],
  [0x00f0, row('municipality')],
  [0x00f2, row('expiry')],
  [0x00f7, row('unknown object')],
  [0x00f8, open('intermediate CV certificate')],
  [0x5f51, open('ATR')],
  [0x7f21, open('CV certificate')],
]);

/** A row even for an application that no table knows. */
export function applicationOf(aid: Uint8Array): ApplicationRow {
  return APPLICATIONS.find((known) => equal(known.aid, aid)) ?? { name: 'unknown', files: new Map() };
}

export function dataObjectOf(tag: number): FileRow | undefined {
  return DATA_OBJECTS.get(tag);
}
