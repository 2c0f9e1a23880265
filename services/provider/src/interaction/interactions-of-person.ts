import type { StatementRunner } from '@kazasu/server/store';
import { endSignTransaction } from '../sign/index.ts';
import { type InteractionRow, isSigning } from './interaction-data.ts';
import { DECLINED, OPEN } from './interaction-query.ts';

type Ended = Pick<InteractionRow, 'id' | 'scope'>;

/**
 * Any open state, and agreed but not fetched → declined: what one person has under way at one client, and what their app has open
 * there. Nothing of a signature is left. What has run out has ended already.
 */
export async function declineInteractionsOfPerson(
  within: StatementRunner,
  by: { readonly clientId: string; readonly personId: string; readonly holderId: string },
  now: number,
): Promise<void> {
  const declined = await within.run<Ended>(
    `UPDATE provider_transaction SET ${DECLINED}
     WHERE client_id = $1 AND (person_id = $2 OR holder_id = $3) AND (${OPEN} OR state = 'approved')
       AND expires_at > $4
     RETURNING id, scope`,
    [by.clientId, by.personId, by.holderId, now],
  );
  await endSigned(within, declined);
}

/** The same, at whichever client, of what one app's account has opened. */
export async function declineInteractionsOfHolder(
  within: StatementRunner,
  holderId: string,
  now: number,
): Promise<void> {
  const declined = await within.run<Ended>(
    `UPDATE provider_transaction SET ${DECLINED}
     WHERE holder_id = $1 AND (${OPEN} OR state = 'approved') AND expires_at > $2
     RETURNING id, scope`,
    [holderId, now],
  );
  await endSigned(within, declined);
}

async function endSigned(within: StatementRunner, declined: readonly Ended[]): Promise<void> {
  for (const { id, scope } of declined) {
    if (isSigning({ scope: scope.split(' ') })) await endSignTransaction(within, id, 'declined');
  }
}
