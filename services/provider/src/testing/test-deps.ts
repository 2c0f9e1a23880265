import { withCrlCache } from '@kazasu/authority/client';
import { type SettableClock, settableClock } from '@kazasu/server/clock';
import { NO_PROXIES } from '@kazasu/server/http';
import { createLog } from '@kazasu/server/log';
import { createMetrics } from '@kazasu/server/metrics';
import { openStore, type Store } from '@kazasu/server/store';
import { openAdministration } from '../administration/index.ts';
import { openAudit } from '../audit/index.ts';
import type { ProviderAuthority } from '../authority-client/index.ts';
import { clientAuthentication } from '../client-authentication/index.ts';
import { providerConfig } from '../config.ts';
import type { ProviderDeps } from '../deps.ts';
import { openClientLimits } from '../limit/index.ts';
import { MIGRATIONS } from '../store.ts';
import { testKeys } from './keys.ts';

export const TEST_NOW = Date.UTC(2026, 5, 15, 3, 0, 0);

/** What a test may look at beside the dependencies themselves. */
export interface TestDeps extends ProviderDeps {
  readonly clock: SettableClock;
  /** Every line that was logged. */
  readonly lines: string[];
}

export const TEST_SETTINGS = {
  baseUrl: 'http://localhost:4001/api',
  phoneUrl: 'http://localhost:4002',
  adminToken: 'admin-token-of-the-tests',
  authority: { url: 'http://localhost:4003', token: 'verifier-token-of-the-tests' },
  trust: { anchors: [], cardIssuerKeys: [] },
} as const;

/** An authority that answers nothing. */
export const silentAuthority: ProviderAuthority = withCrlCache(
  {
    crl: () => Promise.reject(new Error('not asked in this test')),
    crlStream: () => Promise.reject(new Error('not asked in this test')),
    ocsp: () => Promise.reject(new Error('not asked in this test')),
    lineage: () => Promise.reject(new Error('not asked in this test')),
  },
  settableClock(TEST_NOW),
);

/** Dependencies over a fresh store in memory, or the given one; nothing of them touches disk or network. */
export async function testDeps(given: Partial<ProviderDeps> = {}): Promise<TestDeps> {
  const lines: string[] = [];
  const store = given.store ?? (await freshStore());
  const config = providerConfig(TEST_SETTINGS);
  const log = createLog({ service: 'provider', destination: { write: (line) => void lines.push(line) } });
  const metrics = createMetrics('provider');
  const clock = settableClock(TEST_NOW);
  const clientLimits = openClientLimits(config.perClient);
  const keys = given.keys ?? (await testKeys());
  return {
    config,
    log,
    metrics,
    forwarding: NO_PROXIES,
    audit: openAudit({ store, clock, log }),
    clientAuthentication: clientAuthentication({ config, store, clock, log, metrics, clientLimits }),
    clientLimits,
    keys,
    settings: openAdministration(keys),
    authority: silentAuthority,
    trust: { anchors: [], signatureAnchors: [], cardIssuerKeys: { text: [], surface: [] } },
    operatorKeys: { keyOf: async () => undefined },
    ...given,
    store,
    clock,
    lines,
  };
}

async function freshStore(): Promise<Store> {
  const store = await openStore({ file: ':memory:' });
  await store.migrate('provider', MIGRATIONS);
  return store;
}
