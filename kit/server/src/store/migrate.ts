/** Migrations on either engine, with nothing but a primary key and transactions to keep processes apart. */
import { createHash } from '../crypto.ts';
import { type Migration, type Store, StoreError } from './store.ts';
import { TURN_TABLE } from './sweep-store.ts';

const LEDGER = `CREATE TABLE IF NOT EXISTS kazasu_migration (
  service TEXT NOT NULL,
  id BIGINT NOT NULL,
  fingerprint TEXT NOT NULL,
  PRIMARY KEY (service, id)
)`;

/** Runs DDL in an engine's own words. */
export type DdlTranslation = (statement: string) => string;

/**
 * Each migration takes its place in the ledger first and runs in the same transaction. Of several processes one gets
 * the place; the others wait for its commit and find the place taken. Migrations that a newer version left behind
 * are not touched. Throws a StoreError: `store/statement` when a migration was changed after it had run.
 */
export async function migrateStore(
  store: Store,
  translate: DdlTranslation,
  service: string,
  migrations: readonly Migration[],
): Promise<void> {
  checkOrder(migrations);
  await createLedger(store, translate);
  for (const migration of migrations) {
    await store.transaction(async (within) => {
      const fingerprint = fingerprintOf(migration.statements);
      const [place] = await within.run(
        `INSERT INTO kazasu_migration (service, id, fingerprint) VALUES ($1, $2, $3)
         ON CONFLICT (service, id) DO NOTHING RETURNING id`,
        [service, migration.id, fingerprint],
      );
      if (place === undefined) {
        const [known] = await within.run<{ fingerprint: string }>(
          'SELECT fingerprint FROM kazasu_migration WHERE service = $1 AND id = $2',
          [service, migration.id],
        );
        const others = migration.formerly?.map(fingerprintOf) ?? [];
        if (![fingerprint, ...others].includes(known?.fingerprint ?? ''))
          refuse(`migration ${migration.id} was changed after it had run`);
        return;
      }
      for (const statement of migration.statements) await within.run(translate(statement));
    });
  }
}

/** `IF NOT EXISTS` is not atomic everywhere: two processes may both find nothing, and one of them fails. */
async function createLedger(store: Store, translate: DdlTranslation): Promise<void> {
  for (const table of [LEDGER, TURN_TABLE]) {
    try {
      await store.run(translate(table));
    } catch (error) {
      if (!(error instanceof StoreError) || error.code === 'store/unavailable') throw error;
      await store.run(translate(table));
    }
  }
}

function checkOrder(migrations: readonly Migration[]): void {
  let last = 0;
  for (const { id } of migrations) {
    if (!Number.isSafeInteger(id) || id <= last) refuse('migrations must be numbered upwards from 1');
    last = id;
  }
}

function fingerprintOf(statements: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(statements)).digest('base64url');
}

function refuse(message: string): never {
  throw new StoreError('store/statement', message);
}
