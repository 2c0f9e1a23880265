import { isUnavailable, type Store } from '@kazasu/server/store';
import { EvidenceLogError } from '../error.ts';
import type { PreparedRecord } from '../record/index.ts';
import { type BatchOptions, commitBatch, type Outcome } from './batch.ts';

/** Records of one transaction, and their octets: it must end long before the store gives it up. */
const BATCH_MOST = { records: 256, octets: 8 * 1024 * 1024 } as const;
/** Who comes when so many wait is told to come again: their octets are in memory. */
const WAITING_MOST = { records: 4096, octets: 256 * 1024 * 1024 } as const;
/** Hashes of shared objects that are known to be stored; an object is never removed. */
const KNOWN_MOST = 4096;

export interface QueueOptions {
  readonly store: Store;
  readonly now: () => number;
  readonly keptMs: number;
}

interface Waiting {
  readonly record: PreparedRecord;
  readonly octets: number;
  settle(outcome: Outcome): void;
}

/**
 * Those who come while a transaction is under way wait for the next, which takes them all together. Under load the transactions are
 * large, without load each draft has its own at once.
 */
export class AppendQueue {
  readonly #options: QueueOptions;
  readonly #waiting: Waiting[] = [];
  readonly #stored = new Set<string>();
  #octets = 0;
  #running: Promise<void> | undefined;

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  /** Resolves when its transaction is committed; rejects with `evidence/busy` when too many wait already. */
  async add(record: PreparedRecord): Promise<Exclude<Outcome, { kind: 'failed' }>> {
    const octets = octetsOf(record);
    if (this.#waiting.length >= WAITING_MOST.records || this.#octets + octets > WAITING_MOST.octets) {
      throw new EvidenceLogError('evidence/busy', 'too many wait to be appended');
    }
    const outcome = await new Promise<Outcome>((settle) => {
      this.#waiting.push({ record, octets, settle });
      this.#octets += octets;
      this.#running ??= this.#run();
    });
    if (outcome.kind === 'failed') throw outcome.error;
    return outcome;
  }

  /** Resolves when nobody waits. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    // Everybody who comes in this turn of the event loop is let in.
    await new Promise((resolve) => void setImmediate(resolve));
    while (this.#waiting.length > 0) await this.#commit(this.#next());
    this.#running = undefined;
  }

  #next(): Waiting[] {
    let [count, octets] = [0, 0];
    for (const waiting of this.#waiting.slice(0, BATCH_MOST.records)) {
      if (count > 0 && octets + waiting.octets > BATCH_MOST.octets) break;
      count += 1;
      octets += waiting.octets;
    }
    this.#octets -= octets;
    return this.#waiting.splice(0, count);
  }

  /** If the database refuses one record, its neighbours are tried without it; if it is away, all are told so. */
  async #commit(batch: readonly Waiting[]): Promise<void> {
    const { store, now, keptMs } = this.#options;
    const options: BatchOptions = { now: now(), keptMs, isStored: (hash) => this.#stored.has(hash) };
    const records = batch.map(({ record }) => record);
    try {
      const outcomes = await commitBatch(store, records, options);
      for (const record of records) this.#remember(record, outcomes.get(record));
      for (const { record, settle } of batch) settle(outcomes.get(record) ?? { kind: 'duplicate' });
    } catch (error) {
      if (batch.length === 1 || isUnavailable(error)) {
        for (const { settle } of batch) settle({ kind: 'failed', error });
        return;
      }
      const half = Math.ceil(batch.length / 2);
      await this.#commit(batch.slice(0, half));
      await this.#commit(batch.slice(half));
    }
  }

  #remember({ objects }: PreparedRecord, outcome: Outcome | undefined): void {
    if (outcome?.kind !== 'appended') return;
    if (this.#stored.size > KNOWN_MOST) this.#stored.clear();
    for (const { hash } of objects) this.#stored.add(hash);
  }
}

function octetsOf({ entry, sealed, objects }: PreparedRecord): number {
  return objects.reduce((sum, { octets }) => sum + octets.length, entry.length + (sealed?.length ?? 0));
}
