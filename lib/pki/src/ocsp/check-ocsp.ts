import type { Certificate } from '../certificate.ts';
import { isParseError } from '../error.ts';
import { type Check, type Report, reportOf } from '../report.ts';
import { statusCheck } from '../revocation/status.ts';
import { defineRule, passed, undetermined } from '../rule.ts';
import { isIdOf } from './certificate-id.ts';
import { checkOcspCurrency } from './check-currency.ts';
import { checkOcspExtensions } from './check-extensions.ts';
import { checkNonce } from './check-nonce.ts';
import { checkSingle } from './check-single.ts';
import { responderChecks } from './responder.ts';
import { isAnswer, type OcspAnswer, parseOcspResponse } from './response.ts';
import type { OcspRule, OcspSubject } from './subject.ts';

export interface OcspOptions {
  readonly certificate: Certificate;
  /** The certificate of the very key that signed `certificate`: the second of a judged chain. */
  readonly issuer: Certificate;
  /** DER; undefined if none was to be had. */
  readonly response: Uint8Array | undefined;
  /** The nonce of the request; undefined only if the request had none. */
  readonly nonce: Uint8Array | undefined;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** How far the responder's clock may run ahead, in milliseconds; default 10 seconds. */
  readonly clockTolerance?: number;
  /** How old an answer without nextUpdate may be, in milliseconds; default 15 minutes, the cycle of facts b.4. */
  readonly ageMax?: number;
}

export const OCSP_FORM = defineRule({
  id: 'revocation.ocsp.form',
  citation: 'RFC 6960 4.2; X.690 10',
  reasons: {
    missing: 'no answer was to be had',
    malformed: 'not a DER-encoded basic OCSP response; `code` says which rule was broken',
    refused: 'the responder refused to answer; `status` says how',
  },
});

const OCSP_RULES: readonly OcspRule[] = [checkNonce, checkSingle, checkOcspExtensions, checkOcspCurrency];

/** Learns from an OCSP answer whether a certificate is revoked. Never throws for what the answer contains. */
export function checkOcsp(options: OcspOptions): Report {
  return reportOf(options.time, ocspChecks(options));
}

/** The checks alone, for a report that has others too. */
export function ocspChecks(options: OcspOptions): Check[] {
  const answer = read(options.response);
  if (!('tbs' in answer)) return [answer, statusCheck(undefined)];
  const subject = subjectOf(options, answer);
  const checks = [...responderChecks(subject), ...OCSP_RULES.map((rule) => rule(subject))];
  const usable = checks.every(({ status }) => status === 'passed' || status === 'skipped');
  return [passed(OCSP_FORM), ...checks, statusCheck(usable ? subject.single?.status : undefined)];
}

function subjectOf(options: OcspOptions, answer: OcspAnswer): OcspSubject {
  const { issuer, time, nonce, clockTolerance = 10_000, ageMax = 15 * 60_000 } = options;
  const serial = options.certificate.serialBytes;
  const about = answer.answers.filter(({ id }) => isIdOf(id, issuer, serial));
  const single = about.length === 1 ? about[0] : undefined;
  return { answer, single, issuer, serial, time, nonce, clockTolerance, ageMax };
}

function read(response: Uint8Array | undefined): OcspAnswer | Check {
  if (response === undefined) return undetermined(OCSP_FORM, 'missing');
  try {
    const parsed = parseOcspResponse(response);
    return isAnswer(parsed) ? parsed : undetermined(OCSP_FORM, 'refused', { status: parsed.status });
  } catch (error) {
    if (isParseError(error)) return undetermined(OCSP_FORM, 'malformed', { code: error.code });
    throw error;
  }
}
