import { CLOCK_TOLERANCE_MS } from '../clock.ts';
import { isParseError } from '../error.ts';
import type { Check } from '../report.ts';
import { type RevocationStatus, statusCheck } from '../revocation-status.ts';
import { passed, skippedFor } from '../rule.ts';
import { CRL_CURRENCY, checkCurrency } from './check-currency.ts';
import { checkCrlExtensions, checkDeltaExtensions } from './check-extensions.ts';
import { CRL_ISSUER, checkIssuer } from './check-issuer.ts';
import { CRL_NUMBER_RULE, checkNumber } from './check-number.ts';
import { CRL_REASONS, checkReasons } from './check-reasons.ts';
import { CRL_RETENTION, checkRetention } from './check-retention.ts';
import { checkScope } from './check-scope.ts';
import { CRL_SIGNATURE, checkSignature } from './check-signature.ts';
import type { CrlEntry } from './entry.ts';
import { findEntryOf } from './find-entry.ts';
import { HOLD, REMOVED } from './reason.ts';
import type { CrlRule, CrlSubject } from './subject.ts';

/** What one CRL says about one certificate, and how far it can be believed. */
export interface CrlStatement {
  readonly subject: CrlSubject;
  /** One check for each rule, from the issuer to the number. */
  readonly checks: readonly Check[];
  /** From who may speak, about this certificate, and understood: its word counts for the time when it was given. */
  readonly authentic: boolean;
  /** Authentic, and its word is still the last one. */
  readonly fresh: boolean;
  /** What is listed; undefined if nothing is, or if the list is not authentic. */
  readonly entry: CrlEntry | undefined;
}

/** Every rule that a CRL is judged by before its word counts, in the order of the report. */
const CRL_RULES: readonly CrlRule[] = [
  checkIssuer,
  checkSignature,
  checkCrlExtensions,
  checkScope,
  checkCurrency,
  checkNumber,
];
const DELTA_RULES = CRL_RULES.map((rule) => (rule === checkCrlExtensions ? checkDeltaExtensions : rule));

/** Faults of time alone: the list was true once. */
const ONLY_OLD: readonly string[] = [CRL_CURRENCY.id, CRL_NUMBER_RULE.id];

/** Applies the rules to a complete CRL, or with `delta` to a delta CRL, and looks the certificate up. */
export function statementOf(subject: CrlSubject, delta = false): CrlStatement {
  const checks = (delta ? DELTA_RULES : CRL_RULES).map((rule) => rule(subject));
  const faults = checks.filter(({ status }) => status !== 'passed');
  const wellMeant = faults.every(({ id }) => ONLY_OLD.includes(id)) && subject.crl.number !== undefined;
  const entry = wellMeant ? lookUp(subject) : undefined;
  const authentic = wellMeant && entry !== 'unreadable';
  const fresh = authentic && faults.length === 0;
  return { subject, checks, authentic, fresh, entry: entry === 'unreadable' ? undefined : entry };
}

/** Listed with a revocation date that no calendar has: then the list is no evidence. */
function lookUp({ crl, certificate }: CrlSubject): CrlEntry | undefined | 'unreadable' {
  try {
    return findEntryOf(crl, certificate);
  } catch (error) {
    if (isParseError(error)) return 'unreadable';
    throw error;
  }
}

/**
 * A revocation that was listed once stands for ever, however old the list; a hold may have been lifted since, and
 * what is said from the future is said by nobody.
 */
export function revokedBy({ subject, authentic, fresh, entry }: CrlStatement): RevocationStatus | undefined {
  if (!authentic || entry === undefined || entry.reason === REMOVED) return undefined;
  const believed = fresh || (entry.reason !== HOLD && subject.crl.thisUpdate <= subject.time);
  return believed ? { kind: 'revoked', at: entry.revokedAt, reason: entry.reason } : undefined;
}

/**
 * What a list would say against the certificate, if its signer, of whom that is not known, were to be believed. Undefined
 * where nothing hangs on the signer: the list does not fit, has other faults, or does not list the certificate.
 */
export function accusation({ subject, checks }: CrlStatement): CrlEntry | undefined {
  const { crl, unsettled, time } = subject;
  const rest = checks.filter(({ id }) => id !== CRL_ISSUER.id && id !== CRL_SIGNATURE.id);
  const fits = rest.every(({ id, status }) => status === 'passed' || ONLY_OLD.includes(id));
  const said = crl.number !== undefined && crl.thisUpdate <= time + CLOCK_TOLERANCE_MS;
  const entry = unsettled === true && fits && said ? lookUp(subject) : undefined;
  return entry === 'unreadable' || entry?.reason === REMOVED ? undefined : entry;
}

/** One list by itself: its checks to the end, and the status. */
export function concluded(statement: CrlStatement): {
  checks: Check[];
  status: RevocationStatus | undefined;
} {
  const absence = absenceChecks(statement);
  const silent = statement.fresh && statement.entry === undefined;
  const good = silent && absence.every((check) => check.status === 'passed');
  const status = good ? ({ kind: 'good' } as const) : revokedBy(statement);
  return { checks: [...statement.checks, ...absence, statusCheck(status)], status };
}

/** What not being listed is worth: which reasons the list covers, and whether it still names certificates that ran out. */
function absenceChecks({ subject, authentic, entry }: CrlStatement): readonly Check[] {
  if (!authentic) return [skippedFor(CRL_REASONS, 'not-believed'), skippedFor(CRL_RETENTION, 'not-believed')];
  if (entry !== undefined) return [passed(CRL_REASONS), passed(CRL_RETENTION)];
  return [checkReasons(subject.coverage.reasons), checkRetention(subject)];
}
