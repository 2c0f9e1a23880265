import { equal } from '@kazasu/bytes';
import type { Certificate } from '../certificate.ts';
import { type CrlRead, readCrl } from '../crl/check-crl.ts';
import { CRL_NUMBER_RULE, conflictingNumber } from '../crl/check-number.ts';
import { type Coverage, coverageOf } from '../crl/coverage.ts';
import type { Crl } from '../crl/crl.ts';
import { crlSeries } from '../crl/series.ts';
import { findSigner } from '../crl/signer.ts';
import { accusation, type CrlStatement, statementOf } from '../crl/statement.ts';
import { isSigned, type Trust } from '../evidence-signer.ts';
import type { RevocationBudget, RevocationOptions } from './options.ts';
import { type TrustOf, trustOnce } from './trust.ts';

/** What one of several CRLs says, and in which series. */
export interface ListStatement extends CrlStatement {
  readonly crl: Crl;
  /** Undefined if nobody is known to have signed it. */
  readonly series: string | undefined;
  /** Another CRL of this series has the same number and says something else. */
  readonly conflicting: boolean;
}

export interface ListStatements {
  /** All CRLs, also those that could not be read, for reports. */
  readonly read: readonly CrlRead[];
  /** Of those that were examined. */
  readonly statements: readonly ListStatement[];
  /** False if a list that was not examined to the end lists the certificate. */
  readonly settled: boolean;
}

/** A list that could be read, and how far it is about the certificate. */
interface Listed {
  readonly crl: Crl;
  readonly coverage: Coverage;
}

/** Every CRL that could be read, judged, those about the certificate first. */
export function statementsOf(options: RevocationOptions, budget: RevocationBudget): ListStatements {
  const read: readonly CrlRead[] = options.crls.map(readCrl);
  const lists = inOrder(
    read.filter((one): one is Crl => one !== undefined && !('code' in one)),
    options,
  );
  const trustOf = trustOnce(options, 'crl-issuer');
  const examined = lists.slice(0, budget.evidence).map((list) => judged(list, options, trustOf, budget));
  const rest = lists.slice(budget.evidence).map((list) => unexamined(list, options));
  return {
    read,
    statements: examined.map((one) => withConflict(one, examined)),
    settled: [...examined, ...rest].every((one) => accusation(one) === undefined),
  };
}

/**
 * Lists about the certificate before lists of other scopes; among them those that name the key that signed it, then as
 * the caller gave them. So the right list is found among any number of others, as long as the caller puts his own before
 * those that came with a document.
 */
function inOrder(crls: readonly Crl[], { certificate, issuer }: RevocationOptions): readonly Listed[] {
  const rank = ({ crl, coverage }: Listed) => {
    if (!coverage.issuer || !coverage.kind || coverage.reasons === 0) return 2;
    return crl.issuerKeyId !== undefined && crl.issuerKeyId === issuer.keyId ? 0 : 1;
  };
  const listed = crls.map((crl) => ({ crl, coverage: coverageOf(crl, certificate) }));
  return listed.toSorted((a, b) => rank(a) - rank(b));
}

function judged(
  { crl, coverage }: Listed,
  options: RevocationOptions,
  trustOf: TrustOf,
  budget: RevocationBudget,
): ListStatement {
  const { certificate, issuer, pool, poolCut = false, time } = options;
  // A current list is believed if its signer is trusted now; an old one, if it was when it spoke.
  const at = crl.nextUpdate !== undefined && time < crl.nextUpdate ? time : crl.thisUpdate;
  const others = {
    pool,
    poolCut,
    limit: budget.signers,
    isSigned: options.isSigned ?? isSigned,
    trustOf: (signer: Certificate): Trust => trustOf(signer, at),
  };
  const { signer, unsettled } = coverage.issuer
    ? findSigner(crl, certificate, issuer, others)
    : { signer: undefined, unsettled: false };
  const series = signer && crlSeries(crl, signer.certificate);
  const knownNumber = series === undefined ? undefined : options.knownCrlNumbers?.(series);
  const subject = { crl, certificate, coverage, signer, unsettled, time, knownNumber };
  return { ...statementOf(subject, crl.baseNumber !== undefined), crl, series, conflicting: false };
}

/** Beyond the limit: what it would say if it were to be believed. */
function unexamined({ crl, coverage }: Listed, { certificate, time }: RevocationOptions): CrlStatement {
  const subject = { crl, certificate, coverage, signer: undefined, time, knownNumber: undefined };
  return statementOf({ ...subject, unsettled: true }, crl.baseNumber !== undefined);
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
