import { jstDate } from '@kazasu/bytes';
import type { ProviderDeps } from '../deps.ts';
import type { SeenCertificate } from '../proof/index.ts';
import { keepSeenCertificate, seenCertificates } from './certificate-store.ts';
import { findHolderOfPerson, lockHolder } from './holder-store.ts';

/** Whose proof a certificate came with. */
export interface Proved {
  readonly interactionId: string;
  readonly personId: string;
  /** Whose app was unlocked. */
  readonly holderId: string | undefined;
  readonly seen: SeenCertificate;
}

/**
 * Remembers when a certificate of somebody with an account runs out. That of a login is its person's own. That of a signature names
 * another person for us, and may be that of somebody who signs in this holder's app; so it counts only where it ends on the
 * same day of the year as the login's: the card's own two do.
 */
export async function seeCertificate(deps: ProviderDeps, proved: Proved): Promise<void> {
  const { interactionId, seen } = proved;
  if (seen.device === 'phone') {
    await deps.store.run(`UPDATE provider_transaction SET device = 'phone' WHERE id = $1`, [interactionId]);
  }
  const holderId = await ownerOf(deps, proved);
  if (holderId === undefined) return;
  await deps.store.transaction(
    async (within) => {
      const store = { ...deps, store: within };
      const holder = await lockHolder(within, holderId);
      if (holder === undefined) return;
      const known = seen.role === 'signature' ? await seenCertificates(store, holderId) : [];
      const own = known.some(
        ({ role, notAfter }) => role === 'authentication' && sameDay(notAfter, seen.notAfter),
      );
      if (seen.role === 'authentication' || own) await keepSeenCertificate(store, holder, seen);
    },
    { inTurn: true },
  );
}

async function ownerOf(
  deps: ProviderDeps,
  { personId, holderId, seen }: Proved,
): Promise<string | undefined> {
  return seen.role === 'signature' ? holderId : (await findHolderOfPerson(deps.store, personId))?.id;
}

/** The same day of the year, in Japan. */
function sameDay(one: number, other: number): boolean {
  return jstDate(one).slice(4) === jstDate(other).slice(4);
}
