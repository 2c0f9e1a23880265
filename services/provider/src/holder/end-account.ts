import type { HolderView } from '../api/holder.ts';
import type { ProviderDeps } from '../deps.ts';
import { declineInteractionsOfHolder } from '../interaction/interactions-of-person.ts';
import { HolderRefusal } from './holder-problem.ts';
import { lockHolder } from './holder-store.ts';
import { holderView } from './holder-view.ts';
import { deletePasskey, passkeysOf } from './passkey-store.ts';
import type { OpenSession } from './session-store.ts';

/**
 * Ends a passkey of this account with its sessions; one that is gone already is no fault. The last cannot be ended: nobody could
 * unlock the account any more. Two that end the last two at once take their turns.
 */
export async function endPasskey(deps: ProviderDeps, session: OpenSession, id: string): Promise<HolderView> {
  const { holderId } = session;
  await deps.store.transaction(
    async (within) => {
      if ((await lockHolder(within, holderId)) === undefined) throw new HolderRefusal('session_unknown');
      const passkeys = await passkeysOf(within, holderId);
      if (!passkeys.some((passkey) => passkey.id === id)) return;
      if (passkeys.length === 1) throw new HolderRefusal('last_passkey');
      await deletePasskey(within, holderId, id);
    },
    { inTurn: true },
  );
  return holderView(deps, session);
}

/**
 * Erases account, passkeys, history and dates of certificates. What the account has begun ends as declined: without its mark it could be
 * agreed to without an unlocked app. That comes first, and only then the account, in the order in which finishing a login takes them; and
 * once more when nobody can open anything for the account any longer. Passkeys come before sessions: whoever is unlocking just now is waited for.
 * Logins at relying parties go on, and what the person is to them stays as it was.
 */
export async function eraseAccount(deps: ProviderDeps, holderId: string): Promise<void> {
  await deps.store.transaction(
    async (within) => {
      await declineInteractionsOfHolder(within, holderId, deps.clock.now());
      if ((await lockHolder(within, holderId)) === undefined) throw new HolderRefusal('session_unknown');
      await declineInteractionsOfHolder(within, holderId, deps.clock.now());
      await within.run('UPDATE provider_transaction SET holder_id = NULL WHERE holder_id = $1', [holderId]);
      for (const table of ['passkey', 'holder_session', 'holder_certificate', 'handover']) {
        await within.run(`DELETE FROM provider_${table} WHERE holder_id = $1`, [holderId]);
      }
      await within.run('DELETE FROM provider_holder WHERE id = $1', [holderId]);
    },
    { inTurn: true },
  );
  deps.log.info('holder.erased');
}
