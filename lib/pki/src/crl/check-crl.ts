import type { Certificate } from '../certificate.ts';
import { isParseError } from '../error.ts';
import { type Check, type Report, reportOf } from '../report.ts';
import { type RevocationStatus, statusCheck } from '../revocation/status.ts';
import { defineRule, passed, undetermined } from '../rule.ts';
import { CRL_CURRENCY, checkCurrency } from './check-currency.ts';
import { checkCrlExtensions } from './check-extensions.ts';
import { checkIssuer } from './check-issuer.ts';
import { checkNumber } from './check-number.ts';
import { checkScope } from './check-scope.ts';
import { checkSignature } from './check-signature.ts';
import { type Crl, findEntry, parseCrl } from './crl.ts';
import type { CrlEntry } from './entry.ts';
import { HOLD } from './reason.ts';
import type { CrlRule, CrlSubject } from './subject.ts';

export interface CrlOptions {
  readonly certificate: Certificate;
  /** The certificate of the very key that signed `certificate`: the second of a judged chain. */
  readonly issuer: Certificate;
  /** DER, or a CRL parsed before (worth it: its signature is then verified once); undefined if none was to be had. */
  readonly crl: Uint8Array | Crl | undefined;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** The highest CRL number seen from this issuer for this scope; a lower one is then refused. */
  readonly knownNumber?: bigint;
}

export const CRL_FORM = defineRule({
  id: 'revocation.crl.form',
  citation: 'RFC 5280 5.1; X.690 10',
  reasons: {
    missing: 'no CRL was to be had',
    malformed: 'not a DER-encoded v2 CRL; `code` says which rule was broken',
  },
});

/** Every rule that a CRL is judged by before its word counts, in the order of the report. */
const CRL_RULES: readonly CrlRule[] = [
  checkIssuer,
  checkSignature,
  checkCrlExtensions,
  checkScope,
  checkCurrency,
  checkNumber,
];

/** Learns from a CRL whether a certificate is revoked. Never throws for what the CRL contains. */
export function checkCrl(options: CrlOptions): Report {
  return reportOf(options.time, crlChecks(options));
}

/** The checks alone, for a report that has others too. */
export function crlChecks({ certificate, issuer, crl: input, time, knownNumber }: CrlOptions): Check[] {
  const crl = read(input);
  if (crl === undefined) return [undetermined(CRL_FORM, 'missing'), statusCheck(undefined)];
  if ('code' in crl) {
    return [undetermined(CRL_FORM, 'malformed', { code: crl.code }), statusCheck(undefined)];
  }
  const subject: CrlSubject = { crl, certificate, issuer, time, knownNumber };
  const checks = CRL_RULES.map((rule) => rule(subject));
  return [passed(CRL_FORM), ...checks, statusCheck(statusFrom(subject, checks))];
}

function read(input: Uint8Array | Crl | undefined): Crl | { readonly code: string } | undefined {
  if (!(input instanceof Uint8Array)) return input;
  try {
    return parseCrl(input);
  } catch (error) {
    if (isParseError(error)) return { code: error.code };
    throw error;
  }
}

/**
 * A CRL without fault says it all. One whose only fault is that it is out of date cannot say "good", but a
 * revocation that it lists stands for ever (only a hold may have been lifted since).
 */
function statusFrom({ crl, certificate, time }: CrlSubject, checks: readonly Check[]) {
  const faults = checks.filter((check) => check.status !== 'passed');
  const onlyOld = faults.every(({ id }) => id === CRL_CURRENCY.id) && crl.thisUpdate <= time;
  if (faults.length > 0 && !onlyOld) return undefined;
  const entry = lookUp(crl, certificate.serialBytes);
  if (entry === 'unreadable') return undefined;
  if (faults.length > 0 && (entry === undefined || entry.reason === HOLD)) return undefined;
  const status: RevocationStatus =
    entry === undefined ? { kind: 'good' } : { kind: 'revoked', at: entry.revokedAt, reason: entry.reason };
  return status;
}

/** Listed with a revocation date that no calendar has: then the list is no evidence. */
function lookUp(crl: Crl, serial: Uint8Array): CrlEntry | undefined | 'unreadable' {
  try {
    return findEntry(crl, serial);
  } catch (error) {
    if (isParseError(error)) return 'unreadable';
    throw error;
  }
}
