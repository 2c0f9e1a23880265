import type { Certificate } from '../../certificate.ts';
import type { Evidence } from '../../evidence.ts';
import type { Check } from '../../report.ts';
import {
  type JudgeSigner,
  REVOCATION_STATUS,
  type RevocationJudgement,
  revocationChecks,
} from '../../revocation/index.ts';
import type { Source } from './material.ts';

export interface StatusQuestion {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
  readonly sources: readonly Source[];
  readonly pool: readonly Certificate[];
  readonly judgeSigner: JudgeSigner;
  /** The time that the status is asked for, and the time of the asking. */
  readonly at: number;
  readonly now: number;
  readonly freshness: 'current' | 'issued-after';
}

/** `revokedAt` is there for a certificate that is revoked at any time, also after `at`. */
export interface StatusAnswer {
  readonly kind: 'good' | 'revoked' | 'on-hold' | 'unknown';
  readonly revokedAt?: number;
  readonly reason?: string;
  readonly checks: readonly Check[];
  readonly evidence: readonly Evidence[];
}

/** How far a responder's clock may run ahead: as for a login (`checkOcsp`). */
const CLOCK_TOLERANCE = 10_000;

/** RFC 5280 has no such extension: ISO/IEC 9594-8 9.5.2.8, expiredCertsOnCRL. */
const EXPIRED_CERTS_ON_CRL = '2.5.29.60';

/** Sources from after the time asked for that are looked at, and CRLs beside each. */
const LATER_MAX = 16;
const COMPANIONS_MAX = 8;

interface Told {
  readonly judgement: RevocationJudgement;
  readonly mayClear: boolean;
}

/**
 * What all sources together say about the status at a time, which may lie in the past: each source is judged at that
 * time if it was there by then, or else at its own. Whoever says "revoked" wins over whoever says "good", because
 * lists are late, never early; a revocation after the time asked for says that it was good until then.
 */
export function statusAt(question: StatusQuestion): StatusAnswer {
  const told = collect(question);
  const revocations = told.flatMap(({ judgement }) =>
    judgement.status?.kind === 'revoked' ? [{ judgement, status: judgement.status }] : [],
  );
  const earliest = revocations.toSorted((a, b) => a.status.at - b.status.at)[0];
  if (earliest !== undefined) {
    const { at, reason } = earliest.status;
    const hold = reason === 'certificateHold';
    const kind = at > question.at ? 'good' : hold ? 'on-hold' : 'revoked';
    return { kind, revokedAt: at, reason, ...tellingOf(earliest.judgement) };
  }
  const good = told.find(({ judgement, mayClear }) => mayClear && judgement.status?.kind === 'good');
  if (good !== undefined) return { kind: 'good', ...tellingOf(good.judgement) };
  const first = told[0]?.judgement;
  return { kind: 'unknown', ...(first ? tellingOf(first) : { checks: [], evidence: [] }) };
}

function collect(question: StatusQuestion): Told[] {
  const { sources, at, now } = question;
  const there = sources.filter(({ issuedAt }) => issuedAt <= at + CLOCK_TOLERANCE);
  const clearing = there.filter((source) => mayClear(source, question));
  const told = [{ judgement: judge(question, there, at), mayClear: clearing.length === there.length }];
  if (clearing.length < there.length && clearing.length > 0) {
    told.push({ judgement: judge(question, clearing, at), mayClear: true });
  }
  const later = sources.filter(
    ({ issuedAt }) => issuedAt > at + CLOCK_TOLERANCE && issuedAt <= now + CLOCK_TOLERANCE,
  );
  // The newest first: lists are cumulative, and what is beyond the limit would only repeat them.
  for (const source of later.toSorted((a, b) => b.issuedAt - a.issuedAt).slice(0, LATER_MAX)) {
    told.push({
      judgement: judge(question, companionsOf(source, sources), source.issuedAt),
      mayClear: mayClear(source, question),
    });
  }
  return told;
}

/** A delta CRL needs the CRL that it completes; an OCSP answer needs nobody. */
function companionsOf(source: Source, sources: readonly Source[]): readonly Source[] {
  if (source.crl === undefined) return [source];
  const older = sources.filter(({ crl, issuedAt }) => crl !== undefined && issuedAt <= source.issuedAt);
  const others = older.filter((other) => other !== source).toSorted((a, b) => b.issuedAt - a.issuedAt);
  return [source, ...others.slice(0, COMPANIONS_MAX)];
}

/**
 * Whether a source that does not list the certificate clears it: fresh enough, and issued while the certificate was
 * still valid, because an authority may drop a certificate that has run out from its lists.
 */
function mayClear({ issuedAt, crl }: Source, { certificate, at, freshness }: StatusQuestion): boolean {
  if (freshness === 'issued-after' && issuedAt < at) return false;
  return issuedAt <= certificate.notAfter + 999 || crl?.extensions.has(EXPIRED_CERTS_ON_CRL) === true;
}

function judge(
  { certificate, issuer, pool, judgeSigner }: StatusQuestion,
  sources: readonly Source[],
  time: number,
): RevocationJudgement {
  const crls = sources.flatMap(({ crl }) => (crl === undefined ? [] : [crl]));
  const ocspResponses = sources.flatMap(({ ocsp }) => (ocsp === undefined ? [] : [ocsp.der]));
  return revocationChecks({ certificate, issuer, crls, ocspResponses, time, pool, judgeSigner });
}

/** Without the status: it is told once, for the time asked for (`ades.revocation`). */
function tellingOf({ checks, evidence }: RevocationJudgement) {
  return { checks: checks.filter(({ id }) => id !== REVOCATION_STATUS.id), evidence };
}
