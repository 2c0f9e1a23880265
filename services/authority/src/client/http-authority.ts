import * as v from 'valibot';
import {
  type CertificateId,
  ConsentView,
  LatestItems,
  PATHS,
  SerialLinksResponse,
  TrustResponse,
  UsageReport,
} from '../api.ts';
import { type AuthorityClient, AuthorityUnreachable, type Question } from './authority-client.ts';
import {
  type AuthorityRequest,
  accept,
  bounded,
  type HttpAuthorityOptions,
  readAnswer,
  SIZE_MAX,
  send,
} from './question.ts';

const CRL = { type: 'application/pkix-crl' };
const OCSP = { type: 'application/ocsp-response' };
const JSON_TYPE = 'application/json';

/** The authority over HTTP, as its contract says (`api.ts`). */
export function httpAuthority(options: HttpAuthorityOptions): AuthorityClient {
  return {
    crl: async (issuerKeyId, scope, { purpose } = {}) => {
      const request = { path: crlPath(issuerKeyId, scope), kind: 'crl', purpose } as const;
      return readAnswer(await accept(await send(options, request), CRL), 'crl');
    },
    crlStream: async (issuerKeyId, scope, { tag, purpose, signal }) => {
      const path = crlPath(issuerKeyId, scope);
      const response = await send(options, { path, kind: 'list', signal, tag, purpose });
      if (response.status === 304 && tag !== undefined) return undefined;
      const { body, headers } = await accept(response, CRL);
      return { octets: bounded(body ?? [], SIZE_MAX.list), tag: headers.get('etag') ?? undefined };
    },
    ocsp: async (body, { purpose } = {}) => {
      const post = {
        path: PATHS.ocsp,
        kind: 'ocsp',
        body,
        type: 'application/ocsp-request',
        purpose,
      } as const;
      return readAnswer(await accept(await send(options, post), OCSP), 'ocsp');
    },
    lineage: (certificate, question = {}) => lineage(options, certificate, question),
    trust: () => askJson(options, { path: PATHS.trust, kind: 'json' }, TrustResponse),
    giveConsent: (message) => {
      const { statement, certificate, signature } = message;
      const request = postOf(PATHS.consents, { statement, certificate, signature });
      return askJson(options, request, ConsentView, 201);
    },
    latestItems: ({ consentId, purpose }) =>
      askJson(options, postOf(PATHS.latestItems, { consentId, purpose }), LatestItems),
    ownUsage: (range = {}) => {
      const query = new URLSearchParams({ ...range }).toString();
      const path = query === '' ? PATHS.ownUsage : `${PATHS.ownUsage}?${query}`;
      return askJson(options, { path, kind: 'usage' }, UsageReport);
    },
  };
}

function crlPath(issuerKeyId: string, scope: string): string {
  const path = PATHS.crl.replace(':issuerKeyId', encodeURIComponent(issuerKeyId));
  return path.replace(':scope', encodeURIComponent(scope));
}

async function lineage(
  options: HttpAuthorityOptions,
  { issuerKeyId, serial }: CertificateId,
  { purpose }: Question,
): Promise<readonly CertificateId[] | undefined> {
  const request = { ...postOf(PATHS.serialLinks, { issuerKeyId, serial }), purpose };
  const response = await send(options, request);
  if (response.status === 404) {
    await response.body?.cancel();
    return undefined;
  }
  return (await readJson(response, request.kind, SerialLinksResponse)).lineage;
}

function postOf(path: string, body: object) {
  return { path, kind: 'json', body: JSON.stringify(body), type: JSON_TYPE } as const;
}

async function askJson<Output>(
  options: HttpAuthorityOptions,
  request: AuthorityRequest,
  schema: v.GenericSchema<unknown, Output>,
  status = 200,
): Promise<Output> {
  return readJson(await send(options, request), request.kind, schema, status);
}

async function readJson<Output>(
  response: Response,
  kind: AuthorityRequest['kind'],
  schema: v.GenericSchema<unknown, Output>,
  status = 200,
): Promise<Output> {
  const bytes = await readAnswer(await accept(response, { type: JSON_TYPE, status }), kind);
  const parsed = v.safeParse(schema, parseJson(bytes));
  if (!parsed.success) throw new AuthorityUnreachable('authority/malformed', 'not an answer of the contract');
  return parsed.output;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new AuthorityUnreachable('authority/malformed', 'not JSON', { cause });
  }
}
