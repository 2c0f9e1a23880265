import { HttpError, readBounded } from '@kazasu/server/http';
import * as v from 'valibot';
import { AuthorityProblem, PURPOSE_HEADER } from '../api.ts';
import { AuthorityUnreachable } from './authority-client.ts';

/** The largest answers believed. The whole CRL of a generation may hold millions of entries of about 36 bytes. */
export const SIZE_MAX = {
  list: 2 ** 31,
  crl: 256 * 1024 * 1024,
  ocsp: 64 * 1024,
  json: 64 * 1024,
  usage: 4 * 1024 * 1024,
} as const;
/** Nobody holds a card over a phone for longer; a list that is streamed nobody waits for. */
const TIMEOUT_MS = { list: 600_000, crl: 10_000, ocsp: 5_000, json: 5_000, usage: 10_000 } as const;
/** A refusal is a code and a sentence. */
const REFUSAL_OCTETS_MAX = 4096;

/** The way to the authority. */
export interface HttpAuthorityOptions {
  readonly url: string;
  readonly token: string;
  /** The network; `globalThis.fetch` in a running service, the authority's own handler in tests. */
  readonly fetch: typeof fetch;
}

export interface AuthorityRequest {
  readonly path: string;
  readonly kind: keyof typeof SIZE_MAX;
  readonly body?: Uint8Array | string;
  /** Media type of the body. */
  readonly type?: string;
  readonly purpose?: string | undefined;
  /** Of the version that is there already. */
  readonly tag?: string | undefined;
  readonly signal?: AbortSignal;
}

/** What a good answer is. */
export interface Wanted {
  readonly type: string;
  /** Default 200. */
  readonly status?: number;
}

/** Asks, within the time of its kind. Rejects with an AuthorityUnreachable. */
export async function send(options: HttpAuthorityOptions, request: AuthorityRequest): Promise<Response> {
  const late = AbortSignal.timeout(TIMEOUT_MS[request.kind]);
  try {
    return await options.fetch(options.url + request.path, {
      method: request.body === undefined ? 'GET' : 'POST',
      headers: headersOf(options, request),
      ...(request.body === undefined ? {} : { body: request.body as BodyInit }),
      redirect: 'error',
      signal: request.signal === undefined ? late : AbortSignal.any([late, request.signal]),
    });
  } catch (cause) {
    throw new AuthorityUnreachable('authority/unreachable', `no answer to ${request.kind}`, { cause });
  }
}

function headersOf(options: HttpAuthorityOptions, request: AuthorityRequest): Headers {
  const headers = new Headers({ authorization: `Bearer ${options.token}` });
  if (request.type !== undefined) headers.set('content-type', request.type);
  if (request.tag !== undefined) headers.set('if-none-match', request.tag);
  if (request.purpose !== undefined) headers.set(PURPOSE_HEADER, request.purpose);
  return headers;
}

/** Rejects with an AuthorityUnreachable (`authority/refused`) unless it is the answer that was wanted. */
export async function accept(response: Response, { type, status = 200 }: Wanted): Promise<Response> {
  if (response.status === status && typeOf(response) === type) return response;
  const refusal = await refusalIn(response);
  const said = `status ${response.status} where ${type} was expected`;
  throw new AuthorityUnreachable('authority/refused', said, { refusal });
}

function typeOf(response: Response): string | undefined {
  return (response.headers.get('content-type') ?? '').toLowerCase().split(';')[0]?.trim();
}

/** The authority's own code, where the answer is a refusal of its contract. */
async function refusalIn(response: Response): Promise<string | undefined> {
  if (response.status < 400 || typeOf(response) !== 'application/json') {
    await response.body?.cancel();
    return undefined;
  }
  try {
    const octets = await readBounded(response.body, REFUSAL_OCTETS_MAX);
    const { error } = v.parse(AuthorityProblem, JSON.parse(new TextDecoder().decode(octets)));
    return /^[a-z_]{1,40}$/.test(error) ? error : undefined;
  } catch {
    return undefined;
  }
}

/** The whole answer, up to the bound of its kind. */
export async function readAnswer(
  response: Response,
  kind: AuthorityRequest['kind'],
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await readBounded(response.body, SIZE_MAX[kind]);
  } catch (cause) {
    const endless = cause instanceof HttpError && cause.code === 'http/too-large';
    const code = endless ? 'authority/malformed' : 'authority/unreachable';
    const message = endless ? 'the answer is too long' : 'the answer broke off';
    throw new AuthorityUnreachable(code, message, { cause });
  }
}

/** The octets as they come, up to a bound. */
export async function* bounded(
  body: AsyncIterable<Uint8Array> | readonly Uint8Array[],
  most: number,
): AsyncGenerator<Uint8Array> {
  let octets = 0;
  try {
    for await (const chunk of body) {
      octets += chunk.length;
      if (octets > most) break;
      yield chunk;
    }
  } catch (cause) {
    throw new AuthorityUnreachable('authority/unreachable', 'the list broke off', { cause });
  }
  if (octets > most) throw new AuthorityUnreachable('authority/malformed', 'the list is too long');
}
