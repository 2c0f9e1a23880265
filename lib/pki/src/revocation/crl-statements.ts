import { equal } from '@kazasu/bytes';
import type { Certificate } from '../certificate.ts';
import { type CrlRead, readCrl } from '../crl/check-crl.ts';
import { CRL_NUMBER_RULE, conflictingNumber } from '../crl/check-number.ts';
import { coverageOf } from '../crl/coverage.ts';
import type { Crl } from '../crl/crl.ts';
import { crlSeries } from '../crl/series.ts';
import { findSigner } from '../crl/signer.ts';
import { type CrlStatement, statementOf } from '../crl/statement.ts';
import type { RevocationBudget, RevocationOptions } from './options.ts';

/** What one of several CRLs says, and in which series. */
export interface ListStatement extends CrlStatement {
  readonly crl: Crl;
  /** Undefined if nobody is known to have signed it. */
  readonly series: string | undefined;
  /** Another CRL of this series has the same number and says something else. */
  readonly conflicting: boolean;
}

/** Every CRL that could be read, judged; `read` has the rest too, for reports. */
export function statementsOf(options: RevocationOptions, budget: RevocationBudget) {
  const read: readonly CrlRead[] = options.crls.slice(0, budget.evidence).map(readCrl);
  const isTrusted = trustedOnce(options);
  const statements = read
    .filter((one): one is Crl => one !== undefined && !('code' in one))
    .map((crl) => judged(crl, options, isTrusted, budget.signers));
  return { read, statements: statements.map((one) => withConflict(one, statements)) };
}

type IsTrusted = (signer: Certificate, at: number) => boolean;

function judged(crl: Crl, options: RevocationOptions, isTrusted: IsTrusted, limit: number): ListStatement {
  const { certificate, issuer, pool, time } = options;
  const coverage = coverageOf(crl, certificate);
  // A current list is believed if its signer is trusted now; an old one, if it was when it spoke.
  const at = crl.nextUpdate !== undefined && time < crl.nextUpdate ? time : crl.thisUpdate;
  const others = { pool, limit, isTrusted: (signer: Certificate) => isTrusted(signer, at) };
  const signer = coverage.issuer ? findSigner(crl, certificate, issuer, others) : undefined;
  const series = signer && crlSeries(crl, signer.certificate);
  const knownNumber = series === undefined ? undefined : options.knownNumbers?.(series);
  const subject = { crl, certificate, coverage, signer, time, knownNumber };
  const statement = statementOf(subject, crl.baseNumber !== undefined);
  return { ...statement, crl, series, conflicting: false };
}

/** Paths of signers are judged once for each, however many lists they signed. */
function trustedOnce({ judgeSigner }: RevocationOptions): IsTrusted {
  const known = new Map<Certificate, Map<number, boolean>>();
  return (signer, at) => {
    const byTime = known.get(signer) ?? new Map<number, boolean>();
    known.set(signer, byTime);
    const trusted = byTime.get(at) ?? judgeSigner(signer, at, 'crl-issuer').verdict === 'valid';
    byTime.set(at, trusted);
    return trusted;
  };
}

/** RFC 5280 section 5.2.3: one number, one list (and at most one delta CRL beside it). */
function withConflict(one: ListStatement, all: readonly ListStatement[]): ListStatement {
  const { number } = one.crl;
  if (!one.authentic || number === undefined) return one;
  const conflict = all.some(
    (other) =>
      other.authentic &&
      other.series === one.series &&
      other.crl.number === number &&
      (other.crl.baseNumber === undefined) === (one.crl.baseNumber === undefined) &&
      !equal(other.crl.tbs, one.crl.tbs),
  );
  if (!conflict) return one;
  const checks = one.checks.map((check) =>
    check.id === CRL_NUMBER_RULE.id ? conflictingNumber(number) : check,
  );
  return { ...one, checks, fresh: false, conflicting: true };
}
