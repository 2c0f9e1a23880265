import { type StatementRunner, sweepRows } from '@kazasu/server/store';
import type { StatusService } from '../api.ts';
import type { UsageRow } from './verifier-data.ts';

export interface Questions {
  readonly verifierId: string;
  readonly service: StatusService;
  readonly day: string;
  readonly count: number;
  /** How many a day; no limit without one. */
  readonly quota: number | undefined;
}

/** One statement decides: all of these questions fit into the day, or none is counted. */
export async function takeQuota(runner: StatementRunner, questions: Questions): Promise<boolean> {
  const { verifierId, service, day, count } = questions;
  const quota = questions.quota ?? Number.MAX_SAFE_INTEGER;
  if (count > quota) return false;
  const rows = await runner.run(
    `INSERT INTO authority_quota (verifier_id, service, day, used) VALUES ($1, $2, $3, $4)
     ON CONFLICT (verifier_id, service, day) DO UPDATE SET used = authority_quota.used + excluded.used
     WHERE authority_quota.used + excluded.used <= $5
     RETURNING used`,
    [verifierId, service, day, count, quota],
  );
  return rows.length === 1;
}

/** Quotas of days before this one count for nothing any more; what was asked stays on record. */
export async function forgetQuotas(store: StatementRunner, day: string): Promise<void> {
  const rows = { table: 'authority_quota', key: 'verifier_id, service, day' };
  await sweepRows(store, { ...rows, due: 'day < $1', values: [day] });
}

export async function countUsage(
  runner: StatementRunner,
  { verifierId, service, day, count }: Questions,
  purpose: string,
): Promise<void> {
  await runner.run(
    `INSERT INTO authority_usage (verifier_id, day, service, purpose, count) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (verifier_id, day, service, purpose) DO UPDATE SET count = authority_usage.count + excluded.count`,
    [verifierId, day, service, purpose, count],
  );
}

/** From the first to the last day, both included. */
export async function listUsage(
  runner: StatementRunner,
  verifierId: string,
  from: string,
  to: string,
): Promise<UsageRow[]> {
  return runner.run<UsageRow>(
    `SELECT day, service, purpose, count FROM authority_usage
     WHERE verifier_id = $1 AND day >= $2 AND day <= $3 ORDER BY day, service, purpose`,
    [verifierId, from, to],
  );
}
