import type { StatementRunner, Store } from '@kazasu/server/store';
import { endAllProposals } from '../administration/tables.ts';
import type { ProviderAudit } from '../audit/index.ts';
import { beginEpoch, type Epoch, endUsedOnce, findEpoch } from './epoch-store.ts';

/**
 * After a restore: ends all that was to be used once before now, in one transaction, and remembers since when assertions count. Safe to
 * run again; what was begun in between is ended too.
 */
export async function raiseEpoch(
  { store, audit }: { readonly store: Store; readonly audit: Pick<ProviderAudit, 'append'> },
  { now, actor }: { readonly now: number; readonly actor: string },
): Promise<Epoch> {
  return store.transaction(async (within) => {
    const epoch = await raiseEpochWithin(within, now);
    await audit.append(within, { actor, action: 'epoch.raised', subject: `epoch:${epoch.number}` });
    return epoch;
  });
}

/** As {@link raiseEpoch}, in a transaction that tells the audit log itself. */
export async function raiseEpochWithin(within: StatementRunner, now: number): Promise<Epoch> {
  const epoch = await beginEpoch(within, now);
  await endUsedOnce(within);
  await endAllProposals(within, now);
  return epoch;
}

/** Whether something was surely issued in this epoch: by no clock that is believed before it. Milliseconds since 1970. */
export async function isOfThisEpoch(
  store: Store,
  issuedAt: number,
  clockToleranceMs: number,
): Promise<boolean> {
  const { beganAt } = await findEpoch(store);
  return beganAt === 0 || issuedAt >= beganAt + clockToleranceMs;
}
