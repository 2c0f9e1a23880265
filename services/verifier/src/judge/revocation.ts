import { equal } from '@kazasu/bytes';
import {
  type Certificate,
  type Crl,
  createOcspRequest,
  crlScopeOf,
  crlSeries,
  isParseError,
  parseOcspResponse,
  type Report,
} from '@kazasu/pki';
import { randomOctets } from '@kazasu/server/random';
import type { VerifierDeps } from '../deps.ts';
import type { EvidenceObject } from '../evidence/index.ts';
import { answerOf } from './authority-answer.ts';
import { keepCrlNumber, listCrlNumbers } from './crl-number-store.ts';
import { parsedOnce } from './parsed-list.ts';

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
 * Asks the authority what became of a certificate. One that has no answer leaves the judgement open: that is never taken for
 * good. Throws a VerifierError while it is away.
 */
export async function findRevocation(
  deps: RevocationDeps,
  certificate: Certificate,
  method: RevocationMethod,
): Promise<RevocationFound> {
  const ask = () => (method === 'crl' ? findCrl(deps, certificate) : findOcsp(deps, certificate));
  return (await answerOf(deps, ask)) ?? NOTHING_FOUND;
}

async function findCrl(deps: RevocationDeps, certificate: Certificate): Promise<RevocationFound> {
  const scope = crlScopeOf(certificate);
  const { issuerKeyId } = certificate;
  if (scope === undefined || issuerKeyId === undefined) return NOTHING_FOUND;
  const octets = await deps.authority.crl(issuerKeyId, scope);
  if (isRolledBack(deps, parsedOnce(octets), issuerKeyId)) {
    deps.log.warn('revocation.rolled-back', { keyId: issuerKeyId });
    return NOTHING_FOUND;
  }
  return { crls: [parsedOnce(octets)], ocspResponses: [], objects: [{ type: 'crl', octets }] };
}

/** Of the authority's responder for the issuing generation; signature certificates name none (facts b.2). */
async function findOcsp(
  { authority, trust, log }: RevocationDeps,
  certificate: Certificate,
): Promise<RevocationFound> {
  const issuer = trust.anchors.find(({ keyId }) => keyId === certificate.issuerKeyId);
  if (issuer === undefined) return NOTHING_FOUND;
  const nonce = randomOctets(32);
  const octets = await authority.ocsp(createOcspRequest({ issuer, serial: certificate.serialBytes, nonce }));
  if (isOfAnotherQuestion(octets, nonce)) {
    log.warn('revocation.nonce', { keyId: issuer.keyId });
    return NOTHING_FOUND;
  }
  return { crls: [], ocspResponses: [octets], objects: [{ type: 'ocsp', octets }] };
}

/**
 * An answer without the nonce of this question may be one of before, that says good of what was revoked since. What is no answer
 * at all is kept, and judged as that.
 */
function isOfAnotherQuestion(octets: Uint8Array, nonce: Uint8Array): boolean {
  try {
    const parsed = parseOcspResponse(octets);
    return 'answers' in parsed && !(parsed.nonce && equal(parsed.nonce, nonce));
  } catch (error) {
    if (isParseError(error)) return false;
    throw error;
  }
}

/** Whether a newer list than this one was believed before (RFC 5280 5.2.3): then it says nothing good. */
function isRolledBack(
  { authority, trust }: RevocationDeps,
  crl: Crl | Uint8Array,
  issuerKeyId: string,
): boolean {
  const issuer = trust.anchors.find(({ keyId }) => keyId === issuerKeyId);
  if (issuer === undefined || crl instanceof Uint8Array || crl.number === undefined) return false;
  const highest = authority.crlNumbers.highest(crlSeries(crl, issuer), '');
  return highest !== undefined && crl.number < highest;
}

/**
 * Remembers the numbers of lists that a valid judgement rests on, after a restart too: from then on an older list is no
 * evidence (RFC 5280 5.2.3).
 */
export async function believeNumbers(
  { authority, store }: Pick<VerifierDeps, 'authority' | 'store'>,
  { verdict, evidence = [] }: Pick<Report, 'verdict' | 'evidence'>,
): Promise<void> {
  if (verdict !== 'valid') return;
  for (const one of evidence) {
    if (one.kind !== 'crl' || one.series === undefined || one.number === undefined) continue;
    const number = BigInt(one.number);
    const known = authority.crlNumbers.highest(one.series, '');
    if (known !== undefined && number <= known) continue;
    authority.crlNumbers.believe(one.series, '', number);
    await keepCrlNumber(store, one.series, number);
  }
}

/** Learns what this verifier believed before, and what its other processes believe. */
export async function loadNumbers({
  authority,
  store,
}: Pick<VerifierDeps, 'authority' | 'store'>): Promise<void> {
  for (const { series, number } of await listCrlNumbers(store)) {
    authority.crlNumbers.believe(series, '', number);
  }
}

/** Whether a list of the place that the certificate points to was believed since this process began. */
export function isKnownList(
  { authority }: Pick<RevocationDeps, 'authority'>,
  certificate: Certificate,
): boolean {
  const { issuerKeyId = '' } = certificate;
  return authority.crlNumbers.highest(issuerKeyId, crlScopeOf(certificate) ?? '') !== undefined;
}

export function believeList(
  { authority }: Pick<RevocationDeps, 'authority'>,
  certificate: Certificate,
  { crls: [crl] }: RevocationFound,
): void {
  const scope = crlScopeOf(certificate);
  if (crl === undefined || crl instanceof Uint8Array || crl.number === undefined) return;
  authority.crlNumbers.believe(certificate.issuerKeyId ?? '', scope ?? '', crl.number);
}

export function joinFound(one: RevocationFound, other: RevocationFound): RevocationFound {
  return {
    crls: [...new Set([...one.crls, ...other.crls])],
    ocspResponses: [...one.ocspResponses, ...other.ocspResponses],
    objects: [...one.objects, ...other.objects],
  };
}
