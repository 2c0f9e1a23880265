import { type StatementRunner, sweepRows } from '@kazasu/server/store';
import type { NamedObject, PreparedRecord } from '../record/index.ts';
import { growTree } from '../tree/index.ts';
import { takeLog, writeFrontier } from '../tree/tile-store.ts';
import { insertRows } from './many-rows.ts';

/**
 * Of drafts with the same key one gets the row, whichever process it comes from; a key that has run out is free again. The ids of the
 * records that got it. In the order of the keys, so that two processes never wait for each other.
 */
export async function takeOnce(
  within: StatementRunner,
  records: readonly PreparedRecord[],
  { now, keptMs }: { readonly now: number; readonly keptMs: number },
): Promise<Set<string>> {
  const rows = records
    .flatMap(({ once, tenantId, id }) =>
      once === undefined || tenantId === null ? [] : [{ ...once, tenantId, id }],
    )
    .sort((a, b) => compare(a.tenantId, b.tenantId) || compare(a.key, b.key))
    .map(({ tenantId, key, id, fingerprint }) => [tenantId, key, id, fingerprint, now + keptMs]);
  const won = await insertRows<{ readonly record_id: string }>(
    within,
    {
      table: 'verifier_once',
      columns: ['tenant_id', 'key_hash', 'record_id', 'fingerprint', 'expires_at'],
      end: `ON CONFLICT (tenant_id, key_hash) DO UPDATE SET record_id = excluded.record_id,
        fingerprint = excluded.fingerprint, expires_at = excluded.expires_at
        WHERE verifier_once.expires_at <= $1 RETURNING record_id`,
      extra: [now],
    },
    rows,
  );
  return new Set(won.map(({ record_id }) => record_id));
}

/** What was stored before stays as it is: an object's name is its hash. */
export async function storeObjects(within: StatementRunner, objects: readonly NamedObject[]): Promise<void> {
  const rows = [...new Map(objects.map((object) => [object.hash, object])).values()]
    .sort((a, b) => compare(a.hash, b.hash))
    .map(({ hash, type, octets }) => [hash, type, octets]);
  const columns = ['hash', 'type', 'octets'];
  await insertRows(within, { table: 'verifier_object', columns, end: 'ON CONFLICT (hash) DO NOTHING' }, rows);
}

export async function storeKeys(within: StatementRunner, records: readonly PreparedRecord[]): Promise<void> {
  const rows = records.flatMap(({ id, wrapped }) => (wrapped === null ? [] : [[id, wrapped]]));
  await insertRows(within, { table: 'verifier_record_key', columns: ['record_id', 'wrapped'] }, rows);
}

/** Takes the log, gives the records their places and lets the tree grow. The place of the first. */
export async function appendRecords(
  within: StatementRunner,
  records: readonly PreparedRecord[],
): Promise<number> {
  const frontier = await takeLog(within, records.length);
  const first = frontier.size;
  const rows = records.map((record, i) => [
    first + i,
    record.id,
    record.tenantId,
    record.kind,
    record.at,
    record.entry,
    record.verdict,
    record.purpose,
    record.reference,
    record.personId,
    record.sealed,
    record.retainUntil,
  ]);
  await growTree(
    within,
    frontier,
    records.map((record) => record.leafHash),
  );
  await insertRows(within, { table: 'verifier_record', columns: RECORD_COLUMNS }, rows);
  await writeFrontier(within, frontier);
  return first;
}

const RECORD_COLUMNS = [
  'leaf_index',
  'id',
  'tenant_id',
  'kind',
  'at',
  'entry',
  'verdict',
  'purpose',
  'reference',
  'person_id',
  'sealed',
  'retain_until',
];

/** What has run out is not honoured anyway. */
export async function forgetOnce(runner: StatementRunner, now: number): Promise<void> {
  const rows = { table: 'verifier_once', key: 'tenant_id, key_hash' };
  await sweepRows(runner, { ...rows, due: 'expires_at <= $1', values: [now] });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
