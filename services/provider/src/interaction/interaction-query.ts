import { collectedStatement, type SqlValue, type StatementRunner } from '@kazasu/server/store';
import { COLUMNS, type Interaction, type InteractionRow, interactionOf } from './interaction-data.ts';

/** States in which somebody still has to do something. */
export const OPEN = `state IN ('waiting', 'scanned', 'opened', 'proved')`;

/** What stands in SET when somebody stops: nothing is left that was to be handed over, shown, or brought back. */
export const DECLINED = `state = 'declined', items = NULL, digits = NULL, ticket_hash = NULL`;

/**
 * What stands in SET when an answer has gone out, or none can any more that needs it: what the request brought and the card gave, and
 * whose it was. An empty `code_challenge` says that it has been done.
 */
export const FORGOTTEN =
  `items = NULL, digits = NULL, ticket_hash = NULL, asked_from = NULL, nonce = '', code_challenge = '', dpop_jkt = NULL, ` +
  'person_id = NULL, holder_id = NULL';

/** What stands in SET when nobody may come for an answer any more, and nothing may go on: only the report is left. */
export const WITHDRAWN =
  `${FORGOTTEN}, echo = '', browser_hash = '', phone_hash = NULL, ` +
  `state = CASE WHEN ${OPEN} OR state = 'approved' THEN 'expired' ELSE state END`;

/** The row that a statement gives back; undefined where it found or changed none. */
export async function one(
  store: StatementRunner,
  statement: string,
  values: readonly SqlValue[],
): Promise<Interaction | undefined> {
  const [row] = await store.run<InteractionRow>(statement, values);
  return row === undefined ? undefined : interactionOf(row);
}

/** What reads or moves one interaction, found by the hash of its phone or by its id, where many may do so at the same time. */
export function manyOne(
  key: 'id' | 'phone_hash',
  text: string,
  types: readonly ('TEXT' | 'BIGINT' | 'BYTES')[],
): (store: StatementRunner, values: readonly SqlValue[]) => Promise<Interaction | undefined> {
  const statement = collectedStatement<InteractionRow>({ text, key, types });
  return async (store, values) => {
    const row = await statement.run(store, values);
    return row === undefined ? undefined : interactionOf(row);
  };
}

/** What comes back of a statement whose key is the hash of the phone. */
export const PHONE_COLUMNS = `phone_hash, ${COLUMNS}`;
