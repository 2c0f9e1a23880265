import { AppProblem, AppTransaction } from '@kazasu/provider/api';
import * as v from 'valibot';
import { documentsOf } from './documents.ts';
import { PhoneError } from './phone-error.ts';

/** `globalThis.fetch`, or another with the same manners. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Longer than any step takes; then the person should hear that something is wrong. */
const TIMEOUT_MS = 20_000;

interface ProviderCall {
  readonly providerBase: string;
  readonly path: string;
  readonly token?: string;
  readonly body?: object;
  readonly fetch: Fetch;
}

/** One step at the provider: the transaction as it then stands, or a PhoneError. */
export async function callProvider(call: ProviderCall): Promise<AppTransaction> {
  const response = await send(call);
  const answer = await readJson(response);
  if (response.ok) {
    const view = v.safeParse(AppTransaction, answer);
    if (view.success) {
      // What nobody could be shown is refused before anything of it is shown.
      documentsOf(view.output);
      return view.output;
    }
  } else {
    const problem = v.safeParse(AppProblem, answer);
    if (problem.success) throw PhoneError.fromProblem(problem.output);
    if (response.status >= 500) {
      throw new PhoneError('provider/service_unavailable', `status ${response.status}`);
    }
  }
  throw new PhoneError('phone/answer', `unexpected answer with status ${response.status}`);
}

async function send({ providerBase, path, token, body, fetch }: ProviderCall): Promise<Response> {
  const headers: Record<string, string> = {};
  if (token !== undefined) headers.Authorization = `Bearer ${token}`;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  try {
    return await fetch(providerBase + path, {
      method: 'POST',
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (cause) {
    throw new PhoneError('phone/unreachable', 'the provider did not answer', { cause });
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}
