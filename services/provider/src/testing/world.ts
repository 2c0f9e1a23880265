import { createAuthority } from '@kazasu/authority';
import type { CardImage, CardOptions } from '@kazasu/authority/api';
import { PhoneCertificates, TrustResponse } from '@kazasu/authority/api';
import { keysOfFewPrimes, type PhoneKeys, phoneRequest } from '@kazasu/authority/testing';
import { type SettableClock, settableClock } from '@kazasu/server/clock';
import { memoryKeys } from '@kazasu/server/keys';
import { createLog, silentLog } from '@kazasu/server/log';
import { openStore, type Store } from '@kazasu/server/store';
import * as v from 'valibot';
import { insertClient } from '../client/index.ts';
import { createProvider, type Provider, type ProviderOptions } from '../main.ts';
import { CLIENT } from './clients.ts';
import { TEST_NOW, TEST_SETTINGS } from './test-deps.ts';

/** An authority, a provider that trusts it, and the people whom tests need; all in this process. */
export interface World {
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
  personalise(person: Partial<Resident>, options?: Partial<CardOptions>): Promise<CardImage>;
  renew(residentId: string): Promise<CardImage>;
  /** The holder reports the card as lost: its certificates are on hold. */
  lose(image: CardImage): Promise<void>;
  revoke(image: CardImage, reason: string): Promise<void>;
  /** Something happens in this resident's life: what the counter does then, see EVENT_BODIES of the authority. */
  happen(image: CardImage, event: string, body: object): Promise<void>;
  /** Certificates for the keys of a phone, asked for with this card. */
  phoneFor(image: CardImage, keys: PhoneKeys): Promise<PhoneCertificates>;
  close(): Promise<void>;
}

export const PINS = { authentication: '1234', text: '9876', signature: 'ABC123' };

export interface Resident {
  readonly residentId: string;
  readonly name: string;
  readonly address: string;
  readonly birthdate: string;
  readonly gender: '1' | '2' | '9';
  readonly myNumber: string;
}

export const HANAKO: Resident = {
  residentId: 'hanako',
  name: '見本　花子',
  address: '架空県かざす市読取一丁目２番３号',
  birthdate: '19880517',
  gender: '2',
  myNumber: '999000000016',
};

const MUNICIPALITY = { code: '48201', prefecture: 'Kakuu-ken', city: 'Kazasu-shi' };
const ADMIN_TOKEN = 'counter-token-of-the-tests';
const VERIFIER_TOKEN = TEST_SETTINGS.authority.token;

export async function createWorld(
  options: Pick<
    Partial<ProviderOptions>,
    'store' | 'baseUrl' | 'phoneUrl' | 'crlIndex' | 'phoneCertificates' | 'sandbox' | 'sleep'
  > & {
    /** Cards whose keys share few primes: many can be made in a moment. */
    readonly manyCards?: boolean;
  } = {},
): Promise<World> {
  const clock = settableClock(TEST_NOW);
  const authorityStore = await openStore({ file: ':memory:' });
  const authority = await createAuthority({
    adminToken: ADMIN_TOKEN,
    verifierToken: VERIFIER_TOKEN,
    store: authorityStore,
    keys: memoryKeys(),
    clock,
    log: silentLog,
    ...(options.manyCards === true && { makeKey: keysOfFewPrimes() }),
  });
  const ask = (path: string, token: string, init: RequestInit = {}) =>
    authority.app.request(path, {
      ...init,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    });
  const trust = v.parse(TrustResponse, await (await ask('/v1/trust', VERIFIER_TOKEN)).json());
  const lines: string[] = [];
  const asked: string[] = [];
  const store = options.store ?? (await openStore({ file: ':memory:' }));
  const world: Pick<World, 'network' | 'substitute'> = { network: undefined, substitute: undefined };
  const provider = await createProvider({
    ...TEST_SETTINGS,
    baseUrl: options.baseUrl ?? TEST_SETTINGS.baseUrl,
    phoneUrl: options.phoneUrl ?? TEST_SETTINGS.phoneUrl,
    ...(options.crlIndex && { crlIndex: options.crlIndex }),
    ...(options.sandbox && { sandbox: options.sandbox }),
    ...(options.sleep && { sleep: options.sleep }),
    ...(options.phoneCertificates !== undefined && { phoneCertificates: options.phoneCertificates }),
    trust,
    store,
    keys: memoryKeys(),
    clock,
    log: createLog({ service: 'provider', destination: { write: (line) => void lines.push(line) } }),
    fetch: async (input, init) => {
      const url = new URL(String(input));
      if (url.origin === options.sandbox?.substitute.url) {
        if (world.substitute === undefined) throw new TypeError('nobody plays the phone');
        return world.substitute(url.pathname, init);
      }
      asked.push(`${init?.method ?? 'GET'} ${url.pathname}`);
      const forward = async () => authority.app.request(url.pathname, init);
      return world.network === undefined ? forward() : world.network(url.pathname, forward);
    },
  });
  await insertClient(store, CLIENT);
  const happen = async (image: CardImage, event: string, body: object) => {
    const path = `/admin/residents/${image.residentId}/events/${event}`;
    const response = await ask(path, ADMIN_TOKEN, { method: 'POST', body: JSON.stringify(body) });
    if (response.status !== 200) throw new Error(`no ${event}: ${response.status} ${await response.text()}`);
  };
  return Object.assign(world, {
    provider,
    store,
    clock,
    lines,
    asked,
    personalise: (person: Partial<Resident>, card: Partial<CardOptions> = {}) =>
      authority.personalise({
        resident: { ...HANAKO, municipality: MUNICIPALITY, ...person },
        options: { pins: PINS, ...card },
      }),
    renew: (residentId: string) => authority.renew(residentId, { pins: PINS }),
    phoneFor: async (image: CardImage, keys: PhoneKeys) => {
      const body = JSON.stringify(phoneRequest(image, keys, clock.now()));
      const response = await ask('/phone/certificates', '', { method: 'POST', body });
      if (response.status !== 201) throw new Error(`no phone: ${response.status} ${await response.text()}`);
      return v.parse(PhoneCertificates, await response.json());
    },
    lose: (image: CardImage) => happen(image, 'loss', {}),
    happen,
    revoke: async (image: CardImage, reason: string) => {
      const list = await ask(`/admin/residents/${image.residentId}/certificates`, ADMIN_TOKEN);
      const { certificates } = (await list.json()) as {
        certificates: { role: string; id: { issuerKeyId: string; serial: string } }[];
      };
      const id = certificates.filter(({ role }) => role === 'authentication').at(-1)?.id;
      const path = `/admin/certificates/${id?.issuerKeyId}/${id?.serial}/revocation`;
      const response = await ask(path, ADMIN_TOKEN, { method: 'POST', body: JSON.stringify({ reason }) });
      if (response.status !== 204)
        throw new Error(`not revoked: ${response.status} ${await response.text()}`);
    },
    close: async () => {
      await provider.close();
      await authority.close();
      await authorityStore.close();
      if (options.store === undefined) await store.close();
    },
  });
}
