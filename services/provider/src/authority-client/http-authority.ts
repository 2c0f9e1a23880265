import { type CertificateId, PATHS, SerialLinksResponse } from '@kazasu/authority/api';
import { HttpError, readBounded } from '@kazasu/server/http';
import * as v from 'valibot';
import { type AuthorityClient, AuthorityUnreachable } from './authority-client.ts';

/** The largest answers believed. The whole CRL of a generation may hold millions of entries of about 36 bytes. */
const SIZE_MAX = { list: 2 ** 31, crl: 256 * 1024 * 1024, ocsp: 64 * 1024, json: 64 * 1024 } as const;
/** Nobody holds a card over a phone for longer; a list that is streamed nobody waits for. */
const TIMEOUT_MS = { list: 600_000, crl: 10_000, ocsp: 5_000, json: 5_000 } as const;

export interface HttpAuthorityOptions {
  readonly url: string;
  readonly token: string;
  /** The network; `globalThis.fetch` in a running service, the authority's own handler in tests. */
  readonly fetch: typeof fetch;
}

/** The authority over HTTP, as its contract says (`@kazasu/authority/api`). */
export function httpAuthority(options: HttpAuthorityOptions): AuthorityClient {
  return {
    crl: async (issuerKeyId, scope) => {
      const request = { path: crlPath(issuerKeyId, scope), kind: 'crl' } as const;
      return readAnswer(await ask(options, request, 'application/pkix-crl'), SIZE_MAX.crl);
    },
    crlStream: async (issuerKeyId, scope, { tag, signal }) => {
      const path = crlPath(issuerKeyId, scope);
      const response = await send(options, { path, kind: 'list', signal, ...(tag !== undefined && { tag }) });
      if (response.status === 304 && tag !== undefined) return undefined;
      const { body, headers } = await accept(response, 'application/pkix-crl');
      return { octets: bounded(body ?? [], SIZE_MAX.list), tag: headers.get('etag') ?? undefined };
    },
    ocsp: async (body) => {
      const post = { path: PATHS.ocsp, kind: 'ocsp', body, type: 'application/ocsp-request' } as const;
      return readAnswer(await ask(options, post, 'application/ocsp-response'), SIZE_MAX.ocsp);
    },
    lineage: (certificate) => lineage(options, certificate),
  };
}

function crlPath(issuerKeyId: string, scope: string): string {
  const path = PATHS.crl.replace(':issuerKeyId', encodeURIComponent(issuerKeyId));
  return path.replace(':scope', encodeURIComponent(scope));
}

async function lineage(
  options: HttpAuthorityOptions,
  certificate: CertificateId,
): Promise<readonly CertificateId[] | undefined> {
  const body = JSON.stringify({ issuerKeyId: certificate.issuerKeyId, serial: certificate.serial });
  const post = { path: PATHS.serialLinks, kind: 'json', body, type: 'application/json' } as const;
  const response = await send(options, post);
  if (response.status === 404) {
    await response.body?.cancel();
    return undefined;
  }
  const bytes = await readAnswer(await accept(response, 'application/json'), SIZE_MAX.json);
  const parsed = v.safeParse(SerialLinksResponse, parseJson(bytes));
  if (!parsed.success) throw new AuthorityUnreachable('authority/malformed', 'not an answer of the contract');
  return parsed.output.lineage;
}

interface AuthorityRequest {
  readonly path: string;
  readonly kind: keyof typeof SIZE_MAX;
  readonly body?: Uint8Array | string;
  readonly type?: string;
  /** Of the version that is there already. */
  readonly tag?: string;
  readonly signal?: AbortSignal;
}

async function ask(options: HttpAuthorityOptions, request: AuthorityRequest, type: string) {
  return accept(await send(options, request), type);
}

async function send(options: HttpAuthorityOptions, request: AuthorityRequest): Promise<Response> {
  const headers = new Headers({ authorization: `Bearer ${options.token}` });
  if (request.type !== undefined) headers.set('content-type', request.type);
  if (request.tag !== undefined) headers.set('if-none-match', request.tag);
  const late = AbortSignal.timeout(TIMEOUT_MS[request.kind]);
  try {
    return await options.fetch(options.url + request.path, {
      method: request.body === undefined ? 'GET' : 'POST',
      headers,
      ...(request.body === undefined ? {} : { body: request.body as BodyInit }),
      redirect: 'error',
      signal: request.signal === undefined ? late : AbortSignal.any([late, request.signal]),
    });
  } catch (error) {
    throw new AuthorityUnreachable('authority/unreachable', `no answer to ${request.kind}`, error);
  }
}

async function accept(response: Response, type: string): Promise<Response> {
  const fits = (response.headers.get('content-type') ?? '').toLowerCase().split(';')[0]?.trim() === type;
  if (response.status === 200 && fits) return response;
  await response.body?.cancel();
  throw new AuthorityUnreachable('authority/refused', `status ${response.status} where ${type} was expected`);
}

async function readAnswer(response: Response, maxBytes: number): Promise<Uint8Array> {
  try {
    return await readBounded(response.body, maxBytes);
  } catch (error) {
    const endless = error instanceof HttpError && error.code === 'http/too-large';
    const code = endless ? 'authority/malformed' : 'authority/unreachable';
    throw new AuthorityUnreachable(code, endless ? 'the answer is too long' : 'the answer broke off', error);
  }
}

/** The octets as they come, up to a bound. */
async function* bounded(
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
  } catch (error) {
    throw new AuthorityUnreachable('authority/unreachable', 'the list broke off', error);
  }
  if (octets > most) throw new AuthorityUnreachable('authority/malformed', 'the list is too long');
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new AuthorityUnreachable('authority/malformed', 'not JSON', error);
  }
}
