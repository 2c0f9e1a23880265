/** More time for people who need it: one statement each, in every state in which nothing is decided. */
import type { StatementRunner } from '@kazasu/server/store';
import { COLUMNS } from './interaction-data.ts';
import { OPEN, one } from './interaction-query.ts';

export interface MoreTime {
  readonly now: number;
  readonly expiresAt: number;
  /** How often in all. */
  readonly max: number;
}

const EXTEND = 'UPDATE provider_transaction SET expires_at = $2, extended = extended + 1';
const ALLOWED = `${OPEN} AND extended < $3 AND expires_at > $4`;

export function extendForPhone(store: StatementRunner, phoneHash: string, { now, expiresAt, max }: MoreTime) {
  const values = [phoneHash, expiresAt, max, now];
  return one(store, `${EXTEND} WHERE phone_hash = $1 AND ${ALLOWED} RETURNING ${COLUMNS}`, values);
}

export function extendForBrowser(
  store: StatementRunner,
  { id, browserHash }: { readonly id: string; readonly browserHash: string },
  { now, expiresAt, max }: MoreTime,
) {
  const values = [id, expiresAt, max, now, browserHash];
  return one(
    store,
    `${EXTEND} WHERE id = $1 AND browser_hash = $5 AND ${ALLOWED} RETURNING ${COLUMNS}`,
    values,
  );
}
