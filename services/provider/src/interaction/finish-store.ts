/** How an answer is fetched: once, by one statement that names the states it leaves. */
import { collectedStatement, type StatementRunner } from '@kazasu/server/store';
import { COLUMNS } from './interaction-data.ts';
import { FORGOTTEN, manyOne, OPEN } from './interaction-query.ts';

/** Who fetches an answer. */
export interface Fetcher {
  readonly id: string;
  readonly browserHash: string;
  /** Of the ticket that came with the request, if one did. */
  readonly ticketHash: string | undefined;
}

const FINISH = manyOne(
  'id',
  `UPDATE provider_transaction SET state = 'finished', ticket_hash = NULL,
       outcome = CASE WHEN (${OPEN} OR state = 'approved') AND expires_at <= $3 THEN 'expired' ELSE state END
     WHERE id = $1 AND browser_hash = $2
       AND (state IN ('declined', 'failed', 'expired')
         OR ((${OPEN} OR state = 'approved') AND expires_at <= $3)
         OR (state = 'approved' AND (opened_by <> 'link' OR ticket_hash = $4)))
     RETURNING ${COLUMNS}`,
  ['TEXT', 'TEXT', 'BIGINT', 'TEXT'],
);

/**
 * Any answered or expired state → finished. The row that comes back is the one right to send the answer; `outcome`
 * says which. On the right of SET stand the values from before. What was agreed to on the same device goes to whoever has both the
 * cookie and the ticket, and to nobody else; whatever ended otherwise, or ran out, holds nothing and needs none.
 */
export function finishInteraction(
  store: StatementRunner,
  { id, browserHash, ticketHash }: Fetcher,
  now: number,
) {
  return FINISH(store, [id, browserHash, now, ticketHash ?? null]);
}

const FORGET = collectedStatement({
  text: `UPDATE provider_transaction SET ${FORGOTTEN}, echo = '' WHERE id = $1 RETURNING id`,
  key: 'id',
  types: ['TEXT'],
});

/** It has gone over into the answer; nobody needs it here any more. */
export async function forgetRequest(store: StatementRunner, id: string): Promise<void> {
  await FORGET.run(store, [id]);
}
