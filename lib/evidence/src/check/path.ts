import {
  type Check,
  type PathReport,
  PHONE_SIGNATURE_PROFILE,
  type Profile,
  type Report,
  SIGNATURE_PROFILE,
  validatePath,
} from '@kazasu/pki';
import { failed, passed, undetermined } from '@kazasu/pki/rule';
import type { Material } from './material.ts';
import { decisiveFacts } from './nested.ts';
import type { CheckOptions } from './options.ts';
import { EVIDENCE_PATH } from './rules-signature.ts';

const PROFILES: readonly Profile[] = [SIGNATURE_PROFILE, PHONE_SIGNATURE_PROFILE];

/** A signer's certificate at the time of the record, by the lists of then. */
export function checkPath(
  certificate: Uint8Array,
  question: { readonly material: Material; readonly at: number; readonly position: number },
  { trust, profiles = PROFILES }: CheckOptions,
): { readonly check: Check; readonly report: Report } {
  const { material, at, position } = question;
  const anchors = trust?.anchors ?? [];
  const judge = (profile: Profile | undefined): PathReport =>
    validatePath({
      certificate,
      anchors,
      time: at,
      intermediates: material.certificates,
      crls: material.crls,
      ocspResponses: material.ocspResponses,
      revocation: 'required',
      ...(profile && { profile }),
    });
  const report = firstValid(profiles.length === 0 ? [undefined] : profiles, judge);
  const facts = { signature: position, at };
  if (anchors.length === 0) return { check: undetermined(EVIDENCE_PATH, 'no-anchor', facts), report };
  return { check: summary(report, facts), report };
}

/** Of two kinds a certificate can be but one: if it is none, the report with the fewest faults says most. */
function firstValid(
  profiles: readonly (Profile | undefined)[],
  judge: (profile: Profile | undefined) => PathReport,
): PathReport {
  const reports: PathReport[] = [];
  for (const profile of profiles) {
    const report = judge(profile);
    if (report.verdict === 'valid') return report;
    reports.push(report);
  }
  return reports.toSorted((a, b) => faultsOf(a) - faultsOf(b))[0] as PathReport;
}

const faultsOf = (report: Report) => report.checks.filter(({ status }) => status === 'failed').length;

function summary(report: Report, facts: NonNullable<Check['facts']>): Check {
  if (report.verdict === 'valid') return passed(EVIDENCE_PATH, facts);
  const because = { ...facts, ...decisiveFacts(report) };
  return report.verdict === 'invalid'
    ? failed(EVIDENCE_PATH, 'not-valid', because)
    : undetermined(EVIDENCE_PATH, 'undecided', because);
}
