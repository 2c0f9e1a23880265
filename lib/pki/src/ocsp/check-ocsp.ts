import type { Certificate } from '../certificate.ts';
import { type CertificateInput, readPair } from '../certificate-input.ts';
import { CLOCK_TOLERANCE_MS } from '../clock.ts';
import { completed } from '../complete.ts';
import { hash } from '../crypto.ts';
import { isParseError } from '../error.ts';
import type { OcspEvidence } from '../evidence.ts';
import { type IsSigned, isSigned, type Trust } from '../evidence-signer.ts';
import {
  AMOUNT,
  BOOLEAN,
  CERTIFICATE,
  OCTETS,
  type OptionKinds,
  optional,
  requireOptions,
  TIME,
} from '../option.ts';
import { type Check, type Report, reportOf } from '../report.ts';
import { type RevocationStatus, statusCheck } from '../revocation-status.ts';
import { defineRule, passed, undetermined } from '../rule.ts';
import { isIdOf } from './certificate-id.ts';
import { checkOcspCurrency, OCSP_CURRENCY } from './check-currency.ts';
import { checkOcspExtensions } from './check-extensions.ts';
import { checkNonce } from './check-nonce.ts';
import { checkOcspRetention } from './check-retention.ts';
import { checkSingle, singleOf } from './check-single.ts';
import { judgeResponder } from './responder.ts';
import { isAnswer, type OcspAnswer, parseOcspResponse } from './response.ts';
import type { OcspRule, OcspSubject } from './subject.ts';

/** What one OCSP answer is judged by. An option of another kind is a TypeError; octets that cannot be read are a check. */
export interface OcspOptions {
  /** The certificate in question. DER, or parsed before. */
  readonly certificate: CertificateInput;
  /** The certificate of the very key that signed `certificate`: the second of a judged chain. */
  readonly issuer: CertificateInput;
  /** DER; undefined if none was to be had. */
  readonly response: Uint8Array | undefined;
  /** The nonce of the request; undefined only if the request had none. */
  readonly nonce: Uint8Array | undefined;
  /** False puts up with an answer without the nonce that was asked for, from a responder that answers from stock; default true. */
  readonly nonceRequired?: boolean;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** How far the responder's clock may run ahead, in milliseconds; default 10 seconds. */
  readonly clockTolerance?: number;
  /** How old an answer without nextUpdate may be, in milliseconds; default 15 minutes, the cycle of facts b.4. */
  readonly ageMax?: number;
}

const KINDS: OptionKinds<OcspOptions> = {
  certificate: CERTIFICATE,
  issuer: CERTIFICATE,
  response: optional(OCTETS),
  nonce: optional(OCTETS),
  nonceRequired: optional(BOOLEAN),
  time: TIME,
  clockTolerance: optional(AMOUNT),
  ageMax: optional(AMOUNT),
};

/** For judges, who have read the certificates. */
export interface OcspQuestion extends OcspOptions {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
}

/** For answers that are at hand without having been asked for. */
export interface KeptOcspOptions extends OcspQuestion {
  /** The answer may be about other certificates too. */
  readonly asked?: boolean;
  readonly pool?: readonly Certificate[];
  readonly poolCut?: boolean;
  readonly isSigned?: IsSigned;
  readonly trustOf?: (responder: Certificate, at: number) => Trust;
}

export interface OcspJudgement {
  readonly checks: readonly Check[];
  /** The answer, if it says something about the certificate. */
  readonly evidence: readonly OcspEvidence[];
  readonly status: RevocationStatus | undefined;
  /** Whose key signed the answer, if anybody's who is known here. */
  readonly responder: Certificate | undefined;
  /** False if a limit was reached before it was known who signed, or whether they may speak. */
  readonly settled: boolean;
}

export const OCSP_FORM = defineRule({
  id: 'revocation.ocsp.form',
  citation: 'RFC 6960 4.2; X.690 10',
  title: { en: 'the OCSP answer is well-formed', ja: 'OCSPレスポンスの形式が正しいこと' },
  reasons: {
    missing: { en: 'no answer was to be had', ja: 'OCSPレスポンスを入手できませんでした' },
    malformed: {
      en: 'not a DER-encoded basic OCSP response; `code` says which rule was broken',
      ja: 'DER形式の基本OCSPレスポンスとして読み取れません。詳細は`code`に示します',
    },
    refused: {
      en: 'the responder refused to answer; `status` says how',
      ja: 'OCSPレスポンダが回答しませんでした。詳細は`status`に示します',
    },
  },
});

const OCSP_RULES: readonly OcspRule[] = [
  checkNonce,
  checkSingle,
  checkOcspExtensions,
  checkOcspCurrency,
  checkOcspRetention,
];

/** Learns from an OCSP answer whether a certificate is revoked. Throws nothing but a TypeError, for an option that is not of its kind. */
export function checkOcsp(options: OcspOptions): Report {
  requireOptions(options, KINDS);
  return completed(options.time, () => check(options));
}

function check(options: OcspOptions): Report {
  const pair = readPair(options.certificate, options.issuer);
  if ('id' in pair) return reportOf(options.time, [pair, statusCheck(undefined)]);
  const { checks, evidence } = judgeAnswer({ ...options, ...pair }, readOcsp(options.response));
  return reportOf(options.time, checks, evidence);
}

/** The checks alone, for a report that has others too. */
export function ocspChecks(options: OcspQuestion): Check[] {
  return [...judge(options, readOcsp(options.response)).checks];
}

/** The checks with the status and the evidence, for an answer that was read before. */
export function judgeAnswer(options: KeptOcspOptions, answer: OcspRead): OcspJudgement {
  const { single, ...judgement } = judge(options, answer);
  if (single === undefined || options.response === undefined || !('tbs' in answer)) {
    return { ...judgement, evidence: [] };
  }
  const { thisUpdate, nextUpdate } = single;
  const evidence: OcspEvidence = {
    kind: 'ocsp',
    sha256: hash('sha256', options.response, 'hex'),
    producedAt: answer.producedAt,
    thisUpdate,
    ...(nextUpdate !== undefined && { nextUpdate }),
  };
  return { ...judgement, evidence: [evidence] };
}

function judge(options: KeptOcspOptions, answer: OcspRead) {
  if (!('tbs' in answer)) {
    const checks = [answer, statusCheck(undefined)];
    return { checks, status: undefined, responder: undefined, single: undefined, settled: true };
  }
  const subject = subjectOf(options, answer);
  const { responder, checks: responderChecks, unsettled } = judgeResponder(subject);
  const checks = [...responderChecks, ...OCSP_RULES.map((rule) => rule(subject))];
  const status = statusFrom(subject, checks);
  const all = [passed(OCSP_FORM), ...checks, statusCheck(status)];
  return { checks: all, status, responder, single: subject.single, settled: !unsettled };
}

/** What the answer says about the certificate, believed or not. */
export function answersAbout({ answers }: OcspAnswer, certificate: Certificate, issuer: Certificate) {
  return answers.filter(({ id }) => isIdOf(id, issuer, certificate.serialBytes));
}

/** As with CRLs: a revocation that was told once stands, however old the answer; a hold may have been lifted since. */
function statusFrom({ single, time }: OcspSubject, checks: readonly Check[]): RevocationStatus | undefined {
  const faults = checks.filter(({ status }) => status === 'undetermined');
  if (single === undefined || faults.length === 0) return single?.status;
  const stale = faults.every(({ id, reason }) => id === OCSP_CURRENCY.id && reason === 'stale');
  const { status, thisUpdate } = single;
  const lasting = status.kind === 'revoked' && status.reason !== 'certificateHold';
  return stale && lasting && thisUpdate <= time ? status : undefined;
}

function subjectOf(options: KeptOcspOptions, answer: OcspAnswer): OcspSubject {
  const { certificate, issuer, time, nonce, trustOf, poolCut = false } = options;
  const { clockTolerance = CLOCK_TOLERANCE_MS, ageMax = 15 * 60_000 } = options;
  const { nonceRequired = true, asked = true, pool = [] } = options;
  const about = answersAbout(answer, certificate, issuer);
  const signers = { pool, poolCut, trustOf, isSigned: options.isSigned ?? isSigned };
  const rest = { time, nonce, nonceRequired, clockTolerance, ageMax, asked, ...signers };
  return { answer, certificate, issuer, about, single: singleOf(about), ...rest };
}

/** The signed answer, or the check that says why there is none. */
export type OcspRead = OcspAnswer | Check;

/** Never throws for what the octets are. */
export function readOcsp(response: Uint8Array | undefined): OcspRead {
  if (response === undefined) return undetermined(OCSP_FORM, 'missing');
  try {
    const parsed = parseOcspResponse(response);
    return isAnswer(parsed) ? parsed : undetermined(OCSP_FORM, 'refused', { status: parsed.status });
  } catch (error) {
    if (isParseError(error)) return undetermined(OCSP_FORM, 'malformed', { code: error.code });
    throw error;
  }
}
