import type { SettableClock } from '@kazasu/server/clock';
import { memoryKeys } from '@kazasu/server/keys';
import { createLog } from '@kazasu/server/log';
import { openStore, type Store } from '@kazasu/server/store';
import { insertClient } from '../client/index.ts';
import { createProvider, type Provider, type ProviderOptions } from '../main.ts';
import { type Counter, openAuthority, type TestAuthority } from './authority.ts';
import { CLIENT } from './clients.ts';
import { TEST_SETTINGS } from './test-deps.ts';

export { HANAKO, PINS, type Resident } from './authority.ts';

/** An authority, a provider that trusts it, and the people whom tests need; all in this process. */
export interface World extends Counter {
  readonly provider: Provider;
  readonly store: Store;
  readonly clock: SettableClock;
  readonly lines: string[];
  /** What the provider asked of the authority, as `METHOD path`. */
  readonly asked: string[];
  /** When set, stands between provider and authority. */
  network: ((path: string, forward: () => Promise<Response>) => Promise<Response>) | undefined;
  /** When set, is who plays phone and card in a sandbox: see substitute.ts. */
  substitute: ((path: string, init: RequestInit | undefined) => Promise<Response>) | undefined;
  /** Another node of the same provider, which sees the store in this way; its maker closes both. */
  another(store: Store): Promise<Provider>;
  close(): Promise<void>;
}

export async function createWorld(
  options: Pick<
    Partial<ProviderOptions>,
    | 'store'
    | 'keys'
    | 'tokenKeys'
    | 'baseUrl'
    | 'phoneUrl'
    | 'crlIndex'
    | 'phoneCertificates'
    | 'sandbox'
    | 'sleep'
    | 'tracing'
    | 'administration'
    | 'perClient'
    | 'trustedProxies'
    | 'forwarding'
    | 'ticks'
  > & {
    /** Cards whose keys share few primes: many can be made in a moment. */
    readonly manyCards?: boolean;
    /** One that is there already; stays its owner's. */
    readonly authority?: TestAuthority;
  } = {},
): Promise<World> {
  const { manyCards = false, tracing } = options;
  // Of one operator, so that it believes which trace a question belongs to.
  const traced = tracing === undefined ? {} : { tracing: { ...tracing, ratio: 0, trustParent: true } };
  const { authority = await openAuthority({ manyCards, ...traced }), manyCards: _, ...given } = options;
  const { clock, trust, request, close: closeAuthority, ...counter } = authority;
  const lines: string[] = [];
  const asked: string[] = [];
  const store = given.store ?? (await openStore({ file: ':memory:' }));
  const world: Pick<World, 'network' | 'substitute'> = { network: undefined, substitute: undefined };
  const settings: ProviderOptions = {
    ...TEST_SETTINGS,
    ...given,
    trust,
    store,
    keys: given.keys ?? memoryKeys(),
    clock,
    log: createLog({ service: 'provider', destination: { write: (line) => void lines.push(line) } }),
    fetch: async (input, init) => {
      const url = new URL(String(input));
      if (url.origin === given.sandbox?.substitute.url) {
        if (world.substitute === undefined) throw new TypeError('nobody plays the phone');
        return world.substitute(url.pathname, init);
      }
      asked.push(`${init?.method ?? 'GET'} ${url.pathname}`);
      const forward = () => request(url.pathname, init);
      return world.network === undefined ? forward() : world.network(url.pathname, forward);
    },
  };
  const provider = await createProvider(settings);
  await insertClient(store, CLIENT);
  return Object.assign(world, {
    ...counter,
    provider,
    another: (seen: Store) => createProvider({ ...settings, store: seen }),
    store,
    clock,
    lines,
    asked,
    close: async () => {
      await provider.close();
      if (options.authority === undefined) await closeAuthority();
      if (given.store === undefined) await store.close();
    },
  });
}
