import type { EntryKind } from '@kazasu/evidence';
import type { Verdict } from '@kazasu/pki';
import { collectedStatement, type SqlValue, type StatementRunner } from '@kazasu/server/store';
import type { SealedContent } from './content.ts';
import type { RecordPage, RecordQuery, RecordSummary } from './record-data.ts';

/** A row of a tenant's record, with what is sealed. */
export interface RecordRow extends RecordSummary {
  readonly entry: Uint8Array;
  /** Undefined once the record is erased. */
  readonly content: SealedContent | undefined;
  readonly fingerprint: string | undefined;
}

interface SummaryColumns {
  readonly leaf_index: number;
  readonly id: string;
  readonly tenant_id: string;
  readonly kind: string;
  readonly at: number;
  readonly verdict: string;
  readonly purpose: string;
  readonly reference: string | null;
  readonly person_id: string | null;
  readonly contract_ended_at: number | null;
  readonly retain_until: number | null;
  readonly erased_at: number | null;
}

interface WholeColumns extends SummaryColumns {
  readonly entry: Uint8Array;
  readonly sealed: Uint8Array | null;
  readonly wrapped: Uint8Array | null;
  /** Only where it was found by its request. */
  readonly fingerprint?: string;
}

const SUMMARY = `record.leaf_index, record.id, record.tenant_id, record.kind, record.at, record.verdict, record.purpose,
  record.reference, record.person_id, record.contract_ended_at, record.retain_until, record.erased_at`;

const WHOLE = `${SUMMARY}, record.entry, record.sealed, secret.wrapped`;
const WITH_KEY = 'LEFT JOIN verifier_record_key AS secret ON secret.record_id = record.id';

export async function findRecord(
  runner: StatementRunner,
  tenantId: string,
  id: string,
): Promise<RecordRow | undefined> {
  const [row] = await runner.run<WholeColumns>(
    `SELECT ${WHOLE} FROM verifier_record AS record ${WITH_KEY} WHERE record.tenant_id = $1 AND record.id = $2`,
    [tenantId, id],
  );
  return row && rowOf(row);
}

/** By the key of the request that made it, while that is honoured. */
export async function findOnce(
  runner: StatementRunner,
  tenantId: string,
  key: string,
  now: number,
): Promise<RecordRow | undefined> {
  if ((await LOOK_UP_ONCE.run(runner, [key, tenantId])) === undefined) return undefined;
  const [row] = await runner.run<WholeColumns>(
    `SELECT ${WHOLE}, once.fingerprint FROM verifier_once AS once
     JOIN verifier_record AS record ON record.id = once.record_id AND record.tenant_id = once.tenant_id
     ${WITH_KEY} WHERE once.tenant_id = $1 AND once.key_hash = $2 AND once.expires_at > $3`,
    [tenantId, key, now],
  );
  return row && rowOf(row);
}

/** Nearly every request is the first of its key: whether it is, many can ask at once. */
const LOOK_UP_ONCE = collectedStatement({
  text: 'SELECT key_hash FROM verifier_once WHERE key_hash = $1 AND tenant_id = $2',
  key: 'key_hash',
  types: ['TEXT', 'TEXT'],
});

const PAGE = { usual: 50, most: 100 } as const;

/** Newest first. Each filter is a condition over an index that begins with the tenant. */
export async function searchRecords(
  runner: StatementRunner,
  tenantId: string,
  query: RecordQuery,
): Promise<RecordPage> {
  const limit = Math.min(Math.max(1, query.limit ?? PAGE.usual), PAGE.most);
  const filters: readonly (readonly [string, SqlValue | undefined])[] = [
    ['record.tenant_id =', tenantId],
    ['record.person_id =', query.personId],
    ['record.reference =', query.reference],
    ['record.kind =', query.kind],
    ['record.verdict =', query.verdict],
    ['record.purpose =', query.purpose],
    ['record.at >=', query.from],
    ['record.at <', query.to],
    ['record.leaf_index <', query.before],
  ];
  const given = filters.filter((filter): filter is readonly [string, SqlValue] => filter[1] !== undefined);
  const conditions = given.map(([condition], index) => `${condition} $${index + 1}`).join(' AND ');
  const rows = await runner.run<SummaryColumns>(
    `SELECT ${SUMMARY} FROM verifier_record AS record WHERE ${conditions}
     ORDER BY record.leaf_index DESC LIMIT $${given.length + 1}`,
    [...given.map(([, value]) => value), limit + 1],
  );
  const records = rows.slice(0, limit).map(summaryOf);
  const next = rows.length > limit ? records.at(-1)?.leafIndex : undefined;
  return { records, next };
}

function rowOf(row: WholeColumns): RecordRow {
  const { sealed, wrapped } = row;
  return {
    ...summaryOf(row),
    entry: row.entry,
    content: sealed === null || wrapped === null ? undefined : { sealed, wrapped },
    fingerprint: row.fingerprint,
  };
}

function summaryOf(row: SummaryColumns): RecordSummary {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    kind: row.kind as EntryKind,
    at: row.at,
    leafIndex: row.leaf_index,
    verdict: row.verdict as Verdict,
    purpose: row.purpose,
    reference: row.reference ?? undefined,
    personId: row.person_id ?? undefined,
    contractEndedAt: row.contract_ended_at ?? undefined,
    retainUntil: row.retain_until ?? undefined,
    erasedAt: row.erased_at ?? undefined,
  };
}
