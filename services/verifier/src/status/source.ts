import { AuthorityUnreachable } from '@kazasu/authority/client';
import {
  type Certificate,
  type Crl,
  createOcspRequest,
  crlScopeOf,
  isParseError,
  parseCrl,
} from '@kazasu/pki';
import { randomOctets } from '@kazasu/server/random';
import type { VerifierDeps } from '../deps.ts';
import { VerifierError } from '../error.ts';
import type { EvidenceObject } from '../evidence/index.ts';

export type StatusMethod = 'crl' | 'ocsp';

/** What the authority gave; nothing of it is believed yet. */
export type Asked = { readonly objects: readonly EvidenceObject[] } & (
  | { readonly method: 'crl'; readonly crl: Crl | Uint8Array | undefined }
  | { readonly method: 'ocsp'; readonly response: Uint8Array | undefined; readonly nonce: Uint8Array }
);

type SourceDeps = Pick<VerifierDeps, 'authority' | 'log'>;
export type AskAuthority = (
  deps: SourceDeps,
  certificate: Certificate,
  issuer: Certificate,
  method: StatusMethod,
) => Promise<Asked>;

/** Where no list is named, that of all certificates has this one too. */
const WHOLE = 'whole';
/** Refusals that are an answer: there is no such list, or not any more. */
const NO_LIST: ReadonlySet<string | undefined> = new Set(['crl_unknown', 'issuer_expired']);
const RETRY_SECONDS = 30;

/** Asks for the list that has the certificate, or about it alone. Throws a VerifierError while the authority is away. */
export const askAuthority: AskAuthority = async (deps, certificate, issuer, method) => {
  if (method === 'crl') {
    const scope = crlScopeOf(certificate) ?? WHOLE;
    const octets = await orNothing(deps, () => deps.authority.crl(issuer.keyId ?? '', scope));
    if (octets === undefined) return { method, crl: undefined, objects: [] };
    return { method, crl: parsedOnce(octets), objects: [{ type: 'crl', octets }] };
  }
  const nonce = randomOctets(32);
  const request = createOcspRequest({ issuer, serial: certificate.serialBytes, nonce });
  const response = await orNothing(deps, () => deps.authority.ocsp(request));
  return { method, response, nonce, objects: response ? [{ type: 'ocsp', octets: response }] : [] };
};

/** One list for all who ask at the same time about certificates of one scope; that it was not to be had is shared too. */
export function askingOnce(): AskAuthority {
  const lists = new Map<string, Promise<Asked>>();
  return (deps, certificate, issuer, method) => {
    if (method === 'ocsp') return askAuthority(deps, certificate, issuer, method);
    const key = `${issuer.keyId}/${crlScopeOf(certificate) ?? WHOLE}`;
    const asked = lists.get(key) ?? askAuthority(deps, certificate, issuer, method);
    lists.set(key, asked);
    return asked;
  };
}

async function orNothing<T>({ log }: SourceDeps, ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof AuthorityUnreachable)) throw error;
    log.warn('revocation.unavailable', { code: error.code, reason: error.refusal });
    if (NO_LIST.has(error.refusal)) return undefined;
    throw new VerifierError('revocation-unavailable', { retryAfter: RETRY_SECONDS }, error);
  }
}

/** Lists come from a cache, the same octets for many; read once, their signature is also verified once. */
const PARSED = new WeakMap<Uint8Array, Crl>();

function parsedOnce(octets: Uint8Array): Crl | Uint8Array {
  const known = PARSED.get(octets);
  if (known !== undefined) return known;
  try {
    const crl = parseCrl(octets);
    PARSED.set(octets, crl);
    return crl;
  } catch (error) {
    if (isParseError(error)) return octets;
    throw error;
  }
}
