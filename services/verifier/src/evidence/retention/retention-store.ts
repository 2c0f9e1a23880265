import type { StatementRunner } from '@kazasu/server/store';
import { DEFAULT_RETENTION, type RetentionPolicy } from './retention.ts';

/** What is agreed on beside the days, which stand with the tenant itself; only where it is not the usual. */
export const RETENTION_TABLES = [
  `CREATE TABLE verifier_retention (
    tenant_id TEXT NOT NULL PRIMARY KEY,
    counted_from TEXT NOT NULL,
    erases_due BIGINT NOT NULL
  )`,
] as const;

interface PolicyRow {
  readonly tenant_id: string;
  readonly retention_ms: number;
  readonly counted_from: RetentionPolicy['from'] | null;
  readonly erases_due: number | null;
}

const DAY = 86_400_000;
const POLICY = `SELECT tenant.tenant_id, tenant.retention_ms, policy.counted_from, policy.erases_due
  FROM verifier_tenant AS tenant LEFT JOIN verifier_retention AS policy ON policy.tenant_id = tenant.tenant_id`;

export async function findPolicy(runner: StatementRunner, tenantId: string): Promise<RetentionPolicy> {
  const [row] = await runner.run<PolicyRow>(`${POLICY} WHERE tenant.tenant_id = $1`, [tenantId]);
  return row === undefined ? DEFAULT_RETENTION : policyOf(row);
}

export async function setPolicy(
  runner: StatementRunner,
  tenantId: string,
  { from, erasesDue }: Omit<RetentionPolicy, 'days'>,
): Promise<void> {
  await runner.run(
    `INSERT INTO verifier_retention (tenant_id, counted_from, erases_due) VALUES ($1, $2, $3)
     ON CONFLICT (tenant_id) DO UPDATE SET counted_from = excluded.counted_from, erases_due = excluded.erases_due`,
    [tenantId, from, erasesDue ? 1 : 0],
  );
}

/** Tenants whose due records go by themselves. */
export async function listErasing(
  runner: StatementRunner,
): Promise<{ readonly tenantId: string; readonly policy: RetentionPolicy }[]> {
  const rows = await runner.run<PolicyRow>(`${POLICY} WHERE policy.erases_due = 1`);
  return rows.map((row) => ({ tenantId: row.tenant_id, policy: policyOf(row) }));
}

function policyOf({ retention_ms, counted_from, erases_due }: PolicyRow): RetentionPolicy {
  return {
    from: counted_from ?? DEFAULT_RETENTION.from,
    days: Math.ceil(retention_ms / DAY),
    erasesDue: erases_due === 1,
  };
}

/** What the clocks of a record say; undefined where the tenant has none of this id. */
export interface ClockRow {
  readonly at: number;
  readonly contract_ended_at: number | null;
  readonly retain_until: number | null;
  readonly erased_at: number | null;
}

export async function findClock(
  runner: StatementRunner,
  tenantId: string,
  id: string,
): Promise<ClockRow | undefined> {
  const [row] = await runner.run<ClockRow>(
    `SELECT at, contract_ended_at, retain_until, erased_at FROM verifier_record
     WHERE tenant_id = $1 AND id = $2`,
    [tenantId, id],
  );
  return row;
}

export async function setClock(
  runner: StatementRunner,
  { tenantId, id }: { readonly tenantId: string; readonly id: string },
  clock: { readonly contractEndedAt?: number | undefined; readonly retainUntil?: number | undefined },
): Promise<void> {
  await runner.run(
    `UPDATE verifier_record SET contract_ended_at = $3, retain_until = $4
     WHERE tenant_id = $1 AND id = $2 AND erased_at IS NULL`,
    [tenantId, id, clock.contractEndedAt ?? null, clock.retainUntil ?? null],
  );
}

/** Deletes what opens the record and what was sealed. What is left is the leaf, and what of it tells nothing about a person. */
export async function eraseRow(
  within: StatementRunner,
  { tenantId, id, now }: { readonly tenantId: string; readonly id: string; readonly now: number },
): Promise<void> {
  await within.run(
    `UPDATE verifier_record SET erased_at = $3, sealed = NULL, person_id = NULL, reference = NULL
     WHERE tenant_id = $1 AND id = $2 AND erased_at IS NULL`,
    [tenantId, id, now],
  );
  await within.run(
    `DELETE FROM verifier_record_key WHERE record_id IN
       (SELECT id FROM verifier_record WHERE tenant_id = $1 AND id = $2 AND erased_at IS NOT NULL)`,
    [tenantId, id],
  );
}

/** Records of one person that are not erased. */
export async function idsOfPerson(
  runner: StatementRunner,
  tenantId: string,
  personId: string,
): Promise<string[]> {
  const rows = await runner.run<{ id: string }>(
    'SELECT id FROM verifier_record WHERE tenant_id = $1 AND person_id = $2 AND erased_at IS NULL',
    [tenantId, personId],
  );
  return rows.map(({ id }) => id);
}

export interface Candidate extends ClockRow {
  readonly id: string;
  readonly leaf_index: number;
}

/** Records that were made before `cutoff` and are still whole, oldest first, from the one behind `after`. */
export async function listCandidates(
  runner: StatementRunner,
  tenantId: string,
  options: {
    readonly cutoff: number;
    readonly after: Pick<Candidate, 'at' | 'leaf_index'>;
    readonly limit: number;
  },
): Promise<Candidate[]> {
  const { cutoff, after, limit } = options;
  return runner.run(
    `SELECT leaf_index, id, at, contract_ended_at, retain_until, erased_at FROM verifier_record
     WHERE tenant_id = $1 AND erased_at IS NULL AND at <= $2 AND (at, leaf_index) > ($3, $4)
     ORDER BY at, leaf_index LIMIT $5`,
    [tenantId, cutoff, after.at, after.leaf_index, limit],
  );
}
