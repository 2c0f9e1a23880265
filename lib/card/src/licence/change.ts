import { concat } from '@kazasu/bytes';
import { CardError } from '../error.ts';
import { byTag, encodeRecord, type Field, parseRecord } from './data-objects.ts';
import { fromLicenceDate, toLicenceDate } from './date.ts';
import { LICENCE_LENGTH } from './ef.ts';
import { encodeText, parseText } from './text.ts';

/** What was changed after the licence was made, by the first tag of its kind and how many there may be. */
const KINDS = {
  /** 新住所地公安委員会名 */
  authority: [0x51, 15],
  /** 新氏名 */
  name: [0x60, 8],
  /** 新呼び名(カナ) */
  kana: [0x68, 8],
  /** 新住所 */
  address: [0x70, 8],
  /** 新条件 */
  condition: [0x78, 8],
  /** 条件解除 */
  conditionRemoved: [0x80, 8],
  /** 備考 */
  remark: [0x88, 8],
  /** 予備 */
  reserve: [0x90, 8],
  /** 新本籍, in EF 0006 alone */
  domicile: [0xab, 5],
} as const;

export type LicenceChangeKind = keyof typeof KINDS;

export interface LicenceChange {
  readonly kind: LicenceChangeKind;
  /** Year of JIS X 0208, two digits. */
  readonly jisYear: string;
  /** 変更年月日, `YYYYMMDD` */
  readonly date: string;
  readonly text: string;
  /** Who wrote it, up to five characters; empty for a change of the commission itself, whose name is the text. */
  readonly authority: string;
}

/** EF 0004 (記載事項変更等) and EF 0006 (記載事項変更(本籍)). */
export interface LicenceChanges {
  /** 追記の有無, one octet as stored. */
  readonly flag: number;
  /** In the order of their tags; of one kind, the last is the newest. */
  readonly changes: readonly LicenceChange[];
}

/** What stands in 追記の有無 before anything was added. */
export const NOTHING_ADDED = 0x11;

const NAME = 'licence changes';
const FLAG_TAG = { changes: 0x50, domicileChanges: 0xaa } as const;
const HEADER_LENGTH = 15;
const AUTHORITY_LENGTH = 10;
const AUTHORITY_CHARACTERS = 5;

export type ChangeFile = keyof typeof FLAG_TAG;

export function encodeLicenceChanges(file: ChangeFile, { flag, changes }: LicenceChanges): Uint8Array {
  const counts = new Map<LicenceChangeKind, number>();
  const fields: Field[] = changes.map((change) => {
    const [first, count] = KINDS[change.kind];
    const index = counts.get(change.kind) ?? 0;
    counts.set(change.kind, index + 1);
    if (index >= count || (change.kind === 'domicile') !== (file === 'domicileChanges')) throw refused();
    return { tag: first + index, value: encodeChange(change) };
  });
  fields.push({ tag: FLAG_TAG[file], value: Uint8Array.of(flag) });
  fields.sort((a, b) => a.tag - b.tag);
  return encodeRecord(NAME, fields, LICENCE_LENGTH[file]);
}

export function parseLicenceChanges(file: ChangeFile, content: Uint8Array): LicenceChanges {
  const fields = parseRecord(NAME, content);
  const [flag, ...others] = byTag(NAME, fields).get(FLAG_TAG[file]) ?? [];
  if (flag === undefined || others.length > 0) throw refused();
  const changes = fields
    .filter(({ tag, value }) => tag !== FLAG_TAG[file] && value.length > 0)
    .sort((a, b) => a.tag - b.tag)
    .map(({ tag, value }) => parseChange(file, tag, value));
  return { flag, changes };
}

/** Year, date in full-width digits, text, and the commission's name in a fixed room. */
function encodeChange({ kind, jisYear, date, text, authority }: LicenceChange): Uint8Array {
  if (!/^[0-9]{2}$/.test(jisYear) || (kind === 'authority') !== (authority === '')) throw refused();
  const year = Uint8Array.of(Number.parseInt(jisYear, 16));
  const digits = toLicenceDate(NAME, date).replace(/[0-9]/g, (digit) =>
    String.fromCharCode(digit.charCodeAt(0) + 0xfee0),
  );
  const parts = [year, encodeText(NAME, digits, HEADER_LENGTH - 1), encodeText(NAME, text, 0xffff)];
  if (kind !== 'authority') {
    parts.push(encodeText(NAME, authority.padEnd(AUTHORITY_CHARACTERS, '\u3000'), AUTHORITY_LENGTH));
  }
  return concat(...parts);
}

function parseChange(file: ChangeFile, tag: number, value: Uint8Array): LicenceChange {
  const kind = kindOf(tag);
  if (kind === undefined || (kind === 'domicile') !== (file === 'domicileChanges')) throw refused();
  const end = kind === 'authority' ? value.length : value.length - AUTHORITY_LENGTH;
  const jisYear = (value[0] ?? 0xff).toString(16).padStart(2, '0');
  if (end < HEADER_LENGTH || !/^[0-9]{2}$/.test(jisYear)) throw refused();
  const digits = parseText(NAME, value.subarray(1, HEADER_LENGTH)).replace(/[０-９]/g, (digit) =>
    String.fromCharCode(digit.charCodeAt(0) - 0xfee0),
  );
  return {
    kind,
    jisYear,
    date: fromLicenceDate(NAME, digits),
    text: parseText(NAME, value.subarray(HEADER_LENGTH, end)),
    authority: parseText(NAME, value.subarray(end)).replace(/\u3000+$/, ''),
  };
}

function kindOf(tag: number): LicenceChangeKind | undefined {
  const kinds = Object.keys(KINDS) as LicenceChangeKind[];
  return kinds.find((kind) => tag >= KINDS[kind][0] && tag < KINDS[kind][0] + KINDS[kind][1]);
}

function refused(): CardError {
  return new CardError('card/file', `${NAME}: not of this file's form`);
}
