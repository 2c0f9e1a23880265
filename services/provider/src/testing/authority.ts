import { type AuthorityOptions, createAuthority } from '@kazasu/authority';
import { type CardImage, type CardOptions, PhoneCertificates, TrustResponse } from '@kazasu/authority/api';
import { keysOfFewPrimes, type PhoneKeys, phoneRequest, plainTypeface } from '@kazasu/authority/testing';
import { type SettableClock, settableClock } from '@kazasu/server/clock';
import { memoryKeys } from '@kazasu/server/keys';
import { silentLog } from '@kazasu/server/log';
import { openStore } from '@kazasu/server/store';
import * as v from 'valibot';
import { TEST_NOW, TEST_SETTINGS } from './test-deps.ts';

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

/** What happens at the counter, for whoever needs people and cards. */
export interface Counter {
  personalise(person: Partial<Resident>, options?: Partial<CardOptions>): Promise<CardImage>;
  renew(residentId: string): Promise<CardImage>;
  /** The holder reports the card as lost: its certificates are on hold. */
  lose(image: CardImage): Promise<void>;
  revoke(image: CardImage, reason: string): Promise<void>;
  /** Something happens in this resident's life: what the counter does then, see EVENT_BODIES of the authority. */
  happen(image: CardImage, event: string, body: object): Promise<void>;
  /** Certificates for the keys of a phone, asked for with this card. */
  phoneFor(image: CardImage, keys: PhoneKeys): Promise<PhoneCertificates>;
}

/** An authority over a store of its own. One may serve the worlds of several providers, one after the other. */
export interface TestAuthority extends Counter {
  readonly clock: SettableClock;
  readonly trust: TrustResponse;
  /** As over the network. */
  request(path: string, init: RequestInit | undefined): Promise<Response>;
  close(): Promise<void>;
}

const MUNICIPALITY = { code: '48201', prefecture: 'Kakuu-ken', city: 'Kazasu-shi' };
const ADMIN_TOKEN = 'counter-token-of-the-tests';
const VERIFIER_TOKEN = TEST_SETTINGS.authority.token;

/** `manyCards`: the keys of cards share few primes, so that many can be made in a moment. */
export async function openAuthority({
  manyCards = false,
  tracing,
}: {
  readonly manyCards?: boolean;
  readonly tracing?: AuthorityOptions['tracing'];
}): Promise<TestAuthority> {
  const clock = settableClock(TEST_NOW);
  const store = await openStore({ file: ':memory:' });
  const authority = await createAuthority({
    adminToken: ADMIN_TOKEN,
    verifierToken: VERIFIER_TOKEN,
    store,
    keys: memoryKeys(),
    clock,
    log: silentLog,
    typeface: plainTypeface(),
    ...(manyCards && { makeKey: keysOfFewPrimes() }),
    ...(tracing !== undefined && { tracing }),
  });
  const ask: Ask = async (path, token, init = {}) =>
    authority.app.request(path, {
      ...init,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    });
  return {
    clock,
    trust: v.parse(TrustResponse, await (await ask('/v1/trust', VERIFIER_TOKEN)).json()),
    request: async (path, init) => authority.app.request(path, init),
    personalise: (person, card = {}) =>
      authority.personalise({
        resident: { ...HANAKO, municipality: MUNICIPALITY, ...person },
        options: { pins: PINS, ...card },
      }),
    renew: (residentId) => authority.renew(residentId, { pins: PINS }),
    ...eventsOf(ask, clock),
    close: async () => {
      await authority.close();
      await store.close();
    },
  };
}

type Ask = (path: string, token: string, init?: RequestInit) => Promise<Response>;

function eventsOf(ask: Ask, clock: SettableClock): Pick<Counter, 'lose' | 'revoke' | 'happen' | 'phoneFor'> {
  const post = async (path: string, token: string, body: object, wanted: number) => {
    const response = await ask(path, token, { method: 'POST', body: JSON.stringify(body) });
    if (response.status !== wanted) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response;
  };
  const happen = async (image: CardImage, event: string, body: object) => {
    await post(`/admin/residents/${image.residentId}/events/${event}`, ADMIN_TOKEN, body, 200);
  };
  return {
    happen,
    lose: (image) => happen(image, 'loss', {}),
    phoneFor: async (image, keys) => {
      const body = phoneRequest(image, keys, clock.now());
      return v.parse(PhoneCertificates, await (await post('/phone/certificates', '', body, 201)).json());
    },
    revoke: async (image, reason) => {
      const list = await ask(`/admin/residents/${image.residentId}/certificates`, ADMIN_TOKEN);
      const { certificates } = (await list.json()) as {
        certificates: { role: string; id: { issuerKeyId: string; serial: string } }[];
      };
      const id = certificates.filter(({ role }) => role === 'authentication').at(-1)?.id;
      const path = `/admin/certificates/${id?.issuerKeyId}/${id?.serial}/revocation`;
      await post(path, ADMIN_TOKEN, { reason }, 204);
    },
  };
}
