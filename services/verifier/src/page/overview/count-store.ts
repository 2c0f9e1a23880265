import type { Verdict } from '@kazasu/pki';
import type { StatementRunner } from '@kazasu/server/store';

export interface VerdictCount {
  readonly purpose: string;
  readonly verdict: Verdict;
  readonly count: number;
}

/** A tenant's verifications since then, milliseconds since 1970. Counted from the records, as usage is. */
export async function countVerdicts(
  store: StatementRunner,
  tenantId: string,
  since: number,
): Promise<readonly VerdictCount[]> {
  return store.run<VerdictCount & Record<string, never>>(
    `SELECT purpose, verdict, COUNT(*) AS count FROM verifier_record
     WHERE tenant_id = $1 AND at >= $2 AND kind = 'verification'
     GROUP BY purpose, verdict ORDER BY purpose, verdict`,
    [tenantId, since],
  );
}
