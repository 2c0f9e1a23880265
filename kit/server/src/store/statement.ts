/** What both engines demand of a statement and its values before they see it, so that neither is more lenient. */
import { type SqlValue, StoreError } from './store.ts';

/** Statements are constants of the program; a cache that grows beyond this is fed by built texts and starts anew. */
export const STATEMENT_CACHE_LIMIT = 1000;

/**
 * Throws a StoreError (`store/statement`) when the values do not fit: SQLite would bind a missing parameter as
 * NULL, round a fraction into a key, and keep a NUL or half a surrogate pair that PostgreSQL cannot.
 */
export function checkStatement(statement: string, values: readonly SqlValue[]): void {
  checkValues(statement, values, parameterCount(statement));
}

/** The same for a statement that was looked at before, and has so many parameters. */
export function checkValues(statement: string, values: readonly SqlValue[], wanted: number): void {
  if (values.length !== wanted)
    refuse(statement, `has ${wanted} parameters and was given ${values.length} values`);
  for (let i = 0; i < wanted; i++) {
    const fault = faultOf(values[i]);
    if (fault !== undefined) refuse(statement, `value $${i + 1} ${fault}`);
  }
}

/** First characters of a statement, for a message. Statements hold placeholders, never values. */
export function excerpt(statement: string): string {
  return statement.replace(/\s+/g, ' ').trim().slice(0, 120);
}

function refuse(statement: string, fault: string): never {
  throw new StoreError('store/statement', `${excerpt(statement)}: ${fault}`);
}

function faultOf(value: unknown): string | undefined {
  if (typeof value === 'string') {
    if (value.includes('\0')) return 'holds a NUL';
    return value.isWellFormed() ? undefined : 'is not well-formed Unicode';
  }
  if (typeof value === 'number') return Number.isSafeInteger(value) ? undefined : 'is not a safe integer';
  if (value === null || value instanceof Uint8Array) return undefined;
  return 'is neither text, integer, bytes nor null';
}

const counts = new Map<string, number>();

function parameterCount(statement: string): number {
  const known = counts.get(statement);
  if (known !== undefined) return known;
  if (statement.includes(';')) refuse(statement, 'only one statement at a time, without a semicolon');
  const numbers = new Set([...statement.matchAll(/\$(\d+)/g)].map((match) => Number(match[1])));
  for (let i = 1; i <= numbers.size; i++) {
    if (!numbers.has(i)) refuse(statement, `parameters must be numbered $1 to $${numbers.size}`);
  }
  if (counts.size >= STATEMENT_CACHE_LIMIT) counts.clear();
  counts.set(statement, numbers.size);
  return numbers.size;
}
