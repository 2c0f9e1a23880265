import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe } from 'node:test';
import type { StoreOptions } from '../index.ts';
import { postgresMissing, startPostgres, type TestPostgres } from './postgres.ts';

/** The database of one name: the same one each time it is asked for. */
export type Databases = (name: string) => Promise<StoreOptions>;

/**
 * `suite` is called once for each engine, inside its `describe`, with databases that are gone afterwards. PostgreSQL is left out where it is
 * not installed.
 */
export function onBothEngines(suite: (databases: Databases) => void): void {
  describe('on SQLite', () => {
    const folder = mkdtempSync(join(tmpdir(), 'kazasu-engines-'));
    after(() => rmSync(folder, { recursive: true, force: true }));
    suite(async (name) => ({ file: join(folder, `${name}.db`) }));
  });

  describe('on PostgreSQL', { skip: postgresMissing() }, () => {
    let postgres: TestPostgres;
    const made = new Map<string, Promise<string>>();
    before(async () => {
      postgres = await startPostgres();
    });
    after(() => postgres.stop());
    suite(async (name) => {
      const database = made.get(name) ?? postgres.createDatabase();
      made.set(name, database);
      return { databaseUrl: await database, connections: 8 };
    });
  });
}
