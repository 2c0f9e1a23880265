import type { Certificate } from '../certificate.ts';
import { type CertificateInput, readPair } from '../certificate-input.ts';
import { completed } from '../complete.ts';
import { isParseError } from '../error.ts';
import { CERTIFICATE, CRL, FUNCTION, type OptionKinds, optional, requireOptions, TIME } from '../option.ts';
import { type Check, type Report, reportOf } from '../report.ts';
import { statusCheck } from '../revocation-status.ts';
import { defineRule, passed, undetermined } from '../rule.ts';
import { coverageOf } from './coverage.ts';
import { type Crl, parseCrl } from './crl.ts';
import { crlEvidence } from './crl-evidence.ts';
import { crlSeries, type KnownCrlNumbers } from './series.ts';
import { findSigner } from './signer.ts';
import { concluded, statementOf } from './statement.ts';

/** What one CRL is asked with. An option of another kind is a TypeError; octets that cannot be read are a check. */
export interface CrlOptions {
  /** The certificate in question. DER, or parsed before. */
  readonly certificate: CertificateInput;
  /** The certificate of the very key that signed `certificate`: the second of a judged chain. */
  readonly issuer: CertificateInput;
  /** DER, or a CRL parsed before (worth it: its signature is then verified once); undefined if none was to be had. */
  readonly crl: Uint8Array | Crl | undefined;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** A lower number than is known of the series is a roll-back, and says nothing good. */
  readonly knownCrlNumbers?: KnownCrlNumbers;
}

const KINDS: OptionKinds<CrlOptions> = {
  certificate: CERTIFICATE,
  issuer: CERTIFICATE,
  crl: optional(CRL),
  time: TIME,
  knownCrlNumbers: optional(FUNCTION),
};

/** For judges, who have read the certificates. */
export interface CrlQuestion extends CrlOptions {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
}

export const CRL_FORM = defineRule({
  id: 'revocation.crl.form',
  citation: 'RFC 5280 5.1; X.690 10',
  title: { en: 'the CRL is well-formed', ja: 'CRLの形式が正しいこと' },
  reasons: {
    missing: { en: 'no CRL was to be had', ja: 'CRLを入手できませんでした' },
    malformed: {
      en: 'not a DER-encoded v2 CRL; `code` says which rule was broken',
      ja: 'DER形式のCRL（バージョン2）として読み取れません。詳細は`code`に示します',
    },
  },
});

/** Learns from one CRL whether a certificate is revoked. Throws nothing but a TypeError, for an option that is not of its kind. */
export function checkCrl(options: CrlOptions): Report {
  requireOptions(options, KINDS);
  return completed(options.time, () => check(options));
}

function check({ certificate, issuer, crl: input, time, knownCrlNumbers }: CrlOptions): Report {
  const pair = readPair(certificate, issuer);
  if ('id' in pair) return reportOf(time, [pair, statusCheck(undefined)]);
  const known = knownCrlNumbers && { knownCrlNumbers };
  const { crl, signer, checks } = judgeRead({ ...pair, time, ...known }, readCrl(input));
  const evidence = crl === undefined ? [] : [crlEvidence(crl, signer?.certificate)];
  return reportOf(time, checks, evidence);
}

/** The checks alone, for a report that has others too. */
export function crlChecks(question: CrlQuestion): Check[] {
  return judgeRead(question, readCrl(question.crl)).checks;
}

type Asked = Omit<CrlQuestion, 'crl'>;

function judgeRead({ certificate, issuer, time, knownCrlNumbers }: Asked, crl: CrlRead) {
  if (crl === undefined || 'code' in crl) {
    return { crl: undefined, signer: undefined, checks: [formCheck(crl), statusCheck(undefined)] };
  }
  const coverage = coverageOf(crl, certificate);
  const { signer } = findSigner(crl, certificate, issuer);
  const knownNumber = knownCrlNumbers?.(crlSeries(crl, issuer));
  const statement = statementOf({ crl, certificate, coverage, signer, time, knownNumber });
  return { crl, signer, checks: [formCheck(crl), ...concluded(statement).checks] };
}

export type CrlRead = Crl | { readonly code: string } | undefined;

/** A CRL parsed before as it is, bytes parsed, or the code of the error. */
export function readCrl(input: Uint8Array | Crl | undefined): CrlRead {
  if (!(input instanceof Uint8Array)) return input;
  try {
    return parseCrl(input);
  } catch (error) {
    if (isParseError(error)) return { code: error.code };
    throw error;
  }
}

export function formCheck(crl: CrlRead): Check {
  if (crl === undefined) return undetermined(CRL_FORM, 'missing');
  return 'code' in crl ? undetermined(CRL_FORM, 'malformed', { code: crl.code }) : passed(CRL_FORM);
}
