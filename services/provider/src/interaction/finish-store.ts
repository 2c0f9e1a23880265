/** How an answer is fetched: once, by one statement that names the states it leaves. */
import { collectedStatement, collectedTransaction, type StatementRunner } from '@kazasu/server/store';
import { insertSessions, type NewSession } from '../grant/index.ts';
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

/** What stands in SET when the request has gone over into the answer; nobody needs it here any more. */
const ANSWERED = `${FORGOTTEN}, echo = ''`;

export async function forgetRequest(within: StatementRunner, id: string): Promise<void> {
  await within.run(`UPDATE provider_transaction SET ${ANSWERED} WHERE id = $1`, [id]);
}

const FINISH_APPROVED = collectedStatement({
  text: `UPDATE provider_transaction SET state = 'finished', outcome = 'approved', ${ANSWERED}
     WHERE id = $1 AND browser_hash = $2 AND state = 'approved' AND expires_at > $3
       AND (opened_by <> 'link' OR ticket_hash = $4)
     RETURNING id`,
  key: 'id',
  types: ['TEXT', 'TEXT', 'BIGINT', 'TEXT'],
});

/** Who fetches an approval, when, and the session that it becomes. */
export interface Fetch {
  readonly fetcher: Fetcher;
  readonly now: number;
  readonly session: NewSession;
}

/**
 * approved → finished, and its session begins; true for the one who is right to send the answer. Nothing comes back but that: what was
 * approved stays as it was as long as it is, so whoever has seen it approved has seen what is handed over.
 */
export const takeApproved = collectedTransaction<Fetch, boolean>({
  keyOf: ({ fetcher }) => fetcher.id,
  work: async (within, fetches) => {
    const taken = await FINISH_APPROVED.runMany(
      within,
      fetches.map(({ fetcher: { id, browserHash, ticketHash }, now }) => [
        id,
        browserHash,
        now,
        ticketHash ?? null,
      ]),
    );
    const won = fetches.filter((_, i) => taken[i] !== undefined);
    await insertSessions(
      within,
      won.map(({ session }) => session),
    );
    return taken.map((row) => row !== undefined);
  },
});
