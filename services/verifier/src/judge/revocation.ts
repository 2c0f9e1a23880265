import { type Certificate, type Crl, crlScopeOf, type Report } from '@kazasu/pki';
import type { VerifierDeps } from '../deps.ts';
import type { EvidenceObject } from '../evidence/index.ts';
import { askAuthority, type RevocationMethod } from './ask.ts';
import { keepCrlNumber, listCrlNumbers } from './crl-number-store.ts';

export interface RevocationFound {
  readonly crls: readonly (Crl | Uint8Array)[];
  readonly ocspResponses: readonly Uint8Array[];
  readonly objects: readonly EvidenceObject[];
}

type RevocationDeps = Pick<VerifierDeps, 'authority' | 'trust' | 'log'>;

/** Before anything has been asked: a judgement with this can fail, but never be valid. */
export const NOTHING_FOUND: RevocationFound = { crls: [], ocspResponses: [], objects: [] };

/**
 * Asks the authority what became of a certificate whose issuer is trusted. One that has no answer leaves the judgement open: that is
 * never taken for good; what is old is no answer. Throws a VerifierError while it is away.
 */
export async function findRevocation(
  deps: RevocationDeps,
  certificate: Certificate,
  method: RevocationMethod,
): Promise<RevocationFound> {
  const { issuerKeyId } = certificate;
  const issuer = deps.trust.anchors.find(({ keyId }) => keyId !== undefined && keyId === issuerKeyId);
  if (issuer === undefined) return NOTHING_FOUND;
  const asked = await askAuthority(deps, certificate, issuer, method);
  // The judge of paths knows nothing of what was believed or asked before; that of a status does, and says so.
  if (asked.isOld) return NOTHING_FOUND;
  return asked.method === 'crl'
    ? { crls: asked.crl === undefined ? [] : [asked.crl], ocspResponses: [], objects: asked.objects }
    : { crls: [], ocspResponses: asked.response ? [asked.response] : [], objects: asked.objects };
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
