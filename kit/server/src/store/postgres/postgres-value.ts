/** What PostgreSQL's values become in our hands: see SqlValue. */
import { fromHex } from '@kazasu/bytes';
import { StoreError } from '../store.ts';

const BOOL = 16;
const BYTEA = 17;
const INTEGERS = new Set([20, 21, 23]);
/** `sum()` of BIGINT is NUMERIC; as long as it is a whole number it is ours. */
const NUMERIC = 1700;

export const valueTypes = {
  getTypeParser: (type: number) => parserOf(type),
};

function parserOf(type: number): (text: string) => string | number | Uint8Array {
  if (INTEGERS.has(type) || type === NUMERIC) return toInteger;
  if (type === BYTEA) return toBytes;
  // SQLite answers comparisons with 1 and 0.
  if (type === BOOL) return (text) => (text === 't' ? 1 : 0);
  return (text) => text;
}

function toInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new StoreError('store/statement', 'a number is not a safe integer');
  return value;
}

function toBytes(text: string): Uint8Array {
  if (!text.startsWith('\\x')) throw new StoreError('store/statement', 'bytea_output must be hex');
  return fromHex(text.slice(2));
}
