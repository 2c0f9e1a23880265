import {
  ConnectedServices,
  HistoryPage,
  HOLDER_PATHS,
  HolderProblem,
  HolderSession,
  HolderView,
  RegistrationBegun,
  type RegistrationProof,
  UnlockBegun,
} from '@kazasu/provider/api';
import * as v from 'valibot';
import type { Fetch } from '../../headless/index.ts';
import { AccountError } from './account-error.ts';

/** An object of the WebAuthn standard, as the browser makes it. */
export type Credential = Record<string, unknown>;

/** The contract of `@kazasu/provider/api` (holder.ts), one method a message. Every method rejects with an AccountError. */
export interface HolderClient {
  begin(): Promise<RegistrationBegun>;
  passkey(registrationToken: string, credential: Credential): Promise<void>;
  card(registrationToken: string, proof: RegistrationProof): Promise<HolderSession>;
  unlockBegin(): Promise<UnlockBegun>;
  unlock(unlockToken: string, credential: Credential): Promise<HolderSession>;
  holder(session: string): Promise<HolderView>;
  lock(session: string): Promise<void>;
  history(session: string, after?: string): Promise<HistoryPage>;
  services(session: string): Promise<ConnectedServices>;
  endService(session: string, clientId: string): Promise<ConnectedServices>;
  endPasskey(session: string, id: string): Promise<HolderView>;
  end(session: string): Promise<void>;
}

interface Call {
  readonly path: string;
  readonly token?: string;
  readonly body?: object;
  /** Goes through although the page that sends it goes away. */
  readonly atTheEnd?: boolean;
}

export interface HolderWorld {
  /** Answers at once what it has answered before: a page that goes away has no time to ask again. */
  readonly config: () => Promise<{ readonly providerBase: string }>;
  readonly fetch: Fetch;
}

export function createHolderClient({ config, fetch }: HolderWorld): HolderClient {
  const ask = async <T>(schema: v.GenericSchema<unknown, T>, call: Call): Promise<T> => {
    const answer = v.safeParse(schema, await send({ config, fetch }, call));
    if (!answer.success) throw new AccountError('phone/answer', `unexpected answer from ${call.path}`);
    return answer.output;
  };
  const tell = (call: Call) => ask(v.undefined(), call);
  return {
    begin: () => ask(RegistrationBegun, { path: HOLDER_PATHS.begin }),
    passkey: (token, credential) => tell({ path: HOLDER_PATHS.passkey, token, body: { credential } }),
    card: (token, body) => ask(HolderSession, { path: HOLDER_PATHS.card, token, body }),
    unlockBegin: () => ask(UnlockBegun, { path: HOLDER_PATHS.unlockBegin }),
    unlock: (token, credential) =>
      ask(HolderSession, { path: HOLDER_PATHS.unlock, token, body: { credential } }),
    holder: (token) => ask(HolderView, { path: HOLDER_PATHS.holder, token }),
    lock: (token) => tell({ path: HOLDER_PATHS.lock, token, atTheEnd: true }),
    history: (token, after) =>
      ask(HistoryPage, { path: HOLDER_PATHS.history, token, body: after === undefined ? {} : { after } }),
    services: (token) => ask(ConnectedServices, { path: HOLDER_PATHS.services, token }),
    endService: (token, clientId) =>
      ask(ConnectedServices, { path: HOLDER_PATHS.servicesEnd, token, body: { clientId } }),
    endPasskey: (token, id) => ask(HolderView, { path: HOLDER_PATHS.passkeysEnd, token, body: { id } }),
    end: (token) => tell({ path: HOLDER_PATHS.end, token }),
  };
}

/** Longer than any of these takes; then the person should hear that something is wrong. */
const TIMEOUT_MS = 20_000;

/** The answer's JSON; nothing for 204. */
async function send({ config, fetch }: HolderWorld, { path, token, body, atTheEnd }: Call): Promise<unknown> {
  const headers: Record<string, string> = {};
  if (token !== undefined) headers.Authorization = `Bearer ${token}`;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const { providerBase } = await config().catch(unreachable);
  const response = await fetch(providerBase + path, {
    method: 'POST',
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    cache: 'no-store',
    credentials: 'omit',
    redirect: 'error',
    ...(atTheEnd === true ? { keepalive: true } : { signal: AbortSignal.timeout(TIMEOUT_MS) }),
  }).catch(unreachable);
  if (response.status === 204) return undefined;
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer;
  const problem = v.safeParse(HolderProblem, answer);
  if (problem.success) throw new AccountError(`holder/${problem.output.error}`, `refused by ${path}`);
  const code = response.status >= 500 ? 'holder/service_unavailable' : 'phone/answer';
  throw new AccountError(code, `status ${response.status} from ${path}`);
}

function unreachable(cause: unknown): never {
  throw new AccountError('phone/unreachable', 'the provider did not answer', { cause });
}
