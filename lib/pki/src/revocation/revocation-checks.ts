import { crlChecks } from '../crl/check-crl.ts';
import { ocspChecks } from '../ocsp/check-ocsp.ts';
import type { Check } from '../report.ts';
import type { RevocationJudgement, RevocationOptions } from './options.ts';
import { statusCheck } from './status.ts';

/** Learns from everything at hand whether a certificate is revoked. Never throws for what the evidence contains. */
export function revocationChecks(options: RevocationOptions): RevocationJudgement {
  const { certificate, issuer, time } = options;
  const all = [
    ...options.crls.map((crl) => crlChecks({ certificate, issuer, crl, time })),
    ...options.ocspResponses.map((response) =>
      ocspChecks({ certificate, issuer, response, nonce: undefined, time }),
    ),
  ];
  const revoked = all.find((checks) => statusOf(checks)?.status === 'failed');
  const good = all.find((checks) =>
    checks.every(({ status }) => status === 'passed' || status === 'skipped'),
  );
  const checks = revoked ?? good ?? all[0] ?? [statusCheck(undefined)];
  const reason = statusOf(checks)?.facts?.reason;
  const status =
    checks === revoked
      ? { kind: 'revoked' as const, at: time, reason: String(reason) }
      : checks === good
        ? { kind: 'good' as const }
        : undefined;
  return { checks, evidence: [], status };
}

function statusOf(checks: readonly Check[]): Check | undefined {
  return checks[checks.length - 1];
}
