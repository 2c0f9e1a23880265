import { randomId } from '@kazasu/server/random';
import type { StatementRunner } from '@kazasu/server/store';
import type { HolderSession } from '../api/holder.ts';
import type { ProviderDeps } from '../deps.ts';
import { DIVERGENCES } from '../divergences.ts';
import type { SeenCertificate } from '../proof/index.ts';
import { keepSeenCertificate } from './certificate-store.ts';
import { HolderRefusal } from './holder-problem.ts';
import { beginSession, sessionView } from './holder-session.ts';
import { keepHolder } from './holder-store.ts';
import { deletePasskey, insertPasskey, passkeysOf } from './passkey-store.ts';
import type { Registration } from './registration-data.ts';
import { takeRegistration } from './registration-store.ts';

/** What a card's proof has shown. */
export interface Accepted {
  readonly personId: string;
  readonly seen: SeenCertificate;
  readonly endOthers: boolean;
}

/** Account, passkey and session, all or nothing: of those who bring the same registration one gets them. */
export async function createAccount(
  deps: ProviderDeps,
  tokenHash: string,
  { personId, seen, endOthers }: Accepted,
): Promise<HolderSession> {
  const now = deps.clock.now();
  const { session, ended } = await deps.store.transaction(
    async (within) => {
      const registration = await takeRegistration(within, tokenHash, now);
      if (registration?.passkey === undefined) throw new HolderRefusal('registration_unknown');
      const holder = await keepHolder(within, { id: randomId(), personId, registeredAt: now });
      await addPasskey(within, holder.id, registration, now);
      const ended = await endPasskeys(within, holder.id, registration.passkey.id, endOthers);
      await keepSeenCertificate({ ...deps, store: within }, holder, seen);
      const opener = { holderId: holder.id, passkeyId: registration.passkey.id };
      return { session: await beginSession(within, opener, now), ended };
    },
    { inTurn: true },
  );
  deps.log.info('holder.registered');
  return { ...(await sessionView(deps, session)), ended };
}

async function addPasskey(
  within: StatementRunner,
  holderId: string,
  { passkey, userHandle }: Registration,
  now: number,
): Promise<void> {
  if (passkey === undefined) return;
  const added = await insertPasskey(within, { ...passkey, holderId, userHandle, createdAt: now });
  // Somebody else's, or this person's own, kept in between.
  if (!added) throw new HolderRefusal('passkey_invalid');
}

/** All others, where the device before was lost; else those that were not used for longest, so that there are never too many. Gives their ids. */
async function endPasskeys(
  within: StatementRunner,
  holderId: string,
  current: string,
  endOthers: boolean,
): Promise<string[]> {
  const others = (await passkeysOf(within, holderId)).filter(({ id }) => id !== current);
  const usedAt = (it: (typeof others)[number]) => it.lastUsedAt ?? it.createdAt;
  others.sort((a, b) => usedAt(b) - usedAt(a));
  const ended = endOthers ? others : others.slice(DIVERGENCES.passkeysMax.value - 1);
  for (const { id } of ended) await deletePasskey(within, holderId, id);
  return ended.map(({ id }) => id);
}
