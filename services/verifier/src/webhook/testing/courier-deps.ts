import type { SettableClock } from '@kazasu/server/clock';
import { settableClock } from '@kazasu/server/clock';
import { memoryKeys } from '@kazasu/server/keys';
import { silentLog } from '@kazasu/server/log';
import { createMetrics } from '@kazasu/server/metrics';
import { openStore, type Store } from '@kazasu/server/store';
import type { KeyObject } from '../../crypto.ts';
import type { VerifierKeys } from '../../deps.ts';
import type { CourierDeps } from '../courier.ts';
import { LEASE_TABLES, WEBHOOK_TABLES } from '../tables.ts';

export const NOW = Date.UTC(2026, 5, 15, 3, 0, 0);

export interface TestCourierDeps extends CourierDeps {
  readonly clock: SettableClock;
  readonly store: Store;
}

/** What a courier needs and no more, over a fresh store in memory or the given one. */
export async function courierDeps(
  given: { store?: Store; master?: KeyObject } = {},
): Promise<TestCourierDeps> {
  const store = given.store ?? (await openStore({ file: ':memory:' }));
  await store.migrate('verifier', [
    { id: 1, statements: WEBHOOK_TABLES },
    { id: 2, statements: LEASE_TABLES },
  ]);
  const master = given.master ?? (await memoryKeys().loadOrCreate('master', 'secret-256'));
  return {
    store,
    clock: settableClock(NOW),
    log: silentLog,
    metrics: createMetrics('verifier'),
    keys: { master } as VerifierKeys,
    config: { local: true } as CourierDeps['config'],
  };
}
