import { PHONE_SIGNATURE_PROFILE, type Profile, type Report, SIGNATURE_PROFILE } from '@kazasu/pki';

/** Certificates for signatures, on cards and on phones. */
export const PROFILES: readonly Profile[] = [SIGNATURE_PROFILE, PHONE_SIGNATURE_PROFILE];

/** Of two kinds a certificate can be but one: if it is none, the report with the fewest faults says most. */
export function firstValid<R extends Report>(
  profiles: readonly Profile[],
  judge: (profile: Profile | undefined) => R,
): R {
  const reports: R[] = [];
  for (const profile of profiles.length === 0 ? [undefined] : profiles) {
    const report = judge(profile);
    if (report.verdict === 'valid') return report;
    reports.push(report);
  }
  return reports.toSorted((a, b) => faultsOf(a) - faultsOf(b))[0] as R;
}

const faultsOf = (report: Report) => report.checks.filter(({ status }) => status === 'failed').length;
