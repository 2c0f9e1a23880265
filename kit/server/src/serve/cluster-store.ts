import type { Migration, Store } from '../store/index.ts';

export const CLUSTER = 'cluster';

/** One row a service: hashes of what its nodes have in common, and the levels of the schema that go with it. */
export const CLUSTER_MIGRATIONS: readonly Migration[] = [
  {
    id: 1,
    statements: [
      `CREATE TABLE kazasu_cluster (
        service TEXT PRIMARY KEY,
        parts TEXT NOT NULL,
        level BIGINT NOT NULL,
        oldest BIGINT NOT NULL
      )`,
    ],
  },
];

export interface ClusterRow {
  /** JSON: hashes by part. */
  readonly parts: string;
  /** Number of the newest migration that a node of this cluster has brought. */
  readonly level: number;
  /** The least level whose program may still run. */
  readonly oldest: number;
}

/** Of nodes that begin at the same time one row stays, and all of them get that one. */
export async function claimCluster(store: Store, service: string, row: ClusterRow): Promise<ClusterRow> {
  const [kept] = await store.run<ClusterRow & Record<string, string | number>>(
    `INSERT INTO kazasu_cluster (service, parts, level, oldest) VALUES ($1, $2, $3, $4)
     ON CONFLICT (service) DO UPDATE SET service = excluded.service RETURNING parts, level, oldest`,
    [service, row.parts, row.level, row.oldest],
  );
  return kept ?? row;
}

/** False, and nothing changed, where somebody else was quicker. */
export async function replaceParts(
  store: Store,
  service: string,
  change: { readonly from: string; readonly to: string },
): Promise<boolean> {
  const rows = await store.run(
    'UPDATE kazasu_cluster SET parts = $1 WHERE service = $2 AND parts = $3 RETURNING service',
    [change.to, service, change.from],
  );
  return rows.length > 0;
}

/** Levels only rise. */
export async function raiseLevel(
  store: Store,
  service: string,
  { level, oldest }: Pick<ClusterRow, 'level' | 'oldest'>,
): Promise<void> {
  await store.run('UPDATE kazasu_cluster SET level = $1, oldest = $2 WHERE service = $3 AND level < $4', [
    level,
    oldest,
    service,
    level,
  ]);
}

/** Number of the newest migration of a service that the database has; 0 for none. */
export async function levelOf(store: Store, service: string): Promise<number> {
  const [row] = await store.run<{ level: number | null }>(
    'SELECT MAX(id) AS level FROM kazasu_migration WHERE service = $1',
    [service],
  );
  return row?.level ?? 0;
}
