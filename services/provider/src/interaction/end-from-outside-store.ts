/** How a sandbox ends an interaction that nobody has opened: each is one statement that names the state it leaves. */
import type { StatementRunner } from '@kazasu/server/store';
import type { FailureCode } from '../proof/failure.ts';

/** waiting → expired, before its time: what a person who takes too long would lead to. False where it was not waiting. */
export async function expireInteraction(store: StatementRunner, id: string): Promise<boolean> {
  const rows = await store.run(
    `UPDATE provider_transaction SET state = 'expired' WHERE id = $1 AND state = 'waiting' RETURNING id`,
    [id],
  );
  return rows.length === 1;
}

/** waiting → failed: what a phone would lead to whose card is refused for this reason. */
export async function failWaiting(
  store: StatementRunner,
  id: string,
  failure: FailureCode,
  now: number,
): Promise<boolean> {
  const rows = await store.run(
    `UPDATE provider_transaction SET state = 'failed', failure = $2, opened_by = 'substitute'
     WHERE id = $1 AND state = 'waiting' AND expires_at > $3 RETURNING id`,
    [id, failure, now],
  );
  return rows.length === 1;
}
