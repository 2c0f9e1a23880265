import type { StatementRunner } from '@kazasu/server/store';
import type { ConnectedServices } from '../api/holder.ts';
import { findClient } from '../client/index.ts';
import type { ProviderDeps } from '../deps.ts';
import { deleteSessionsOfPerson } from '../grant/sessions-of-person.ts';
import { declineInteractionsOfPerson } from '../interaction/interactions-of-person.ts';
import { pairwiseSubject } from '../person/index.ts';
import { latestHandovers } from './handover-store.ts';
import type { Holder } from './holder-data.ts';
import { HolderRefusal } from './holder-problem.ts';
import { findHolder } from './holder-store.ts';

/** More are not shown; the history has them all. */
const SHOWN_MAX = 200;

/** Whom this holder has handed something to, the one used last first. */
export async function servicesOf(deps: ProviderDeps, holderId: string): Promise<ConnectedServices> {
  const now = deps.clock.now();
  const since = now - deps.config.historyRetentionMs;
  const latest = await latestHandovers(deps, holderId, { since, now, limit: SHOWN_MAX });
  return {
    services: latest.map(({ clientId, at, first, active, content }) => ({
      ...content.relyingParty,
      clientId,
      since: first,
      lastAt: at,
      active,
    })),
  };
}

/**
 * 連携を解除: from here on no login of this person at that client fetches anything, not a code that was not redeemed yet, not an
 * access or refresh token, and what is under way there ends as declined.
 */
export async function endService(
  deps: ProviderDeps,
  holderId: string,
  clientId: string,
): Promise<ConnectedServices> {
  await deps.store.transaction(
    async (within) => {
      const holder = await findHolder(within, holderId);
      if (holder === undefined) throw new HolderRefusal('session_unknown');
      await endAt(deps, within, holder, clientId);
    },
    { inTurn: true },
  );
  deps.log.info('holder.service-ended', { clientId });
  return servicesOf(deps, holderId);
}

/**
 * First what is under way: whoever is just finishing it is waited for here, so that the session it makes is there to be ended in the
 * second statement.
 */
async function endAt(
  deps: ProviderDeps,
  within: StatementRunner,
  holder: Holder,
  clientId: string,
): Promise<void> {
  const client = await findClient({ store: within }, clientId);
  if (client === undefined) return;
  const { id: holderId, personId } = holder;
  await declineInteractionsOfPerson(within, { clientId, holderId, personId }, deps.clock.now());
  const subject = pairwiseSubject(deps.keys, personId, client.registrationId);
  await deleteSessionsOfPerson(within, { clientId, subject, holderId });
}
