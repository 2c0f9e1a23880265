import { type CrlRead, formCheck } from '../crl/check-crl.ts';
import { CRL_CURRENCY } from '../crl/check-currency.ts';
import { CRL_NUMBER_RULE } from '../crl/check-number.ts';
import { CRL_REASONS, checkReasons } from '../crl/check-reasons.ts';
import { CRL_RETENTION, checkRetention } from '../crl/check-retention.ts';
import { ALL_REASONS } from '../crl/coverage.ts';
import { crlEvidence } from '../crl/crl-evidence.ts';
import { HOLD, REMOVED } from '../crl/reason.ts';
import { revokedBy } from '../crl/statement.ts';
import type { Evidence } from '../evidence.ts';
import type { Check } from '../report.ts';
import type { RevocationStatus } from '../revocation-status.ts';
import { passed, skippedFor, undetermined } from '../rule.ts';
import { type ListStatement, statementsOf } from './crl-statements.ts';
import { CRL_DELTA, type View, viewsOf } from './delta.ts';
import { NO_OPINION, type Opinion } from './opinion.ts';
import type { RevocationBudget, RevocationOptions, Voucher } from './options.ts';
import { signerEvidence } from './signer-evidence.ts';

/**
 * RFC 5280 6.3.3 over all CRLs at hand: one that lists the certificate as revoked decides, whatever the others
 * say; a hold decides unless a newer list of the same series no longer has it; and not being listed is good only
 * if lists that are current cover every reason together.
 */
export function crlOpinion(options: RevocationOptions, budget: RevocationBudget): Opinion {
  const { read, statements, settled } = statementsOf(options, budget);
  return { ...opinionFrom(read, statements, options), settled };
}

function opinionFrom(
  read: readonly CrlRead[],
  statements: readonly ListStatement[],
  options: RevocationOptions,
): Opinion {
  const views = viewsOf(statements);
  const listed = revocation(statements) ?? hold(statements, views);
  if (listed !== undefined) return opinionOf([listed.view], listed.status, [passed(CRL_REASONS)], options);
  const { used, covered } = silence(views);
  const absence = [checkReasons(covered)];
  if (covered === ALL_REASONS) {
    return opinionOf(used, { kind: 'good' }, [...absence, passed(CRL_RETENTION)], options);
  }
  if (used.length > 0) return opinionOf(used, undefined, absence, options);
  const best = bestOf(statements);
  if (best !== undefined) return nothingUsable(best, options);
  return read.length === 0 ? NO_OPINION : { ...NO_OPINION, checks: [formCheck(read[0])] };
}

interface Listed {
  readonly view: Shown;
  readonly status: RevocationStatus;
}

/** What is shown of a view: a revocation may stand in a delta CRL alone. */
type Shown = Pick<View, 'base' | 'delta' | 'thisUpdate'>;

/** Any list that ever said "revoked" (a hold is looked at apart); of several the one that says the earliest. */
function revocation(statements: readonly ListStatement[]): Listed | undefined {
  const revoked = statements.flatMap((base) => {
    const status = revokedBy(base);
    return status?.kind === 'revoked' && status.reason !== HOLD ? [{ view: alone(base), status }] : [];
  });
  return revoked.toSorted((a, b) => a.status.at - b.status.at)[0];
}

/** A current hold that no newer list of its series has lifted. */
function hold(statements: readonly ListStatement[], views: readonly View[]): Listed | undefined {
  const deltas = statements.filter(({ crl, fresh }) => fresh && crl.baseNumber !== undefined).map(alone);
  const onHold = (view: View) => view.fresh && view.entry?.reason === HOLD;
  const view = [...views, ...deltas].find((one) => onHold(one) && !isLifted(one, views));
  const entry = view?.entry;
  if (view === undefined || entry === undefined) return undefined;
  return { view, status: { kind: 'revoked', at: entry.revokedAt, reason: entry.reason } };
}

/** A list looked at by itself. */
function alone(base: ListStatement): View {
  const { number = 0n, thisUpdate } = base.crl;
  return { base, delta: undefined, entry: base.entry, fresh: base.fresh, number, thisUpdate };
}

function isLifted({ base, number, thisUpdate }: View, views: readonly View[]): boolean {
  return views.some(
    (view) =>
      view.fresh &&
      view.base.series === base.series &&
      view.entry === undefined &&
      view.number > number &&
      view.thisUpdate >= thisUpdate,
  );
}

/** The newest current views that do not list the certificate, as many as add reasons. */
function silence(views: readonly View[]): { used: readonly View[]; covered: number } {
  const used: View[] = [];
  let covered = 0;
  for (const view of [...views].sort((a, b) => b.thisUpdate - a.thisUpdate)) {
    if (!view.fresh || view.entry !== undefined || !keepsExpired(view)) continue;
    const { reasons } = view.base.subject.coverage;
    if ((reasons & ~covered) === 0) continue;
    covered |= reasons;
    used.push(view);
  }
  return { used, covered };
}

function keepsExpired({ base, delta }: View): boolean {
  return checkRetention((delta ?? base).subject).status === 'passed';
}

function opinionOf(
  views: readonly Shown[],
  status: RevocationStatus | undefined,
  last: readonly Check[],
  options: RevocationOptions,
): Opinion {
  return {
    status,
    since: Math.min(...views.map(({ thisUpdate }) => thisUpdate)),
    checks: [...views.flatMap(shown), ...last],
    evidence: views.flatMap((view) => evidenceOf(view, options)),
    vouchers: status === undefined ? [] : views.map(voucherOf),
    settled: true,
  };
}

function voucherOf({ base, delta }: Shown): Voucher {
  const { crl, subject } = delta ?? base;
  const { sha256, thisUpdate } = crlEvidence(crl, subject.signer?.certificate);
  return { kind: 'crl', sha256, thisUpdate };
}

/** Of a CRL that a delta CRL completes, age and number do not matter: the delta's do. */
function shown({ base, delta }: Shown): Check[] {
  if (delta === undefined) return [formCheck(base.crl), ...base.checks];
  const ofBase = base.checks.map((check) => {
    if (check.id === CRL_CURRENCY.id) return skippedFor(CRL_CURRENCY, 'completed', check.facts);
    return check.id === CRL_NUMBER_RULE.id ? skippedFor(CRL_NUMBER_RULE, 'completed', check.facts) : check;
  });
  return [formCheck(base.crl), ...ofBase, formCheck(delta.crl), ...delta.checks, passed(CRL_DELTA)];
}

function evidenceOf({ base, delta }: Shown, { issuer }: RevocationOptions): Evidence[] {
  const lists = delta === undefined ? [base] : [base, delta];
  const signer = base.subject.signer?.certificate;
  const named = lists.map(({ crl, subject }) => crlEvidence(crl, subject.signer?.certificate));
  return [...named, ...signerEvidence(signer, issuer, 'crl-issuer')];
}

/** The list that lacks least, one of the right sender first, so that the report says what it lacks. */
function bestOf(statements: readonly ListStatement[]): ListStatement | undefined {
  const faults = ({ checks }: ListStatement) => checks.filter(({ status }) => status !== 'passed').length;
  const doubt = ({ authentic }: ListStatement) => (authentic ? 0 : 1);
  return [...statements].sort((a, b) => doubt(a) - doubt(b) || faults(a) - faults(b))[0];
}

function nothingUsable(best: ListStatement, options: RevocationOptions): Opinion {
  const delta = best.crl.baseNumber === undefined ? [] : [undetermined(CRL_DELTA, 'no-base')];
  const gone = best.fresh && best.entry?.reason !== REMOVED ? [checkRetention(best.subject)] : [];
  return opinionOf([alone(best)], undefined, [...delta, ...gone], options);
}
