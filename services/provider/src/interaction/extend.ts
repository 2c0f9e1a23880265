import type { StatementRunner } from '@kazasu/server/store';
import type { ProviderDeps } from '../deps.ts';
import { DIVERGENCES } from '../divergences.ts';
import { extendSignTransaction } from '../sign/index.ts';
import { type Interaction, isSigning } from './interaction-data.ts';
import type { MoreTime } from './time-store.ts';

/** Begins the time anew, for the interaction and for what is to be signed in it; undefined where it may not be. */
export async function extend(
  deps: Pick<ProviderDeps, 'store' | 'clock'>,
  by: (within: StatementRunner, time: MoreTime) => Promise<Interaction | undefined>,
): Promise<Interaction | undefined> {
  const now = deps.clock.now();
  const expiresAt = now + DIVERGENCES.loginLifetimeMs.value;
  const max = DIVERGENCES.extensionsMax.value;
  return deps.store.transaction(async (within) => {
    const extended = await by(within, { now, expiresAt, max });
    if (extended !== undefined && isSigning(extended)) {
      await extendSignTransaction(within, extended.id, expiresAt, now);
    }
    return extended;
  });
}

/** When an interaction can be over at the latest, however often its time was begun anew. */
export function latestEnd({ createdAt }: Pick<Interaction, 'createdAt'>): number {
  return createdAt + (DIVERGENCES.extensionsMax.value + 1) * DIVERGENCES.loginLifetimeMs.value;
}
