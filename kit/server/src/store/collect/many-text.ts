/** The text that does for many rows what a statement does for one. */
import { excerpt } from '../statement.ts';
import { StoreError } from '../store.ts';

/** As in our DDL. */
export type ValueType = 'TEXT' | 'BIGINT' | 'BYTES';

/** How many rows one statement has: few numbers, so that its texts are few. What is left over is padding. */
export const SIZES = [2, 4, 8, 16, 32, 64] as const;
export const MOST = 64;

export interface OneRow {
  /** The statement for one request. `$1` is its key. */
  readonly text: string;
  /** The column that `$1` is compared with, or written to; TEXT, and first of those that come back. */
  readonly key: string;
  /** Of `$1`, `$2`, …; the engine cannot learn them from a row of VALUES. */
  readonly types: readonly ValueType[];
}

/**
 * | a statement                           | for many                                               |
 * | ------------------------------------- | ------------------------------------------------------ |
 * | `UPDATE t SET s WHERE w RETURNING r`  | `UPDATE t SET s FROM asked WHERE w RETURNING r`        |
 * | `DELETE FROM t WHERE w RETURNING r`   | `DELETE FROM t USING asked WHERE w RETURNING r`        |
 * | `SELECT r FROM t WHERE w`             | `SELECT r FROM t CROSS JOIN asked WHERE w`             |
 * | `INSERT INTO t (c) VALUES (v) …`      | `INSERT INTO t (c) SELECT v FROM asked WHERE … …`      |
 *
 * `asked` is `(VALUES ($1, $2), ($3, $4), …) AS asked (p1, p2)`, and stands for `$1`, `$2` of the single text. A row whose key is NULL is
 * padding: it matches nothing. Returns the text for so many rows. Throws a StoreError for a text of another shape.
 */
export function manyText(one: OneRow): (rows: number) => string {
  const [before, after] = split(one);
  return (rows) =>
    `${asked(before)} (VALUES ${places(rows, one.types)}) AS asked (${columns(one.types)}) ${asked(after)}`;
}

/** Whether a statement only reads. */
export function onlyReads({ text }: OneRow): boolean {
  return words(text).startsWith('SELECT ');
}

type Split = readonly [before: string, after: string];

function split(one: OneRow): Split {
  const text = words(one.text);
  const halves = splitInsert(text, one.key) ?? splitWhere(text, one);
  if (halves === undefined || /\bSELECT\b.*\bSELECT\b/.test(`${onlyReads(one) ? '' : 'SELECT '}${text}`)) {
    throw new StoreError('store/statement', `${excerpt(text)}: cannot be collected`);
  }
  return halves;
}

function splitWhere(text: string, { key }: OneRow): Split | undefined {
  const match =
    /^(?<before>UPDATE \w+ SET .+?) WHERE (?<where>.+) RETURNING (?<back>.+)$/.exec(text) ??
    /^(?<before>DELETE FROM \w+) WHERE (?<where>.+) RETURNING (?<back>.+)$/.exec(text) ??
    /^(?<before>SELECT (?<back>.+?) FROM .+?) WHERE (?<where>.+)$/.exec(text);
  const { before, where, back } = match?.groups ?? {};
  if (before === undefined || where === undefined || back === undefined) return undefined;
  if (!isAskedByKey(where, key) || !isFirst(back, key)) return undefined;
  const join = before.startsWith('UPDATE') ? 'FROM' : before.startsWith('DELETE') ? 'USING' : 'CROSS JOIN';
  return [`${before} ${join}`, text.slice(before.length + 1)];
}

function splitInsert(text: string, key: string): Split | undefined {
  const match =
    /^(?<into>INSERT INTO \w+ \((?<columns>[^)]+)\)) VALUES \((?<values>.+?)\)(?<conflict> ON CONFLICT .+)? RETURNING (?<back>.+)$/.exec(
      text,
    );
  const { into, columns: names, values, conflict = '', back } = match?.groups ?? {};
  if (into === undefined || names === undefined || values === undefined || back === undefined)
    return undefined;
  // The rows of VALUES are not seen behind ON CONFLICT: `excluded` is.
  if (!isFirst(names, key) || !isFirst(values, '$1') || !isFirst(back, key) || conflict.includes('$'))
    return undefined;
  return [`${into} SELECT ${values} FROM`, `WHERE $1 IS NOT NULL${conflict} RETURNING ${back}`];
}

/** `key = $1`, and nothing that would let a row of another key through. */
function isAskedByKey(where: string, key: string): boolean {
  let outside = where;
  while (outside.includes('(')) {
    const fewer = outside.replace(/\([^()]*\)/g, '');
    if (fewer === outside) return false;
    outside = fewer;
  }
  const [first = ''] = where.split(' AND ');
  return first.replace(/^\w+\./, '') === `${key} = $1` && !/\bOR\b/.test(outside);
}

function isFirst(list: string, name: string): boolean {
  return (list.split(',')[0] ?? '').trim().replace(/^\w+\./, '') === name;
}

function asked(part: string): string {
  return part.replace(/\$(\d+)/g, 'asked.p$1');
}

function columns(types: readonly ValueType[]): string {
  return types.map((_, i) => `p${i + 1}`).join(', ');
}

function places(rows: number, types: readonly ValueType[]): string {
  const row = (at: number) =>
    types.map((type, i) => `CAST($${at + i + 1} AS ${type === 'BYTES' ? 'BYTEA' : type})`).join(', ');
  return Array.from({ length: rows }, (_, i) => `(${row(i * types.length)})`).join(', ');
}

function words(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
