import type { StatementRunner } from '@kazasu/server/store';
import { endSignTransaction } from '../sign/index.ts';
import { type InteractionRow, isSigning } from './interaction-data.ts';
import { OPEN } from './interaction-query.ts';

/**
 * Any open state, and agreed but not fetched → declined: what one person has under way at one client, and what their app has open
 * there. Nothing of a signature is left.
 */
export async function declineInteractionsOfPerson(
  within: StatementRunner,
  by: { readonly clientId: string; readonly personId: string; readonly holderId: string },
): Promise<void> {
  const declined = await within.run<Pick<InteractionRow, 'id' | 'scope'>>(
    `UPDATE provider_transaction SET state = 'declined', items = NULL
     WHERE client_id = $1 AND (person_id = $2 OR holder_id = $3) AND (${OPEN} OR state = 'approved')
     RETURNING id, scope`,
    [by.clientId, by.personId, by.holderId],
  );
  for (const { id, scope } of declined) {
    if (isSigning({ scope: scope.split(' ') })) await endSignTransaction(within, id, 'declined');
  }
}
