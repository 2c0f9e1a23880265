import { concat, isCalendarDate, toUtf8 } from '@kazasu/bytes';
import { CardError } from '../error.ts';
import { RESIDENCE_LENGTH } from './ef.ts';
import { encodeObject, filled, imageIn, textIn, textValue, values, withoutFiller } from './record.ts';

const TAG = {
  version: 0xc0,
  cardType: 0xc1,
  frontImage: 0xd0,
  portrait: 0xd1,
  addressDate: 0xd2,
  municipality: 0xd3,
  address: 0xd4,
  comprehensivePermission: 0xd5,
  individualPermission: 0xd6,
  renewal: 0xd7,
  checkCode: 0xda,
  certificate: 0xdb,
} as const;

/** What the card is, by the digit in EF カード種別. */
const CARD_TYPES = { residenceCard: '1', specialPermanentResident: '2' } as const;
export type ResidenceCardType = keyof typeof CARD_TYPES;

/** The specification's version: four digits, `0001`. */
export function encodeSpecificationVersion(version: string): Uint8Array {
  return encodeObject(TAG.version, pattern('version', version, /^[0-9]{4}$/));
}

export function parseSpecificationVersion(file: Uint8Array): string {
  const [value] = values('version', file, [TAG.version]);
  return matching('version', textIn('version', value), /^[0-9]{4}$/);
}

export function encodeCardType(type: ResidenceCardType): Uint8Array {
  return encodeObject(TAG.cardType, toUtf8(CARD_TYPES[type]));
}

/** A digit that is neither is a card of another kind or generation: CardError `card/file`. */
export function parseCardType(file: Uint8Array): ResidenceCardType {
  const [value] = values('card type', file, [TAG.cardType]);
  const code = textIn('card type', value);
  const found = (Object.keys(CARD_TYPES) as ResidenceCardType[]).find((type) => CARD_TYPES[type] === code);
  if (found === undefined) throw new CardError('card/file', 'card type: not a card of this generation');
  return found;
}

/** 券面(表)イメージ: a TIFF picture compressed as MMR, black and white. Empty: a picture of NULs. */
export function encodeFrontImage(tiff: Uint8Array): Uint8Array {
  return encodeObject(TAG.frontImage, filled('front image', tiff, RESIDENCE_LENGTH.frontImage));
}

/** The picture as stored, with the NULs that fill it; empty where there is none. */
export function parseFrontImage(file: Uint8Array): Uint8Array {
  return imageIn(values('front image', file, [TAG.frontImage])[0]);
}

/** 顔写真: a JPEG 2000 picture in colour. Empty (a child's card): a picture of NULs. */
export function encodePortrait(jp2: Uint8Array): Uint8Array {
  return encodeObject(TAG.portrait, filled('portrait', jp2, RESIDENCE_LENGTH.portrait));
}

/** The picture as stored, with the NULs that fill it; empty where there is none. */
export function parsePortrait(file: Uint8Array): Uint8Array {
  return imageIn(values('portrait', file, [TAG.portrait])[0]);
}

/** 住居地: the newest that is written on the back. All empty where nothing is. */
export interface ResidenceAddress {
  /** `YYYYMMDD` on which it was written */
  readonly date: string;
  /** 市町村コード, six digits */
  readonly municipality: string;
  readonly address: string;
}

export function encodeResidenceAddress({ date, municipality, address }: ResidenceAddress): Uint8Array {
  if (date !== '' && !isCalendarDate(date)) throw new CardError('card/file', 'address: no such date');
  if (!/^([0-9]{6})?$/.test(municipality)) throw new CardError('card/file', 'address: municipality');
  return concat(
    encodeObject(TAG.addressDate, textValue('address', date, 8)),
    encodeObject(TAG.municipality, textValue('address', municipality, 6)),
    encodeObject(TAG.address, textValue('address', address, RESIDENCE_LENGTH.address)),
  );
}

export function parseResidenceAddress(file: Uint8Array): ResidenceAddress {
  const found = values('address', file, [TAG.addressDate, TAG.municipality, TAG.address]);
  const [date, municipality, address] = found.map((value) => textIn('address', value)) as [
    string,
    string,
    string,
  ];
  if (date !== '' && !isCalendarDate(date)) throw new CardError('card/file', 'address: no such date');
  return { date, municipality: matching('address', municipality, /^([0-9]{6})?$/), address };
}

/** What the back says about work outside the status of residence, as it is printed; empty where nothing is. */
export type PermissionKind = 'comprehensivePermission' | 'individualPermission';

export function encodePermission(kind: PermissionKind, text: string): Uint8Array {
  return encodeObject(TAG[kind], textValue(kind, text, RESIDENCE_LENGTH.permission));
}

export function parsePermission(kind: PermissionKind, file: Uint8Array): string {
  return textIn(kind, values(kind, file, [TAG[kind]])[0]);
}

/** Whether an application to renew or to change is pending. */
export function encodeRenewal(pending: boolean): Uint8Array {
  return encodeObject(TAG.renewal, toUtf8(pending ? '1' : '0'));
}

export function parseRenewal(file: Uint8Array): boolean {
  const [value] = values('renewal', file, [TAG.renewal]);
  return matching('renewal', textIn('renewal', value), /^[01]$/) === '1';
}

/** DF3: the check code over both pictures and the certificate of its key. Both empty on a child's card. */
export interface ResidenceSignature {
  /** RSA-2048, PKCS#1 v1.5 with SHA-256 */
  readonly checkCode: Uint8Array;
  /** X.509, DER, without the NULs that fill it */
  readonly certificate: Uint8Array;
}

export function encodeResidenceSignature({ checkCode, certificate }: ResidenceSignature): Uint8Array {
  if (checkCode.length !== 0 && checkCode.length !== RESIDENCE_LENGTH.checkCode) {
    throw new CardError('card/file', 'residence signature: length');
  }
  return concat(
    encodeObject(TAG.checkCode, filled('residence signature', checkCode, RESIDENCE_LENGTH.checkCode)),
    encodeObject(TAG.certificate, filled('residence signature', certificate, RESIDENCE_LENGTH.certificate)),
  );
}

export function parseResidenceSignature(file: Uint8Array): ResidenceSignature {
  const [checkCode, certificate] = values('residence signature', file, [TAG.checkCode, TAG.certificate]);
  const whole = imageIn(checkCode);
  if (whole.length !== 0 && whole.length !== RESIDENCE_LENGTH.checkCode) {
    throw new CardError('card/file', 'residence signature: length');
  }
  return { checkCode: whole, certificate: derIn(certificate) };
}

/** The bytes under the check code: both pictures, each filled with NUL to its room, without their tags. */
export function residenceSignatureInput(frontImage: Uint8Array, portrait: Uint8Array): Uint8Array {
  return concat(
    filled('front image', frontImage, RESIDENCE_LENGTH.frontImage),
    filled('portrait', portrait, RESIDENCE_LENGTH.portrait),
  );
}

/** A certificate may end in NULs of its own: its SEQUENCE tells where it ends. */
function derIn(value: Uint8Array): Uint8Array {
  const [tag, form, high = 0, low = 0] = value;
  if (withoutFiller(value).length === 0) return value.subarray(0, 0);
  const end = 4 + high * 256 + low;
  if (tag !== 0x30 || form !== 0x82 || end > value.length || withoutFiller(value).length > end) {
    throw new CardError('card/file', 'residence signature: not a certificate');
  }
  return value.subarray(0, end);
}

function pattern(name: string, text: string, form: RegExp): Uint8Array {
  return toUtf8(matching(name, text, form));
}

function matching(name: string, text: string, form: RegExp): string {
  if (!form.test(text)) throw new CardError('card/file', `${name}: not of its form`);
  return text;
}
