import { CardError } from '../error.ts';
import { LICENCE_CATEGORIES, LICENCE_CATEGORY_NAMES, type LicenceCategory } from './category.ts';
import { byTag, encodeRecord, type Field, onlyField, parseRecord } from './data-objects.ts';
import { fromLicenceDate, NO_DATE, toLicenceDate } from './date.ts';
import { LICENCE_LENGTH } from './ef.ts';
import { encodeLatin, encodeText, parseLatin, parseText } from './text.ts';

/** EF 0001 of DF1: what is printed on the licence, without the registered domicile. Dates are `YYYYMMDD`. */
export interface LicenceItems {
  /** Year of JIS X 0208 by which the text is written, two digits: `78`, `83`, `90`, `97`. */
  readonly jisYear: string;
  /** Family and given name with one U+3000 between. */
  readonly name: string;
  /** 呼び名(カナ) */
  readonly kana: string;
  /** 通称名; empty where there is none. */
  readonly commonName: string;
  /** 統一氏名(カナ) */
  readonly unifiedName: string;
  readonly birthdate: string;
  readonly address: string;
  readonly issueDate: string;
  /** 照会番号, five characters */
  readonly inquiryNumber: string;
  /** 免許証の色区分: 優良, 新規 or その他 */
  readonly colour: string;
  readonly expiryDate: string;
  /** 免許の条件, up to four lines */
  readonly conditions: readonly string[];
  /** 公安委員会名 */
  readonly authority: string;
  /** 免許証の番号, twelve digits */
  readonly number: string;
  /** Since when the person may drive what. */
  readonly categories: { readonly [category in LicenceCategory]?: string };
}

const NAME = 'licence items';
const DOMICILE = 'licence domicile';
const DOMICILE_TAG = 0x41;
const DOMICILE_MAX = 80;

/** Tag and room in bytes of each text of two octets a character. */
const TEXTS = {
  name: [0x12, 72],
  kana: [0x13, 32],
  commonName: [0x14, 32],
  unifiedName: [0x15, 16],
  address: [0x17, 80],
  colour: [0x1a, 6],
  authority: [0x20, 24],
} as const;
const DATES = { birthdate: 0x16, issueDate: 0x18, expiryDate: 0x1b } as const;
const CONDITION_TAGS = [0x1c, 0x1d, 0x1e, 0x1f] as const;
const CONDITION_MAX = 80;
const JIS_YEAR_TAG = 0x11;
const INQUIRY_TAG = 0x19;
const NUMBER_TAG = 0x21;
/** 34 to 3F are kept for later versions: read over. */
const LAST_TAG = 0x3f;

/** EF 0001, filled to its size. What breaks its format or does not fit is CardError `card/file`. */
export function encodeLicenceItems(items: LicenceItems): Uint8Array {
  if (!/^[0-9]{2}$/.test(items.jisYear) || !/^[0-9]{12}$/.test(items.number)) throw refused();
  if (items.conditions.length > CONDITION_TAGS.length || items.inquiryNumber.length !== 5) throw refused();
  const fields: Field[] = [{ tag: JIS_YEAR_TAG, value: Uint8Array.of(Number.parseInt(items.jisYear, 16)) }];
  for (const [key, [tag, lengthMax]] of entries(TEXTS)) {
    fields.push({ tag, value: encodeText(NAME, items[key], lengthMax) });
  }
  for (const [key, tag] of entries(DATES)) {
    fields.push({ tag, value: encodeLatin(NAME, toLicenceDate(NAME, items[key]), 7) });
  }
  for (const [index, tag] of CONDITION_TAGS.entries()) {
    fields.push({ tag, value: encodeText(NAME, items.conditions[index] ?? '', CONDITION_MAX) });
  }
  fields.push({ tag: INQUIRY_TAG, value: encodeLatin(NAME, items.inquiryNumber, 5) });
  fields.push({ tag: NUMBER_TAG, value: encodeLatin(NAME, items.number, 12) });
  for (const category of LICENCE_CATEGORY_NAMES) {
    const date = items.categories[category];
    const text = date === undefined ? NO_DATE : toLicenceDate(NAME, date);
    fields.push({ tag: LICENCE_CATEGORIES[category], value: encodeLatin(NAME, text, 7) });
  }
  fields.sort((a, b) => a.tag - b.tag);
  return encodeRecord(NAME, fields, LICENCE_LENGTH.items);
}

/**
 * The items of EF 0001. The objects stand in the order of their tags; those of newer versions are read over, and a
 * category without an object (older versions), without a value or with zeros is one that is not held.
 */
export function parseLicenceItems(file: Uint8Array): LicenceItems {
  const fields = parseRecord(NAME, file);
  const values = byTag(NAME, fields);
  const ascending = fields.every(({ tag }, index) => index === 0 || tag > (fields[index - 1]?.tag ?? 0));
  if (!ascending || fields.some(({ tag }) => tag < JIS_YEAR_TAG || tag > LAST_TAG)) throw refused();
  const year = required(values, JIS_YEAR_TAG);
  const text = (key: keyof typeof TEXTS) => parseText(NAME, required(values, TEXTS[key][0]));
  const date = (key: keyof typeof DATES) =>
    fromLicenceDate(NAME, parseLatin(NAME, required(values, DATES[key])));
  const items = {
    jisYear: (year[0] ?? 0).toString(16).padStart(2, '0'),
    name: text('name'),
    kana: text('kana'),
    commonName: text('commonName'),
    unifiedName: text('unifiedName'),
    birthdate: date('birthdate'),
    address: text('address'),
    issueDate: date('issueDate'),
    inquiryNumber: parseLatin(NAME, required(values, INQUIRY_TAG)),
    colour: text('colour'),
    expiryDate: date('expiryDate'),
    conditions: conditionsIn(values),
    authority: text('authority'),
    number: parseLatin(NAME, required(values, NUMBER_TAG)),
    categories: categoriesIn(values),
  };
  const wellFormed =
    year.length === 1 && /^[0-9]{2}$/.test(items.jisYear) && /^[0-9]{12}$/.test(items.number);
  if (!wellFormed || items.name === '' || items.address === '') throw refused();
  return items;
}

/** EF 0002 of DF1: 本籍, up to 40 characters. */
export function encodeLicenceDomicile(domicile: string): Uint8Array {
  const value = encodeText(DOMICILE, domicile, DOMICILE_MAX);
  return encodeRecord(DOMICILE, [{ tag: DOMICILE_TAG, value }], LICENCE_LENGTH.domicile);
}

export function parseLicenceDomicile(file: Uint8Array): string {
  return parseText(DOMICILE, onlyField(DOMICILE, file, DOMICILE_TAG));
}

function conditionsIn(values: ReadonlyMap<number, Uint8Array>): string[] {
  const lines = CONDITION_TAGS.map((tag) => parseText(NAME, values.get(tag) ?? new Uint8Array()));
  while (lines.at(-1) === '') lines.pop();
  return lines;
}

function categoriesIn(values: ReadonlyMap<number, Uint8Array>): LicenceItems['categories'] {
  const held = LICENCE_CATEGORY_NAMES.flatMap((category) => {
    const text = parseLatin(NAME, values.get(LICENCE_CATEGORIES[category]) ?? new Uint8Array());
    return text === '' || text === NO_DATE ? [] : [[category, fromLicenceDate(NAME, text)]];
  });
  return Object.fromEntries(held) as LicenceItems['categories'];
}

function required(values: ReadonlyMap<number, Uint8Array>, tag: number): Uint8Array {
  const value = values.get(tag);
  if (value === undefined) throw new CardError('card/file', `${NAME}: object ${tag.toString(16)} is missing`);
  return value;
}

function entries<T extends object>(table: T): [keyof T, T[keyof T]][] {
  return Object.entries(table) as [keyof T, T[keyof T]][];
}

function refused(): CardError {
  return new CardError('card/file', `${NAME}: an item breaks its format`);
}
