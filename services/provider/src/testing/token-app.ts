import { CLIENT_ASSERTION_TYPE, challengeOf, type Endpoints, endpointsOf } from '@kazasu/oidc';
import { type SettableClock, settableClock } from '@kazasu/server/clock';
import { NO_PROXIES } from '@kazasu/server/http';
import { silentLog } from '@kazasu/server/log';
import { createMetrics } from '@kazasu/server/metrics';
import { randomId } from '@kazasu/server/random';
import { openStore, type Store } from '@kazasu/server/store';
import { Hono } from 'hono';
import { mountAdmin } from '../admin/index.ts';
import { openAdministration } from '../administration/index.ts';
import { openAudit } from '../audit/index.ts';
import { type Client, insertClient } from '../client/index.ts';
import { clientAuthentication } from '../client-authentication/index.ts';
import { providerConfig } from '../config.ts';
import { type Items, sealItems } from '../consent/index.ts';
import type { ProviderDeps } from '../deps.ts';
import { mountDiscovery } from '../discovery/index.ts';
import { type Grant, insertSessions, makeCode } from '../grant/index.ts';
import { mountIntrospection } from '../introspection/index.ts';
import { mountKeys } from '../key/index.ts';
import { openClientLimits } from '../limit/index.ts';
import { mountLogout } from '../logout/index.ts';
import { mountRevocation } from '../revocation/index.ts';
import { MIGRATIONS } from '../store.ts';
import { mountToken } from '../token/index.ts';
import { mountUserinfo } from '../userinfo/index.ts';
import { testKeys } from './keys.ts';
import { type Assertion, RelyingParty } from './relying-party.ts';

export const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
export const REDIRECT_URI = 'https://client.sample/callback';
export const ITEMS: Items = {
  name: '山田　花子',
  address: '架空県架空市一丁目1番1号',
  birthdate: '19900401',
  gender: '2',
};

/** What tests look at; a member that is absent shows in the comparison. */
export interface PostedBody {
  readonly access_token: string;
  readonly token_type: string;
  readonly id_token: string;
  readonly refresh_token: string;
  readonly session_state: string;
  readonly scope: string;
  readonly error: string;
  readonly error_description: string;
  readonly keys: JsonWebKey[];
}

export interface Posted {
  readonly status: number;
  readonly headers: Headers;
  readonly body: PostedBody;
}

export interface TokenAppOptions {
  readonly store?: Store;
  readonly baseUrl?: string;
  /** The same relying party as another node's. */
  readonly rp?: RelyingParty;
  readonly inspector?: ProviderDeps['inspector'];
  readonly keys?: ProviderDeps['keys'];
  readonly clock?: SettableClock;
  /** Of the limits; this machine's own when not given. */
  readonly ticks?: () => number;
}

type TestDeps = Omit<ProviderDeps, 'authority' | 'trust' | 'operatorKeys'>;

const ADMIN_TOKEN = 'an-admin-token-for-tests';

let relyingParty: Promise<RelyingParty> | undefined;

function sharedRelyingParty(): Promise<RelyingParty> {
  relyingParty ??= RelyingParty.create();
  return relyingParty;
}

async function testDeps(options: TokenAppOptions, clock: SettableClock): Promise<TestDeps> {
  const store = options.store ?? (await openStore({ file: ':memory:' }));
  await store.migrate('provider', MIGRATIONS);
  const config = providerConfig({
    baseUrl: options.baseUrl ?? 'http://localhost:4001/api',
    phoneUrl: 'http://localhost:4002',
    adminToken: ADMIN_TOKEN,
    authority: { url: 'http://localhost:4003', token: 'a-verifier-token-for-tests' },
    trust: { anchors: [], cardIssuerKeys: [] },
  });
  const parts = { config, store, clock, log: silentLog, metrics: createMetrics('provider') };
  const clientLimits = openClientLimits({
    ...config.perClient,
    ...(options.ticks && { ticks: options.ticks }),
  });
  const keys = options.keys ?? (await testKeys());
  return {
    ...parts,
    forwarding: NO_PROXIES,
    audit: openAudit({ store, clock, log: silentLog }),
    inspector: options.inspector,
    clientAuthentication: clientAuthentication({ ...parts, clientLimits, inspector: options.inspector }),
    clientLimits,
    keys,
    settings: openAdministration(keys),
  };
}

export async function tokenApp(options: TokenAppOptions = {}): Promise<TokenApp> {
  const { clock = settableClock(1_790_000_000_000) } = options;
  const deps = await testDeps(options, clock);
  return new TokenApp(deps, clock, options.rp ?? (await sharedRelyingParty()));
}

/** The mounted endpoints, a relying party, and shortcuts for what tests do again and again. */
export class TokenApp {
  readonly app = new Hono();
  readonly deps: TestDeps;
  readonly clock: SettableClock;
  readonly rp: RelyingParty;
  readonly issuer: string;
  readonly endpoints: Endpoints;
  readonly adminToken = ADMIN_TOKEN;

  constructor(deps: TestDeps, clock: SettableClock, rp: RelyingParty) {
    this.deps = deps;
    this.clock = clock;
    this.rp = rp;
    this.issuer = deps.config.issuer;
    this.endpoints = endpointsOf(this.issuer);
    for (const mount of [
      mountToken,
      mountUserinfo,
      mountRevocation,
      mountIntrospection,
      mountLogout,
      mountKeys,
      mountDiscovery,
      mountAdmin,
    ])
      mount(this.app, deps);
  }

  async register(changes: Partial<Client> = {}): Promise<void> {
    await insertClient(this.deps.store, {
      clientId: this.rp.clientId,
      registrationId: 'registration of the test',
      kind: 'private',
      name: '架空予約サイト',
      redirectUris: [REDIRECT_URI],
      scopes: ['openid', 'name', 'address', 'birthdate', 'gender', 'sign'],
      jwks: this.rp.jwks,
      profile: 'compatible',
      createdAt: this.clock.now(),
      ...changes,
    });
  }

  /** A finished login; returns its code. `shown` are the items that were agreed to. */
  async login({
    shown = ITEMS,
    ...changes
  }: Partial<Grant> & { shown?: Items | null } = {}): Promise<string> {
    const sessionId = changes.sessionId ?? randomId();
    const grant: Grant = {
      sessionId,
      clientId: this.rp.clientId,
      redirectUri: REDIRECT_URI,
      scope: ['openid', 'name', 'address', 'birthdate', 'gender'],
      nonce: 'n-0S6_WzA2Mj',
      codeChallenge: challengeOf(VERIFIER),
      subject: '6ba7b810-9dad-41d1-80b4-00c04fd430c8',
      authTime: this.clock.now() - 5_000,
      acr: 'aal3',
      items: shown === null ? null : sealItems(this.deps.keys, sessionId, shown),
      ...changes,
    };
    const { code, session } = makeCode(this.deps, grant);
    await this.deps.store.transaction((within) => insertSessions(within, [session]));
    return code;
  }

  async read(response: Response): Promise<Posted> {
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) };
  }

  async post(
    form: Record<string, string> | [string, string][] | string,
    { to = this.endpoints.token, more = {} }: { to?: string; more?: Record<string, string> } = {},
  ): Promise<Posted> {
    const body = typeof form === 'string' ? form : new URLSearchParams(form).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded', ...more };
    return this.read(await this.app.request(to, { method: 'POST', headers, body }));
  }

  /** Client authentication as form parameters. */
  async authentication(assertion?: Assertion) {
    return {
      client_id: this.rp.clientId,
      client_assertion_type: CLIENT_ASSERTION_TYPE,
      client_assertion: await this.rp.assertion(this.issuer, this.clock.now(), assertion),
    };
  }

  redemption(code: string) {
    return { grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI, code_verifier: VERIFIER };
  }

  async redeem(code: string, changes: Record<string, string> = {}): Promise<Posted> {
    return this.post({ ...this.redemption(code), ...(await this.authentication()), ...changes });
  }

  async refresh(token: string, changes: Record<string, string> = {}): Promise<Posted> {
    const grant = { grant_type: 'refresh_token', refresh_token: token };
    return this.post({ ...grant, ...(await this.authentication()), ...changes });
  }

  async userinfo(token: string): Promise<Posted> {
    const headers = { authorization: `Bearer ${token}` };
    return this.read(await this.app.request(this.endpoints.userinfo, { headers }));
  }
}
