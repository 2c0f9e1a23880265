import {
  type Check,
  PHONE_SIGNATURE_PROFILE,
  type Profile,
  parseCertificate,
  type Report,
  SIGNATURE_PROFILE,
  validatePath,
  validateSigner,
} from '@kazasu/pki';
import { failed, passed, undetermined } from '@kazasu/pki/rule';
import type { Material } from './material.ts';
import { decisiveFacts } from './nested.ts';
import type { CheckOptions } from './options.ts';
import { readable } from './readable.ts';
import { EVIDENCE_PATH } from './rules-signature.ts';

const PROFILES: readonly Profile[] = [SIGNATURE_PROFILE, PHONE_SIGNATURE_PROFILE];

export interface PathQuestion {
  readonly material: Material;
  /** Of the record. */
  readonly at: number;
  readonly position: number;
  /** Of a signature in a document: since when a time-stamp proves that it exists, if one does. */
  readonly stamped?: { readonly provenAt?: number };
}

/**
 * A signer's certificate at the time of the record, by the lists of then. Of a signature in a document as documents are judged
 * (ETSI EN 319 102-1 5.5): at the time that a time-stamp proves, and what was revoked since was good; without such a
 * time a revoked or outdated certificate leaves it open, because one may still be found.
 */
export function checkPath(
  certificate: Uint8Array,
  question: PathQuestion,
  { trust, profiles = PROFILES }: CheckOptions,
): { readonly check: Check; readonly report: Report } {
  const { material, at, position, stamped } = question;
  const anchors = trust?.anchors ?? [];
  const { certificates: intermediates, crls, ocspResponses } = material;
  const given = { anchors, time: at, intermediates, crls, ocspResponses };
  const parsed = stamped && readable(() => parseCertificate(certificate));
  const judge = (profile: Profile | undefined): Report =>
    stamped && parsed
      ? validateSigner({ ...given, ...stamped, certificate: parsed, ...(profile && { profile }) })
      : validatePath({ ...given, certificate, revocation: 'required', ...(profile && { profile }) });
  const report = firstValid(profiles.length === 0 ? [undefined] : profiles, judge);
  const facts = { signature: position, at: stamped?.provenAt ?? at };
  if (anchors.length === 0) return { check: undetermined(EVIDENCE_PATH, 'no-anchor', facts), report };
  return { check: summary(report, facts), report };
}

/** Of two kinds a certificate can be but one: if it is none, the report with the fewest faults says most. */
function firstValid(
  profiles: readonly (Profile | undefined)[],
  judge: (profile: Profile | undefined) => Report,
): Report {
  const reports: Report[] = [];
  for (const profile of profiles) {
    const report = judge(profile);
    if (report.verdict === 'valid') return report;
    reports.push(report);
  }
  return reports.toSorted((a, b) => faultsOf(a) - faultsOf(b))[0] as Report;
}

const faultsOf = (report: Report) => report.checks.filter(({ status }) => status === 'failed').length;

function summary(report: Report, facts: NonNullable<Check['facts']>): Check {
  if (report.verdict === 'valid') return passed(EVIDENCE_PATH, facts);
  const because = { ...facts, ...decisiveFacts(report) };
  return report.verdict === 'invalid'
    ? failed(EVIDENCE_PATH, 'not-valid', because)
    : undetermined(EVIDENCE_PATH, 'undecided', because);
}
