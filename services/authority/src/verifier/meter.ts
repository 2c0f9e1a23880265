import type { Clock } from '@kazasu/server/clock';
import type { Store } from '@kazasu/server/store';
import { dateOf } from '../validity.ts';
import { countUsage, type Questions, takeQuota } from './usage-store.ts';

/** What one request asks, before it is answered: one question, or a few, of which all are answered or none. */
export type Question = Omit<Questions, 'day'> & { readonly purpose: string };

/** Counts questions; true when the question may be answered. */
export type Meter = (question: Question) => Promise<boolean>;

interface Batch {
  readonly question: Question;
  readonly waiting: Waiting[];
}

interface Waiting {
  readonly count: number;
  grant(granted: boolean): void;
  fail(error: unknown): void;
}

/**
 * Nothing is answered that is not counted. Questions of one kind that come while others of it are being counted are counted
 * together afterwards, so that the store has one transaction for many; near the end of a quota each is counted for
 * itself.
 */
export function createMeter(store: Store, clock: Clock): Meter {
  const next = new Map<string, Batch>();
  const busy = new Set<string>();
  const run = async (key: string): Promise<void> => {
    for (let batch = next.get(key); batch; batch = next.get(key)) {
      // Everybody who asks in this turn of the event loop is let in.
      await new Promise((resolve) => void setImmediate(resolve));
      next.delete(key);
      await settle(store, dateOf(clock.now()), batch);
    }
    busy.delete(key);
  };
  return (question) =>
    new Promise((resolve, reject) => {
      const key = [question.verifierId, question.service, question.purpose].join(' ');
      const batch = next.get(key) ?? { question, waiting: [] };
      batch.waiting.push({ count: question.count, grant: resolve, fail: reject });
      next.set(key, batch);
      if (busy.has(key)) return;
      busy.add(key);
      void run(key);
    });
}

async function settle(store: Store, day: string, { question, waiting }: Batch): Promise<void> {
  try {
    const count = waiting.reduce((sum, each) => sum + each.count, 0);
    if (await counted(store, { ...question, day, count }, question.purpose)) {
      for (const { grant } of waiting) grant(true);
      return;
    }
    const isAlone = waiting.length === 1;
    for (const { count, grant } of waiting) {
      grant(!isAlone && (await counted(store, { ...question, day, count }, question.purpose)));
    }
  } catch (error) {
    for (const { fail } of waiting) fail(error);
  }
}

function counted(store: Store, questions: Questions, purpose: string): Promise<boolean> {
  return store.transaction(async (within) => {
    const granted = await takeQuota(within, questions);
    if (granted) await countUsage(within, questions, purpose);
    return granted;
  });
}
