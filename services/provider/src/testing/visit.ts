import assert from 'node:assert/strict';
import {
  APP_PATHS,
  type AppProblem,
  type AppTransaction,
  type CardProof,
  type SignatureProof,
} from '../api/index.ts';
import { phoneWith } from '../interaction/ticket.ts';
import { authPath } from './clients.ts';

/** Whoever is asked: an app in this process, or servers somewhere. */
export interface Asked {
  request(path: string, init?: RequestInit, env?: object): Response | Promise<Response>;
}

type Changes = { readonly [name: string]: string | undefined };

/** A browser in the middle of one login. */
export interface Browser {
  readonly id: string;
  readonly cookie: string;
  get(suffix?: string): Promise<Response>;
  post(suffix: string, headers?: Record<string, string>): Promise<Response>;
  /** Types these digits into the page and follows to where it leads. */
  match(digits: string): Promise<Response>;
  /** The one-time code of the page's link. */
  linkCode(): Promise<string>;
  qrCode(): Promise<string>;
  status(): Promise<{ state: string; step: string }>;
  /** Goes on to the answer: with what this phone gives it, if it is the phone of the same device. */
  answer(phone?: Phone): Promise<Response>;
}

/** Goes to the authorization endpoint and keeps the cookie. */
export async function begin(
  app: Asked,
  changes: Changes = {},
  from: { readonly headers?: Record<string, string>; readonly address?: string } = {},
): Promise<Browser> {
  const response = await app.request(
    authPath(changes),
    { headers: from.headers ?? {} },
    connectionFrom(from.address),
  );
  return beginAt(app, response);
}

/** The browser that an authorization endpoint has sent on with this answer. */
export async function beginAt(app: Asked, response: Response): Promise<Browser> {
  const path = response.headers.get('location') ?? '';
  assert.match(path, /^\/api\/interactions\//, path);
  const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const get = async (suffix = '') => app.request(path + suffix, { headers: { cookie } });
  const post = async (suffix: string, headers: Record<string, string> = {}, body?: URLSearchParams) =>
    app.request(path + suffix, { method: 'POST', headers: { cookie, ...headers }, ...(body && { body }) });
  return {
    id: path.split('/').at(-1) ?? '',
    cookie,
    get,
    post,
    match: async (digits) => post('/match', {}, new URLSearchParams({ digits })),
    linkCode: async () => codeIn(/id="open-app" href="([^"]+)"/.exec(await (await get()).text())?.[1]),
    qrCode: async () => codeIn(((await (await post('/qr')).json()) as { url: string }).url),
    status: async () => {
      const { state, step } = (await (await get('/status')).json()) as { state: string; step: string };
      return { state, step };
    },
    answer: async (phone) =>
      get(phone === undefined ? '/continue' : `/return?ticket=${phoneWith(phone.token).ticket}`),
  };
}

/** What Hono's server tells of a connection. */
export function connectionFrom(remoteAddress: string | undefined): object | undefined {
  return remoteAddress === undefined ? undefined : { incoming: { socket: { remoteAddress } } };
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
  /** Other digits. */
  renew(): Promise<AppTransaction | AppProblem>;
  extend(): Promise<AppTransaction | AppProblem>;
  proof(proof: CardProof): Promise<AppTransaction | AppProblem>;
  sign(proof: SignatureProof): Promise<AppTransaction | AppProblem>;
  decide(agree: boolean): Promise<AppTransaction | AppProblem>;
}

export async function call<T = AppTransaction | AppProblem>(
  app: Asked,
  path: string,
  body?: unknown,
  token?: string,
  address?: string,
): Promise<T> {
  const response = await callRaw(app, path, body, token, address);
  return (await response.json()) as T;
}

export async function callRaw(
  app: Asked,
  path: string,
  body?: unknown,
  token?: string,
  address?: string,
): Promise<Response> {
  const headers = {
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  const init = { method: 'POST', headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  return app.request(`/api${path}`, init, connectionFrom(address));
}

/** The digits that this phone shows. */
export function digitsOf({ match }: AppTransaction): string {
  return match?.digits ?? assert.fail('no digits');
}

/** Opens the transaction: in state `opened` by a link, in `scanned` by a QR code. `holder`: the session of an unlocked app. */
export async function openPhone(app: Asked, code: string, address?: string, holder?: string): Promise<Phone> {
  const opening = { code, ...(holder === undefined ? {} : { holder }) };
  const transaction = await call<AppTransaction>(app, APP_PATHS.open, opening, undefined, address);
  const token = transaction.transactionToken ?? '';
  assert.ok(['opened', 'scanned'].includes(transaction.state), JSON.stringify(transaction));
  return {
    transaction,
    token,
    resume: () => call<AppTransaction>(app, APP_PATHS.resume, undefined, token),
    renew: () => call(app, APP_PATHS.match, undefined, token),
    extend: () => call(app, APP_PATHS.extend, undefined, token),
    proof: (proof) => call(app, APP_PATHS.proof, proof, token),
    sign: (proof) => call(app, APP_PATHS.signature, proof, token),
    decide: (agree) => call(app, APP_PATHS.decision, { agree, ...(agree && { holder }) }, token),
  };
}
