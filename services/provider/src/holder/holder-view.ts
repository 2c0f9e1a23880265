import type { HolderView } from '../api/holder.ts';
import type { ProviderDeps } from '../deps.ts';
import { seenCertificates } from './certificate-store.ts';
import { HolderRefusal } from './holder-problem.ts';
import { findHolder } from './holder-store.ts';
import { passkeysOf } from './passkey-store.ts';
import type { OpenSession } from './session-store.ts';

/** The account as its owner sees it. */
export async function holderView(deps: ProviderDeps, session: OpenSession): Promise<HolderView> {
  const holder = await findHolder(deps.store, session.holderId);
  if (holder === undefined) throw new HolderRefusal('session_unknown');
  const passkeys = await passkeysOf(deps.store, holder.id);
  return {
    registeredAt: holder.registeredAt,
    passkeys: passkeys.map(({ id, createdAt, lastUsedAt }) => ({
      id,
      createdAt,
      ...(lastUsedAt === undefined ? {} : { lastUsedAt }),
      current: id === session.passkeyId,
    })),
    certificates: await seenCertificates(deps, holder.id),
  };
}
