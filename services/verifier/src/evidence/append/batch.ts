import type { Store } from '@kazasu/server/store';
import type { PreparedRecord } from '../record/index.ts';
import { appendRecords, storeKeys, storeObjects, takeOnce } from './append-store.ts';

/** What became of one record of a batch. */
export type Outcome =
  | { readonly kind: 'appended'; readonly leafIndex: number }
  | { readonly kind: 'duplicate' }
  | { readonly kind: 'failed'; readonly error: unknown };

export type BatchOutcome = ReadonlyMap<PreparedRecord, Outcome>;

export interface BatchOptions {
  readonly now: number;
  /** How long a key of a request is honoured. */
  readonly keptMs: number;
  /** Whether a shared object is known to be stored already. */
  readonly isStored: (hash: string) => boolean;
}

/** One transaction: all records get their places, or none. */
export async function commitBatch(
  store: Store,
  records: readonly PreparedRecord[],
  options: BatchOptions,
): Promise<BatchOutcome> {
  const candidates = firstOfEachKey(records);
  return store.transaction(
    async (within) => {
      const outcomes = new Map<PreparedRecord, Outcome>(
        records.map((record) => [record, { kind: 'duplicate' }]),
      );
      const won = await takeOnce(within, candidates, options);
      const winners = candidates.filter(({ id, once }) => once === undefined || won.has(id));
      if (winners.length === 0) return outcomes;
      const objects = winners.flatMap((record) => record.objects);
      await storeObjects(
        within,
        objects.filter(({ hash }) => !options.isStored(hash)),
      );
      await storeKeys(within, winners);
      const first = await appendRecords(within, winners);
      for (const [i, record] of winners.entries()) {
        outcomes.set(record, { kind: 'appended', leafIndex: first + i });
      }
      return outcomes;
    },
    { inTurn: true },
  );
}

/** A key may occur twice among those who wait; one statement cannot insert it twice. */
function firstOfEachKey(records: readonly PreparedRecord[]): readonly PreparedRecord[] {
  const seen = new Set<string>();
  return records.filter(({ once, tenantId }) => {
    if (once === undefined) return true;
    const key = JSON.stringify([tenantId, once.key]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
