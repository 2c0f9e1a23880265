/** Whether this node is one of the cluster whose database it has found. */
import { ConfigError } from '../config/index.ts';
import { hashToken } from '../keys/index.ts';
import type { Migration, Store } from '../store/index.ts';
import { CLUSTER, CLUSTER_MIGRATIONS, claimCluster, raiseLevel, replaceParts } from './cluster-store.ts';
import type { Identity } from './service.ts';

/** The part that stands for the level of the schema. */
export const SCHEMA_PART = 'schema';

/** A node that would answer otherwise than the others, or could not read what they wrote. */
export class ClusterMismatch extends Error {
  override readonly name = 'ClusterMismatch';
  readonly code = 'cluster/mismatch';
  /** What differs; never what it is. */
  readonly parts: readonly string[];

  constructor(service: string, parts: readonly string[]) {
    super(
      `this node differs from the cluster of ${service} that its database belongs to: ${parts.join(', ')}`,
    );
    this.parts = parts;
  }
}

export interface Join {
  readonly service: string;
  readonly identity: Identity;
  readonly migrations: readonly Migration[];
  /** Parts that are to be as this node has them from now on. */
  readonly accept: readonly string[];
}

/** So often the row may change under a node that changes it. */
const ATTEMPTS = 8;

/**
 * The first node of a cluster writes its row, by one statement; every later one must fit it. Parts that the row lacks, because an
 * older version wrote it, are added. Rejects with a {@link ClusterMismatch}, or with a ConfigError for a part to accept that there is not;
 * nothing but that row is then written.
 */
export async function joinCluster(
  store: Store,
  { service, identity, migrations, accept }: Join,
): Promise<void> {
  requireParts(accept, [...Object.keys(identity), SCHEMA_PART]);
  await store.migrate(CLUSTER, CLUSTER_MIGRATIONS);
  const own = Object.fromEntries(
    Object.entries(identity).map(([part, value]) => [part, hashToken(`${service}\n${part}\n${value}`)]),
  );
  const level = levelNeeded(migrations);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const row = await claimCluster(store, service, {
      parts: JSON.stringify(own),
      level,
      oldest: oldestBeside(migrations),
    });
    const known = JSON.parse(row.parts) as Record<string, string>;
    const differing = Object.keys(own).filter(
      (part) => known[part] !== undefined && known[part] !== own[part],
    );
    const refused = [...differing, ...(level < row.oldest ? [SCHEMA_PART] : [])].filter(
      (part) => !accept.includes(part),
    );
    if (refused.length > 0) throw new ClusterMismatch(service, refused);
    const added = Object.keys(own).filter((part) => known[part] === undefined);
    if (differing.length === 0 && added.length === 0) return;
    const to = JSON.stringify({ ...known, ...own });
    if (await replaceParts(store, service, { from: row.parts, to })) return;
  }
  throw new ClusterMismatch(service, Object.keys(own));
}

/** Who misspells a part would otherwise believe that it was accepted. */
function requireParts(accept: readonly string[], parts: readonly string[]): void {
  const faults = accept
    .filter((part) => !parts.includes(part))
    .map(() => ({
      path: '--accept-change',
      message: 'names no part of this service',
      remedy: `Parts are ${parts.join(', ')}.`,
    }));
  if (faults.length > 0) throw new ConfigError(faults);
}

/** After the migrations have run: from now on nodes that are too old for them are refused. */
export async function tellLevel(store: Store, { service, migrations }: Pick<Join, 'service' | 'migrations'>) {
  await raiseLevel(store, service, { level: levelNeeded(migrations), oldest: oldestBeside(migrations) });
}

export function levelNeeded(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.id ?? 0;
}

/** A migration is safe while the version before it runs (docs/storage.md), and promises nothing to those before that. */
function oldestBeside(migrations: readonly Migration[]): number {
  return migrations.at(-2)?.id ?? 0;
}
