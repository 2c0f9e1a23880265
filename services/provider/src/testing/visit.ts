import assert from 'node:assert/strict';
import type { Hono } from 'hono';
import {
  APP_PATHS,
  type AppProblem,
  type AppTransaction,
  type CardProof,
  type SignatureProof,
} from '../api/index.ts';
import { authPath } from './clients.ts';

type Changes = { readonly [name: string]: string | undefined };

/** A browser in the middle of one login. */
export interface Browser {
  readonly id: string;
  readonly cookie: string;
  get(suffix?: string): Promise<Response>;
  post(suffix: string, headers?: Record<string, string>): Promise<Response>;
  /** The one-time code of the page's link. */
  linkCode(): Promise<string>;
  qrCode(): Promise<string>;
  status(): Promise<{ state: string; step: string }>;
}

/** Goes to the authorization endpoint and keeps the cookie. */
export async function begin(app: Hono, changes: Changes = {}): Promise<Browser> {
  const response = await app.request(authPath(changes));
  const path = response.headers.get('location') ?? '';
  assert.match(path, /^\/api\/interactions\//, path);
  const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const get = async (suffix = '') => app.request(path + suffix, { headers: { cookie } });
  const post = async (suffix: string, headers: Record<string, string> = {}) =>
    app.request(path + suffix, { method: 'POST', headers: { cookie, ...headers } });
  return {
    id: path.split('/').at(-1) ?? '',
    cookie,
    get,
    post,
    linkCode: async () => codeIn(/id="open-app" href="([^"]+)"/.exec(await (await get()).text())?.[1]),
    qrCode: async () => codeIn(((await (await post('/qr')).json()) as { url: string }).url),
    status: async () => (await get('/status')).json() as Promise<{ state: string; step: string }>,
  };
}

function codeIn(url: string | undefined): string {
  const match = /^http:\/\/localhost:4002\/#open=([A-Za-z0-9_-]{22})$/.exec(url ?? '');
  assert.ok(match?.[1], `no link in ${url}`);
  return match[1];
}

/** A phone that has opened the transaction. */
export interface Phone {
  readonly transaction: AppTransaction;
  readonly token: string;
  resume(): Promise<AppTransaction>;
  proof(proof: CardProof): Promise<AppTransaction | AppProblem>;
  sign(proof: SignatureProof): Promise<AppTransaction | AppProblem>;
  decide(agree: boolean): Promise<AppTransaction | AppProblem>;
}

export async function call<T = AppTransaction | AppProblem>(
  app: Hono,
  path: string,
  body?: unknown,
  token?: string,
): Promise<T> {
  const response = await callRaw(app, path, body, token);
  return (await response.json()) as T;
}

export async function callRaw(app: Hono, path: string, body?: unknown, token?: string): Promise<Response> {
  return app.request(`/api${path}`, {
    method: 'POST',
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

export async function openPhone(app: Hono, code: string): Promise<Phone> {
  const transaction = await call<AppTransaction>(app, APP_PATHS.open, { code });
  const token = transaction.transactionToken ?? '';
  assert.equal(transaction.state, 'opened', JSON.stringify(transaction));
  return {
    transaction,
    token,
    resume: () => call<AppTransaction>(app, APP_PATHS.resume, undefined, token),
    proof: (proof) => call(app, APP_PATHS.proof, proof, token),
    sign: (proof) => call(app, APP_PATHS.signature, proof, token),
    decide: (agree) => call(app, APP_PATHS.decision, { agree }, token),
  };
}
