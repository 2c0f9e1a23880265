import { concat, fromHex, isCalendarDate, toHex } from '@kazasu/bytes';
import { CardError } from '../error.ts';
import { encodeRecord, onlyField, parseRecord } from './data-objects.ts';
import { LICENCE_LENGTH } from './ef.ts';
import { encodeLatin, parseLatin } from './text.ts';

/** EF 2F01 of the master file, free to read: 共通データ要素. */
export interface LicenceCommonData {
  /** Version of the specification, three digits: `008`. */
  readonly version: string;
  /** 交付年月日, `YYYYMMDD` */
  readonly issueDate: string;
  /** 有効期間の末日, `YYYYMMDD` */
  readonly expiryDate: string;
  /** カード製造業者識別子 */
  readonly manufacturer: number;
  /** 暗号関数識別子 */
  readonly cryptography: number;
}

const NAME = 'licence common data';
const ISSUER_TAG = 0x45;
const PRE_ISSUE_TAG = 0x46;
const PIN_SETTING_TAG = 0x05;

export function encodeLicenceCommonData(data: LicenceCommonData): Uint8Array {
  for (const date of [data.issueDate, data.expiryDate]) requireDate(date);
  if (!/^[0-9]{3}$/.test(data.version)) throw new CardError('card/file', `${NAME}: version`);
  const octets = [data.manufacturer, data.cryptography];
  if (octets.some((octet) => !Number.isInteger(octet) || octet < 0 || octet > 255)) {
    throw new CardError('card/file', `${NAME}: identifier`);
  }
  const issuer = concat(encodeLatin(NAME, data.version, 3), fromHex(data.issueDate + data.expiryDate));
  const fields = [
    { tag: ISSUER_TAG, value: issuer },
    { tag: PRE_ISSUE_TAG, value: Uint8Array.from(octets) },
  ];
  return encodeRecord(NAME, fields, LICENCE_LENGTH.commonData);
}

/** Dates are two decimal digits an octet. Another form is CardError `card/file`. */
export function parseLicenceCommonData(file: Uint8Array): LicenceCommonData {
  const [issuer, preIssue, ...others] = parseRecord(NAME, file);
  if (
    issuer?.tag !== ISSUER_TAG ||
    issuer.value.length !== 11 ||
    preIssue?.tag !== PRE_ISSUE_TAG ||
    preIssue.value.length !== 2 ||
    others.length > 0
  ) {
    throw new CardError('card/file', `${NAME}: not the data objects of this file`);
  }
  const dates = toHex(issuer.value.subarray(3));
  const data = {
    version: parseLatin(NAME, issuer.value.subarray(0, 3)),
    issueDate: requireDate(dates.slice(0, 8)),
    expiryDate: requireDate(dates.slice(8)),
    manufacturer: preIssue.value[0] as number,
    cryptography: preIssue.value[1] as number,
  };
  if (!/^[0-9]{3}$/.test(data.version)) throw new CardError('card/file', `${NAME}: version`);
  return data;
}

/** EF 000A of the master file, free to read: whether the person chose PINs, or `****` stands for both. */
export function encodePinSetting(set: boolean): Uint8Array {
  return Uint8Array.of(PIN_SETTING_TAG, 1, set ? 1 : 0);
}

export function parsePinSetting(file: Uint8Array): boolean {
  const [value, ...others] = onlyField('licence PIN setting', file, PIN_SETTING_TAG);
  if ((value !== 0 && value !== 1) || others.length > 0) {
    throw new CardError('card/file', 'licence PIN setting: neither set nor unset');
  }
  return value === 1;
}

function requireDate(date: string): string {
  if (!isCalendarDate(date)) throw new CardError('card/file', `${NAME}: no such date`);
  return date;
}
