import { type CardImage, TrustResponse } from '@kazasu/authority/api';
import { somebody, type TestAuthority, testAuthority, VERIFIER } from '@kazasu/authority/testing';
import { fromBase64, toBase64, toHex, toUtf8 } from '@kazasu/bytes';
import { Hand } from '@kazasu/server/administration/testing';
import { ADMINISTRATOR_SCHEME } from '@kazasu/server/administration/wire';
import { systemClock } from '@kazasu/server/clock';
import { type KeyFolder, memoryKeys } from '@kazasu/server/keys';
import { createLog } from '@kazasu/server/log';
import { randomId } from '@kazasu/server/random';
import { openStore, type Store } from '@kazasu/server/store';
import * as v from 'valibot';
import { openOnMachine, twoMustAgree } from '../administration/on-machine.ts';
import { constants, createHash, createPrivateKey, privateEncrypt } from '../crypto.ts';
import { SCOPES, type Scope } from '../key/scope.ts';
import { createVerifier, type Verifier, type VerifierOptions } from '../main.ts';

export const ADMIN_TOKEN = 'admin-token-of-the-tests';
export const BASE_URL = 'http://localhost:4004';
export const PROVIDER = 'http://localhost:4001/api/realms/main';
export const CLIENT_ID = 'reservation';
export const PURPOSE = 'contract';

const PINS = { authentication: '1234', signature: 'ABC123', text: '5678' };
const DIGEST_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex');

/** An authority, a verifier that trusts it, and people with cards; all in this process. */
export interface World {
  readonly authority: TestAuthority;
  readonly verifier: Verifier;
  readonly store: Store;
  readonly keys: KeyFolder;
  /** Every line that the verifier logged. */
  readonly lines: string[];
  /** What the verifier asked of the authority, as `METHOD path`. */
  readonly asked: string[];
  /** When set, stands between the verifier and everybody else. */
  network:
    | ((path: string, forward: () => Promise<Response>, init?: RequestInit) => Promise<Response>)
    | undefined;
  ask(path: string, init?: RequestInit): Promise<Response>;
  /** Another process of the same verifier, which sees the store in this way; its maker closes it. */
  another(store: Store): Promise<Verifier>;
  /** With the admin token; where two must agree, signed by an administrator who registers tenants. */
  operate(method: string, path: string, body?: unknown): Promise<Response>;
  /** A new tenant, and a key of it. */
  tenant(changes?: Readonly<Record<string, unknown>>): Promise<Member>;
  card(changes?: Readonly<Record<string, unknown>>): Promise<CardImage>;
  close(): Promise<void>;
}

/** A tenant, as its own program would have it. */
export interface Member {
  readonly tenantId: string;
  readonly token: string;
  ask(path: string, init?: RequestInit): Promise<Response>;
  post(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** A verification with a new idempotency key. */
  verify(body: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** Another key of the same tenant. */
  key(scopes: readonly Scope[]): Promise<string>;
}

export async function createWorld(
  {
    issuing = {},
    ...changes
  }: Partial<VerifierOptions> & {
    readonly tenants?: number;
    /** Of the authority. */
    readonly issuing?: Parameters<typeof testAuthority>[0];
  } = {},
  timestampAnchors: readonly string[] = [],
): Promise<World> {
  const authority = await testAuthority(issuing);
  const trust = v.parse(TrustResponse, await (await authority.ask(VERIFIER, '/v1/trust')).json());
  const store = changes.store ?? (await openStore({ file: ':memory:' }));
  const lines: string[] = [];
  const asked: string[] = [];
  const world: Pick<World, 'network'> = { network: undefined };
  const keys = changes.keys ?? memoryKeys();
  const options: VerifierOptions = {
    baseUrl: BASE_URL,
    adminToken: ADMIN_TOKEN,
    authority: { url: 'http://localhost:4003', token: VERIFIER },
    trust: { ...trust, timestampAnchors: [...timestampAnchors] },
    providers: [PROVIDER],
    keys,
    clock: authority.clock,
    log: createLog({ service: 'verifier', destination: { write: (line) => void lines.push(line) } }),
    fetch: async (input, init) => {
      const url = new URL(String(input));
      asked.push(`${init?.method ?? 'GET'} ${url.pathname}`);
      const forward = async () => authority.app.request(url.pathname, init);
      return world.network === undefined ? forward() : world.network(url.pathname, forward, init);
    },
    ...changes,
    store,
  };
  const verifier = await createVerifier(options);
  const ask: World['ask'] = async (path, init) => verifier.app.request(path, init);
  const clerk = await clerkOf(options);
  const operate: World['operate'] = (method, path, body) => {
    const sent = body === undefined ? '' : JSON.stringify(body);
    const authorization =
      clerk === undefined
        ? `Bearer ${ADMIN_TOKEN}`
        : `${ADMINISTRATOR_SCHEME} ${clerk.proof({ method, path, body: sent })}`;
    const headers = { authorization, 'content-type': 'application/json' };
    return ask(path, { method, headers, ...(body !== undefined && { body: sent }) });
  };
  return Object.assign(world, {
    authority,
    verifier,
    another: (seen: Store) => createVerifier({ ...options, store: seen }),
    store,
    keys,
    lines,
    asked,
    ask,
    operate,
    tenant: (more: Readonly<Record<string, unknown>> = {}) => enroll(ask, operate, more),
    card: (more: Readonly<Record<string, unknown>> = {}) =>
      authority.personalise({ resident: somebody(more), options: { pins: PINS } }),
    close: async () => {
      await verifier.close();
      await authority.close();
      await authority.store.close();
      if (changes.store === undefined) await store.close();
    },
  });
}

/** Who registers tenants, where a token does not. */
async function clerkOf(options: VerifierOptions): Promise<Hand | undefined> {
  const { store, keys, clock = systemClock, log: _log, fetch: _fetch, ...settings } = options;
  if (!twoMustAgree(settings)) return undefined;
  const clerk = new Hand('clerk', clock, options.baseUrl);
  const machine = await openOnMachine({ store, keys, clock, actor: 'admin:setup' });
  await machine.add(clerk.registration('tenant-admin'), false);
  return clerk;
}

async function enroll(
  ask: World['ask'],
  operate: World['operate'],
  changes: Readonly<Record<string, unknown>>,
): Promise<Member> {
  const tenantId = `tenant-${randomId().slice(0, 8)}`;
  const registration = {
    tenantId,
    name: '架空市',
    purposes: [PURPOSE, 'status'],
    clientIds: [CLIENT_ID],
    retentionDays: 0,
    ...changes,
  };
  await must(201, await operate('POST', '/admin/tenants', registration));
  const key = async (scopes: readonly Scope[]) => {
    const made = await operate('POST', `/admin/tenants/${tenantId}/keys`, { name: 'test', scopes });
    return ((await must(201, made)) as { token: string }).token;
  };
  const token = await key(SCOPES);
  const asMember: World['ask'] = (path, init = {}) => {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${token}`);
    return ask(path, { ...init, headers });
  };
  const post: Member['post'] = (path, body, headers = {}) =>
    asMember(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const verify: Member['verify'] = (body, headers = {}) =>
    post('/v1/verifications', body, { 'idempotency-key': randomId(), ...headers });
  return { tenantId, token, ask: asMember, post, verify, key };
}

/** The body of an answer that must have this status. */
export async function must(status: number, response: Response): Promise<unknown> {
  const text = await response.text();
  if (response.status !== status) throw new Error(`${response.status} instead of ${status}: ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}

/** A document, its digest, and what a card makes of it. */
export interface Signed {
  readonly certificate: string;
  readonly signatures: readonly { readonly digest: string; readonly signature: string }[];
}

/** As the signature API would give it: of a bare digest a signature over it as it is, or with the DigestInfo around it. */
export function signDocuments(
  image: CardImage,
  documents: readonly string[],
  form: 'digest-info' | 'bare-hash' = 'digest-info',
): Signed {
  const key = createPrivateKey({
    key: Buffer.from(fromBase64(image.keys.signature ?? '')),
    format: 'der',
    type: 'pkcs8',
  });
  const signatures = documents.map((document) => {
    const digest = sha256(document);
    const block = form === 'digest-info' ? Buffer.concat([DIGEST_INFO, digest]) : digest;
    const signature = privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, block);
    return { digest: toBase64(digest), signature: toBase64(signature) };
  });
  return { certificate: image.jpki.signatureCertificate ?? '', signatures };
}

export function sha256(text: string): Uint8Array {
  return createHash('sha256').update(toUtf8(text)).digest();
}

export function sha256Hex(text: string): string {
  return toHex(sha256(text));
}
