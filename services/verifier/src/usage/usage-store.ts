import type { StatementRunner } from '@kazasu/server/store';
import type { EntryKind } from '../evidence/index.ts';

/** What was answered is what is on record: counted from there, nothing is counted twice or forgotten. */
export const USAGE_TABLES: readonly string[] = [
  'CREATE INDEX verifier_record_usage ON verifier_record (tenant_id, at, kind, purpose)',
];

export interface UsageLine {
  /** Days since 1970 in Japan. */
  readonly dayNumber: number;
  readonly kind: EntryKind;
  readonly purpose: string;
  readonly count: number;
}

const DAY = 86_400_000;
const JAPAN_MS = 9 * 3_600_000;

interface UsageRow {
  readonly day_number: number;
  readonly kind: EntryKind;
  readonly purpose: string;
  readonly count: number;
}

/** `from` and `to` are milliseconds since 1970: not before, and before. */
export async function listUsage(
  store: StatementRunner,
  tenantId: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<readonly UsageLine[]> {
  const rows = await store.run<UsageRow>(
    `SELECT (at + ${JAPAN_MS}) / ${DAY} AS day_number, kind, purpose, COUNT(*) AS count
     FROM verifier_record WHERE tenant_id = $1 AND at >= $2 AND at < $3
     GROUP BY (at + ${JAPAN_MS}) / ${DAY}, kind, purpose ORDER BY day_number, kind, purpose`,
    [tenantId, from, to],
  );
  return rows.map(({ day_number, kind, purpose, count }) => ({
    dayNumber: day_number,
    kind,
    purpose,
    count,
  }));
}
