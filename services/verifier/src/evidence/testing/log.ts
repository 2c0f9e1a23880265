import { toUtf8 } from '@kazasu/bytes';
import { type SettableClock, settableClock } from '@kazasu/server/clock';
import { randomId } from '@kazasu/server/random';
import { openStore, type Store, type StoreOptions } from '@kazasu/server/store';
import { createSecretKey, type KeyObject } from '../../crypto.ts';
import { MIGRATIONS } from '../../store.ts';
import type { EvidenceLog } from '../evidence-log.ts';
import { openEvidenceLog } from '../log.ts';
import type { RecordDraft } from '../record/index.ts';

/** 2026-11-22, noon in Japan. */
export const TIME = Date.UTC(2026, 10, 22, 3);
export const TENANT = 'tenant-a';

export interface TestLog {
  readonly log: EvidenceLog;
  readonly store: Store;
  readonly clock: SettableClock;
  readonly master: KeyObject;
  close(): Promise<void>;
}

/** A log in this database; opened again it has the same master key. */
export async function openTestLog(
  options: StoreOptions = { file: ':memory:' },
  given?: Store,
): Promise<TestLog> {
  const store = given ?? (await openStore(options));
  await store.migrate('verifier', MIGRATIONS);
  const clock = settableClock(TIME);
  const master = createSecretKey(new Uint8Array(32).fill(7));
  const log = await openEvidenceLog({ store, clock, master });
  const close = async () => {
    await log.close();
    await store.close();
  };
  return { log, store, clock, master, close };
}

/** Some list, the same octets each time. */
export const LIST = toUtf8('a revocation list that all records share');

/** A draft like no other, with whatever is given in its place. */
export function draftOf(given: Partial<RecordDraft> = {}): RecordDraft {
  const id = given.id ?? randomId();
  return {
    id,
    tenantId: TENANT,
    kind: 'verification',
    at: TIME,
    parts: {
      request: toUtf8(`{"request":"${id}"}`),
      report: toUtf8('{"verdict":"valid"}'),
      signature: toUtf8(`山田花子 ${id}`),
    },
    objects: [
      { type: 'crl', octets: LIST },
      { type: 'ocsp', octets: toUtf8(`an answer about ${id}`) },
    ],
    personId: `person-${id}`,
    search: { verdict: 'valid', purpose: 'contract', reference: `case-${id}` },
    answer: toUtf8(`{"answer":"${id}"}`),
    ...given,
  };
}
