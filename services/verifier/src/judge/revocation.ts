import { AuthorityUnreachable } from '@kazasu/authority/client';
import {
  type Certificate,
  type Crl,
  createOcspRequest,
  crlScopeOf,
  isParseError,
  parseCrl,
  type Report,
} from '@kazasu/pki';
import { randomOctets } from '@kazasu/server/random';
import type { VerifierDeps } from '../deps.ts';
import { VerifierError } from '../error.ts';
import type { EvidenceObject } from '../evidence/index.ts';

/** The two ways in which revocation is learnt: from a list, or by asking about the one certificate. */
export type RevocationMethod = 'crl' | 'ocsp';

export interface RevocationFound {
  readonly crls: readonly (Crl | Uint8Array)[];
  readonly ocspResponses: readonly Uint8Array[];
  readonly objects: readonly EvidenceObject[];
}

type RevocationDeps = Pick<VerifierDeps, 'authority' | 'trust' | 'log'>;

/** Before anything has been asked: a judgement with this can fail, but never be valid. */
export const NOTHING_FOUND: RevocationFound = { crls: [], ocspResponses: [], objects: [] };

/**
 * Asks the authority what became of a certificate. An authority that is away is a problem, so that nothing is kept and the
 * request can be repeated; one that has no answer leaves the judgement open: that is never taken for good.
 */
export async function findRevocation(
  deps: RevocationDeps,
  certificate: Certificate,
  method: RevocationMethod,
): Promise<RevocationFound> {
  try {
    return method === 'crl' ? await findCrl(deps, certificate) : await findOcsp(deps, certificate);
  } catch (error) {
    if (!(error instanceof AuthorityUnreachable)) throw error;
    deps.log.warn('revocation.unavailable', { code: error.code, reason: error.refusal });
    if (HAS_NO_LIST.has(error.refusal ?? '')) return NOTHING_FOUND;
    throw new VerifierError('revocation-unavailable', { retryAfter: 30 }, error);
  }
}

/** What the authority says of lists that it does not have, or no longer. */
const HAS_NO_LIST: ReadonlySet<string> = new Set(['crl_unknown', 'issuer_expired']);

async function findCrl({ authority }: RevocationDeps, certificate: Certificate): Promise<RevocationFound> {
  const scope = crlScopeOf(certificate);
  const { issuerKeyId } = certificate;
  if (scope === undefined || issuerKeyId === undefined) return NOTHING_FOUND;
  const octets = await authority.crl(issuerKeyId, scope);
  return { crls: [parsedOnce(octets)], ocspResponses: [], objects: [{ type: 'crl', octets }] };
}

async function findOcsp(
  { authority, trust }: RevocationDeps,
  certificate: Certificate,
): Promise<RevocationFound> {
  const issuer = trust.anchors.find(({ keyId }) => keyId === certificate.issuerKeyId);
  if (issuer === undefined) return NOTHING_FOUND;
  const nonce = randomOctets(32);
  const octets = await authority.ocsp(createOcspRequest({ issuer, serial: certificate.serialBytes, nonce }));
  return { crls: [], ocspResponses: [octets], objects: [{ type: 'ocsp', octets }] };
}

/** Lists come from a cache, the same bytes for many; read once, their signature is also verified once. */
const PARSED = new WeakMap<Uint8Array, Crl>();

/** The bytes themselves where they cannot be read: the judgement says why. */
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

/** Numbers of lists that a judgement rests on, to be remembered: from then on an older list is no evidence. */
export function crlNumbersIn({ evidence = [] }: Report): readonly { series: string; number: bigint }[] {
  return evidence.flatMap((one) =>
    one.kind === 'crl' && one.series !== undefined && one.number !== undefined
      ? [{ series: one.series, number: BigInt(one.number) }]
      : [],
  );
}
