import type { Certificate } from '../../certificate.ts';
import { CLOCK_TOLERANCE_MS } from '../../clock.ts';
import type { Evidence } from '../../evidence.ts';
import type { IsSigned } from '../../evidence-signer.ts';
import { allowsEvidence, isSignedBy, type Ledger } from '../../path/index.ts';
import type { Check } from '../../report.ts';
import {
  type JudgeSigner,
  REVOCATION_STATUS,
  type RevocationJudgement,
  revocationChecks,
} from '../../revocation/index.ts';
import type { Material, Source } from './material.ts';

export interface StatusQuestion {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
  readonly material: Material;
  readonly judgeSigner: JudgeSigner;
  readonly ledger: Ledger;
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

/** Sources from after the time asked for that are looked at, and CRLs beside each. */
const LATER_MAX = 16;
const COMPANIONS_MAX = 8;

/**
 * What all sources together say about the status at a time, which may lie in the past: each source is judged at that
 * time if it was there by then, or else at its own. Whoever says "revoked" wins over whoever says "good", because
 * lists are late, never early; a revocation after the time asked for says that it was good until then.
 */
export function statusAt(question: StatusQuestion): StatusAnswer {
  const told = collect(question);
  // What was left unexamined in one of them may be what another lacks.
  const settled = !question.material.sourcesCut && told.every((judgement) => judgement.settled);
  let earliest: (Revocation & { readonly judgement: RevocationJudgement }) | undefined;
  for (const judgement of told) {
    const { status } = judgement;
    if (status?.kind !== 'revoked' || (earliest !== undefined && earliest.at <= status.at)) continue;
    earliest = { at: status.at, reason: status.reason, judgement };
  }
  if (earliest !== undefined) {
    const { at, reason, judgement } = earliest;
    const hold = reason === 'certificateHold';
    if (at > question.at && !settled) return { kind: 'unknown', ...tellingOf(judgement) };
    const kind = at > question.at ? 'good' : hold ? 'on-hold' : 'revoked';
    return { kind, revokedAt: at, reason, ...tellingOf(judgement) };
  }
  const good = told.find((judgement) => judgement.status?.kind === 'good' && isFresh(judgement, question));
  if (good !== undefined && settled) return { kind: 'good', ...tellingOf(good) };
  return { kind: 'unknown', ...(told[0] ? tellingOf(told[0]) : { checks: [], evidence: [] }) };
}

type Revocation = { readonly at: number; readonly reason: string };

function collect(question: StatusQuestion): RevocationJudgement[] {
  const { at, now } = question;
  const { sources, unexamined } = question.material;
  const there = sources.filter(({ issuedAt }) => issuedAt <= at + CLOCK_TOLERANCE_MS);
  const told = judge(question, there, at);
  if (there.length === sources.length && unexamined.length === 0) return told;
  const later = sources.filter(
    ({ issuedAt }) => issuedAt > at + CLOCK_TOLERANCE_MS && issuedAt <= now + CLOCK_TOLERANCE_MS,
  );
  // The caller's first, so that nothing in the document takes their place; then the newest, because lists are cumulative.
  const inOrder = later.toSorted(
    (a, b) => Number(a.embedded) - Number(b.embedded) || b.issuedAt - a.issuedAt,
  );
  for (const source of inOrder.slice(0, LATER_MAX)) {
    told.push(...judge(question, companionsOf(source, sources), source.issuedAt));
  }
  const rest = [...inOrder.slice(LATER_MAX), ...unexamined];
  return rest.length === 0 ? told : [...told, accusationsOf(question, rest, now)];
}

/** Verifies nothing, but tells by `settled` whether some of these lists the certificate: then nothing else makes it good. */
function accusationsOf(
  { certificate, issuer, judgeSigner }: StatusQuestion,
  sources: readonly Source[],
  time: number,
): RevocationJudgement {
  const asked = { certificate, issuer, time, pool: [], judgeSigner, budget: { evidence: 0 } };
  return revocationChecks({ ...asked, ...evidenceIn(sources) });
}

/** A delta CRL needs the CRL that it completes; an OCSP answer needs nobody. */
function companionsOf(source: Source, sources: readonly Source[]): readonly Source[] {
  if (source.crl === undefined) return [source];
  const older = sources.filter(({ crl, issuedAt }) => crl !== undefined && issuedAt <= source.issuedAt);
  const others = older.filter((other) => other !== source).toSorted((a, b) => b.issuedAt - a.issuedAt);
  return [source, ...others.slice(0, COMPANIONS_MAX)];
}

/**
 * Who wants to hear what was learnt after the time asked for takes no older word, whoever else spoke since. Whether an
 * authority still lists certificates that have run out is asked where its list or answer is judged.
 */
function isFresh({ vouchers }: RevocationJudgement, { at, freshness }: StatusQuestion): boolean {
  return freshness === 'current' || vouchers.every(({ thisUpdate }) => thisUpdate >= at);
}

/** Nothing if it would cost more than the document may. */
function judge(
  {
    certificate,
    issuer,
    material: { certificates: pool, certificatesCut: poolCut, knownCrlNumbers },
    judgeSigner,
    ledger,
    at,
    now,
  }: StatusQuestion,
  sources: readonly Source[],
  time: number,
): RevocationJudgement[] {
  if (!allowsEvidence(ledger, sources.length)) return [];
  const isSigned: IsSigned = (signed, signer) => isSignedBy(signed, signer, ledger);
  const asked = { certificate, issuer, time, pool, poolCut, judgeSigner, isSigned };
  // A time that is past and proved rests on the lists of that time, which have lower numbers than those of today.
  const known = at < now || knownCrlNumbers === undefined ? {} : { knownCrlNumbers };
  return [revocationChecks({ ...asked, ...known, ...evidenceIn(sources) })];
}

function evidenceIn(sources: readonly Source[]) {
  return {
    crls: sources.flatMap(({ crl }) => (crl === undefined ? [] : [crl])),
    ocspResponses: sources.flatMap(({ ocsp }) => (ocsp === undefined ? [] : [ocsp.der])),
  };
}

/** Without the status: it is told once, for the time asked for (`ades.revocation`). */
function tellingOf({ checks, evidence }: RevocationJudgement) {
  return { checks: checks.filter(({ id }) => id !== REVOCATION_STATUS.id), evidence };
}
