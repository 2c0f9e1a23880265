/**
 * Limits of one judgement, shared by everything it takes: the paths of the certificate and those of the signers of
 * CRLs and OCSP answers. Counted, not timed, so that the same input has the same verdict on every machine. A card's
 * certificate needs one signature, a path through a bridge five or six; a mesh of cross-certificates made to stall a
 * verifier asks for thousands and is cut off here.
 */
export interface PathBudget {
  /** Signatures of certificates verified. The dearest accepted, P-521 or RSA with 8192 bits, takes about a millisecond. */
  readonly signatures: number;
  /** Certificates in a chain, leaf and anchor included. */
  readonly depth: number;
  /** Candidates for an issuer looked at. */
  readonly steps: number;
  /** Intermediates read; those beyond are passed over. */
  readonly certificates: number;
  /** Whole chains judged. */
  readonly chains: number;
}
export const PATH_BUDGET: PathBudget = {
  signatures: 64,
  depth: 10,
  steps: 2048,
  certificates: 1024,
  chains: 128,
};

/** What has been spent. */
export interface Meter {
  readonly budget: PathBudget;
  signatures: number;
  steps: number;
  chains: number;
  /** Comparisons of names with name constraints. */
  comparisons: number;
  /** Something was given up because the budget was spent. */
  exhausted: boolean;
}

export function newMeter(budget: Partial<PathBudget> = {}): Meter {
  return {
    budget: { ...PATH_BUDGET, ...budget },
    signatures: 0,
    steps: 0,
    chains: 0,
    comparisons: 0,
    exhausted: false,
  };
}

/** Counts one more, or notes that there is none left. */
export function spend(meter: Meter, what: 'signatures' | 'steps' | 'chains'): boolean {
  if (meter[what] >= meter.budget[what]) {
    meter.exhausted = true;
    return false;
  }
  meter[what]++;
  return true;
}
