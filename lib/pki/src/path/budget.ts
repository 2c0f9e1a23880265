import type { PublicKey } from '../key.ts';

/**
 * Limits of one judgement, shared by everything it takes: the paths of the certificate and those of the signers of
 * CRLs and OCSP answers. Counted, not timed, so that the same input has the same verdict on every machine. A card's
 * certificate needs one signature, a path through a bridge five or six; a mesh of cross-certificates made to stall a
 * verifier asks for thousands and is cut off here.
 */
export interface PathBudget {
  /** Spent on verifying signatures, of certificates, CRLs and OCSP answers, in units of `weightOf`. */
  readonly signatures: number;
  /** Certificates in a chain, leaf and anchor included. */
  readonly depth: number;
  /** Candidates for an issuer looked at. */
  readonly steps: number;
  /** Intermediates read; those beyond are passed over. */
  readonly certificates: number;
  /** Whole chains judged. */
  readonly chains: number;
  /** CRLs and OCSP answers looked at, again for each certificate and time. */
  readonly evidence: number;
}
export const PATH_BUDGET: PathBudget = {
  signatures: 256,
  depth: 10,
  steps: 2048,
  certificates: 1024,
  chains: 128,
  evidence: 2048,
};

/**
 * What verifying one signature with a key costs, its import included: one unit is about 70 microseconds. P-384 and P-521 take
 * as long as ten and twenty RSA signatures, because nobody has written them out for processors as P-256 is.
 */
export function weightOf(key: Pick<PublicKey, 'kind' | 'bits'> | undefined): number {
  if (key === undefined) return 2;
  if (key.kind === 'rsa') return key.bits <= 4096 ? 1 : 4;
  return WEIGHTS[key.kind];
}

const WEIGHTS = { p256: 2, p384: 10, p521: 20 } as const;

/** What has been spent. */
export interface Meter {
  readonly budget: PathBudget;
  signatures: number;
  steps: number;
  chains: number;
  evidence: number;
  /** Comparisons of names with name constraints. */
  comparisons: number;
  /** Something was given up because the budget was spent. */
  exhausted: boolean;
  /** Evidence or a signature was not looked at for that reason: it may have said anything. */
  unverified: boolean;
}

export function newMeter(budget: Partial<PathBudget> = {}): Meter {
  return {
    budget: { ...PATH_BUDGET, ...budget },
    signatures: 0,
    steps: 0,
    chains: 0,
    evidence: 0,
    comparisons: 0,
    exhausted: false,
    unverified: false,
  };
}

/** Counts one more, or notes that there is none left. */
export function spend(meter: Meter, what: 'steps' | 'chains'): boolean {
  if (meter[what] >= meter.budget[what]) {
    meter.exhausted = true;
    return false;
  }
  meter[what]++;
  return true;
}

/** Counts a signature by this key; undefined for a key that is not accepted. */
export function spendSignature(meter: Meter, key: PublicKey | undefined): boolean {
  return spendOrEnd(meter, 'signatures', weightOf(key));
}

/** Counts CRLs and OCSP answers to be looked at. */
export function spendEvidence(meter: Meter, count: number): boolean {
  return spendOrEnd(meter, 'evidence', count);
}

/** What is too dear ends it: whoever can pay no more shall not go on with cheaper things, each of which costs something. */
function spendOrEnd(meter: Meter, what: 'signatures' | 'evidence', amount: number): boolean {
  if (meter.unverified || meter[what] + amount > meter.budget[what]) {
    meter[what] = meter.budget[what];
    meter.exhausted = true;
    meter.unverified = true;
    return false;
  }
  meter[what] += amount;
  return true;
}
