/**
 * What may happen while a phone waits for its digits to be typed: each is one statement that names the state it leaves. A guess is
 * counted before it is compared, so that of any number at once no more are compared than may be wrong.
 */
import type { StatementRunner } from '@kazasu/server/store';
import { COLUMNS } from './interaction-data.ts';
import { one } from './interaction-query.ts';

/** scanned → scanned: other digits from now on; those before them count no more. */
export function renewDigits(
  store: StatementRunner,
  phoneHash: string,
  {
    digits,
    expiresAt,
    max,
  }: { readonly digits: Uint8Array; readonly expiresAt: number; readonly max: number },
  now: number,
) {
  return one(
    store,
    `UPDATE provider_transaction SET digits = $2, digits_expires_at = $3, digits_shown = digits_shown + 1
     WHERE phone_hash = $1 AND state = 'scanned' AND digits_shown < $4 AND expires_at > $5 RETURNING ${COLUMNS}`,
    [phoneHash, digits, expiresAt, max, now],
  );
}

/** scanned → scanned: one guess, taken for wrong until it is compared. None is left where this gives nothing back. */
export function countGuess(
  store: StatementRunner,
  { id, browserHash }: { readonly id: string; readonly browserHash: string },
  max: number,
  now: number,
) {
  return one(
    store,
    `UPDATE provider_transaction SET digits_wrong = digits_wrong + 1
     WHERE id = $1 AND browser_hash = $2 AND state = 'scanned' AND digits_wrong < $3 AND expires_at > $4
     RETURNING ${COLUMNS}`,
    [id, browserHash, max, now],
  );
}

/** scanned → opened, if the digits are still those that were compared. */
export function acceptDigits(store: StatementRunner, id: string, compared: Uint8Array, now: number) {
  return one(
    store,
    `UPDATE provider_transaction SET state = 'opened', digits = NULL, digits_wrong = digits_wrong - 1
     WHERE id = $1 AND state = 'scanned' AND digits = $2 AND digits_expires_at > $3 AND expires_at > $3
     RETURNING ${COLUMNS}`,
    [id, compared, now],
  );
}

/** scanned → failed, once the last guess was wrong. */
export function failMatch(store: StatementRunner, id: string, max: number) {
  return one(
    store,
    `UPDATE provider_transaction SET state = 'failed', failure = 'match_failed', digits = NULL
     WHERE id = $1 AND state = 'scanned' AND digits_wrong >= $2 RETURNING ${COLUMNS}`,
    [id, max],
  );
}

/** Right, but too late: no wrong guess, since whoever made it had seen the phone. */
export async function uncountGuess(store: StatementRunner, id: string): Promise<void> {
  await store.run(
    `UPDATE provider_transaction SET digits_wrong = digits_wrong - 1 WHERE id = $1 AND state = 'scanned'`,
    [id],
  );
}
