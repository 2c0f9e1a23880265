import { AuthorityUnreachable } from '@kazasu/authority/client';
import {
  type Certificate,
  type Crl,
  createOcspRequest,
  crlScopeOf,
  isParseError,
  parseCrl,
  type Report,
  type RevocationEvidence,
} from '@kazasu/pki/login';
import { randomOctets } from '@kazasu/server/random';
import { type CrlIndexes, WHOLE } from '../authority-client/index.ts';
import type { ProviderDeps } from '../deps.ts';
import type { Revocation } from './revocation.ts';

type EvidenceDeps = Pick<ProviderDeps, 'authority' | 'trust' | 'log'>;

/** Before anything has been asked: a judgement with this can fail, but never be valid. */
export const NO_EVIDENCE: RevocationEvidence = { kind: 'crl', crl: undefined };

/**
 * Asks the authority what became of a certificate. Evidence that cannot be had is evidence without content, and the
 * judgement stays open: it is never taken for good.
 */
export async function findEvidence(
  deps: EvidenceDeps,
  certificate: Certificate,
  revocation: Revocation,
): Promise<RevocationEvidence> {
  if (revocation === 'ocsp') return findOcsp(deps, certificate);
  const { crlIndexes } = deps.authority;
  return crlIndexes === undefined ? findList(deps, certificate) : findIndex(deps, crlIndexes, certificate);
}

/** As above, but the list of the certificate's own distribution point in any case: indexes are of authentication lists. */
export async function findSignatureEvidence(
  deps: EvidenceDeps,
  certificate: Certificate,
  revocation: Revocation,
): Promise<RevocationEvidence> {
  return revocation === 'ocsp' ? findOcsp(deps, certificate) : findList(deps, certificate);
}

async function findIndex(
  { authority }: EvidenceDeps,
  indexes: CrlIndexes,
  { issuerKeyId }: Certificate,
): Promise<RevocationEvidence> {
  if (issuerKeyId === undefined) return NO_EVIDENCE;
  const known = authority.crlNumbers.highest(issuerKeyId, WHOLE);
  return { kind: 'index', index: await indexes.find(issuerKeyId), knownCrlNumbers: () => known };
}

async function findList(deps: EvidenceDeps, certificate: Certificate): Promise<RevocationEvidence> {
  const scope = crlScopeOf(certificate);
  const { issuerKeyId } = certificate;
  if (scope === undefined || issuerKeyId === undefined) return NO_EVIDENCE;
  const bytes = await orNothing(deps, () => deps.authority.crl(issuerKeyId, scope));
  const known = deps.authority.crlNumbers.highest(issuerKeyId, scope);
  const crl = bytes === undefined ? undefined : parsedOnce(bytes);
  return { kind: 'crl', crl, knownCrlNumbers: () => known };
}

/** Keeps the number of a list that kept every rule, whatever it says: from now on an older one is no evidence. */
export function rememberList(
  deps: Pick<EvidenceDeps, 'authority'>,
  certificate: Certificate,
  evidence: RevocationEvidence,
  report: Report,
): void {
  const number = numberOf(evidence);
  const checks = report.checks.filter(({ id }) => id.startsWith('revocation.crl.'));
  if (number === undefined || !checks.every(({ status }) => status === 'passed')) return;
  const scope = evidence.kind === 'index' ? WHOLE : crlScopeOf(certificate);
  const { issuerKeyId } = certificate;
  if (scope === undefined || issuerKeyId === undefined) return;
  deps.authority.crlNumbers.believe(issuerKeyId, scope, number);
}

function numberOf(evidence: RevocationEvidence): bigint | undefined {
  if (evidence.kind === 'index') return evidence.index?.crl.number;
  if (evidence.kind !== 'crl' || evidence.crl instanceof Uint8Array) return undefined;
  return evidence.crl?.number;
}

async function findOcsp(deps: EvidenceDeps, certificate: Certificate): Promise<RevocationEvidence> {
  const nonce = randomOctets(32);
  const { anchors, signatureAnchors } = deps.trust;
  const issuer = [...anchors, ...signatureAnchors].find(({ keyId }) => keyId === certificate.issuerKeyId);
  if (issuer === undefined) return { kind: 'ocsp', response: undefined, nonce };
  const request = createOcspRequest({ issuer, serial: certificate.serialBytes, nonce });
  return { kind: 'ocsp', response: await orNothing(deps, () => deps.authority.ocsp(request)), nonce };
}

async function orNothing<T>(deps: EvidenceDeps, ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof AuthorityUnreachable)) throw error;
    deps.log.warn('revocation.unavailable', { code: error.code });
    return undefined;
  }
}

/** Lists come from a cache, the same bytes for many logins; read once, their signature is also verified once. */
const PARSED = new WeakMap<Uint8Array, Crl>();

/** The bytes themselves where they cannot be read: the judgement says why. */
function parsedOnce(bytes: Uint8Array): Crl | Uint8Array {
  const known = PARSED.get(bytes);
  if (known !== undefined) return known;
  try {
    const crl = parseCrl(bytes);
    PARSED.set(bytes, crl);
    return crl;
  } catch (error) {
    if (isParseError(error)) return bytes;
    throw error;
  }
}
