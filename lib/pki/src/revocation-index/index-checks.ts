import { type Certificate, extensionOf } from '../certificate.ts';
import { type CertificateInput, readPair } from '../certificate-input.ts';
import { completed } from '../complete.ts';
import { formCheck } from '../crl/check-crl.ts';
import { coverageOf } from '../crl/coverage.ts';
import { type CrlEntry, crlSeries, type KnownCrlNumbers } from '../crl/index.ts';
import type { CrlSigner } from '../crl/signer.ts';
import { type CrlStatement, concluded, statementOf } from '../crl/statement.ts';
import type { CrlEvidence } from '../evidence.ts';
import { KEY_USAGE } from '../extension/index.ts';
import { sameName } from '../name.ts';
import {
  CERTIFICATE,
  FUNCTION,
  madeBy,
  type OptionKind,
  type OptionKinds,
  optional,
  requireOptions,
  TIME,
} from '../option.ts';
import { type Check, type Report, reportOf } from '../report.ts';
import { type RevocationStatus, statusCheck } from '../revocation-status.ts';
import { keyDigest } from './crl-indexer.ts';
import type { RevocationIndex } from './revocation-index.ts';

/** As for {@link checkCrl}, with an index instead of the list. */
export interface IndexCheckOptions {
  /** The certificate in question. DER, or parsed before. */
  readonly certificate: CertificateInput;
  /** The certificate of the very key that signed `certificate`: the second of a judged chain. */
  readonly issuer: CertificateInput;
  /** Undefined if none was to be had. */
  readonly index: RevocationIndex | undefined;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** A lower number than is known of the series is a roll-back, and says nothing good. */
  readonly knownCrlNumbers?: KnownCrlNumbers;
}

/** What an option that holds an index must be. */
export const INDEX: OptionKind = madeBy('openRevocationIndex', 'crl', 'find');

const KINDS: OptionKinds<IndexCheckOptions> = {
  certificate: CERTIFICATE,
  issuer: CERTIFICATE,
  index: optional(INDEX),
  time: TIME,
  knownCrlNumbers: optional(FUNCTION),
};

/** For judges, who have read the certificates. */
export interface IndexQuestion extends IndexCheckOptions {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
}

export interface IndexJudgement {
  readonly checks: readonly Check[];
  readonly evidence: readonly CrlEvidence[];
  readonly status: RevocationStatus | undefined;
}

/**
 * Learns from an index whether a certificate is revoked: the report that `checkCrl` gives for the list that the index was made
 * of. Throws nothing but a TypeError, for an option that is not of its kind.
 */
export function checkIndex(options: IndexCheckOptions): Report {
  requireOptions(options, KINDS);
  return completed(options.time, () => check(options));
}

function check(options: IndexCheckOptions): Report {
  const { time } = options;
  const pair = readPair(options.certificate, options.issuer);
  if ('id' in pair) return reportOf(time, [pair, statusCheck(undefined)]);
  const { checks, evidence } = judgeIndex({ ...options, ...pair });
  return reportOf(time, checks, evidence);
}

/** The checks of `checkCrl`, with the same identifiers and reasons, by an index instead of the list. */
export function indexChecks(options: IndexQuestion): Check[] {
  return [...judgeIndex(options).checks];
}

/** The same with the status and the evidence. The signature was verified when the index was made; here its key is compared. */
export function judgeIndex({
  certificate,
  issuer,
  index,
  time,
  knownCrlNumbers,
}: IndexQuestion): IndexJudgement {
  if (index === undefined) {
    return { checks: [formCheck(undefined), statusCheck(undefined)], evidence: [], status: undefined };
  }
  const { crl } = index;
  const coverage = coverageOf(crl, certificate);
  const signer = signerOf(index, issuer);
  const knownNumber = knownCrlNumbers?.(crlSeries(crl, issuer));
  const listed = statementOf({ crl, certificate, coverage, signer, time, knownNumber });
  const statement: CrlStatement = {
    ...listed,
    entry: listed.authentic ? lookUp(index, certificate) : undefined,
  };
  const { checks, status } = concluded(statement);
  return { checks: [formCheck(crl), ...checks], evidence: [evidenceOf(index, signer)], status };
}

function signerOf({ crl, issuerKeySha256 }: RevocationIndex, issuer: Certificate): CrlSigner | undefined {
  if (!sameName(crl.issuer, issuer.subject) || keyDigest(issuer) !== issuerKeySha256) return undefined;
  const usable = extensionOf(issuer, KEY_USAGE)?.has('cRLSign') !== false;
  return { certificate: issuer, fault: usable ? undefined : 'key-usage' };
}

function lookUp(index: RevocationIndex, { serialBytes }: Certificate): CrlEntry | undefined {
  const row = index.find(serialBytes);
  return row < 0 ? undefined : { revokedAt: index.revokedAt(row), reason: index.reason(row) };
}

function evidenceOf({ crl, crlSha256 }: RevocationIndex, signer: CrlSigner | undefined): CrlEvidence {
  return {
    kind: 'crl',
    sha256: crlSha256,
    ...(signer && { series: crlSeries(crl, signer.certificate) }),
    ...(crl.number !== undefined && { number: crl.number.toString() }),
    ...(crl.issuerKeyId !== undefined && { issuerKeyId: crl.issuerKeyId }),
    thisUpdate: crl.thisUpdate,
    ...(crl.nextUpdate !== undefined && { nextUpdate: crl.nextUpdate }),
  };
}
