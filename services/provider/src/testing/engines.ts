import { openStore, type Store } from '@kazasu/server/store';
import { postgresMissing, startPostgres, type TestPostgres } from '@kazasu/server/store/conformance';

/** A kind of store to race on. */
export interface Engine {
  readonly name: string;
  /** For node:test: why it is left out here. */
  readonly skip: string | false;
  /** A fresh store with all its connections open, so that rivals start together. */
  open(): Promise<Store>;
  /** Closes the store that was opened, and ends what served it. */
  close(): Promise<void>;
}

/** Both engines; on PostgreSQL each of as many rivals has a connection of its own. */
export function raceEngines(rivals: number): readonly Engine[] {
  return [
    engine('sqlite', false, async () => ({ store: await openStore({ file: ':memory:' }) })),
    engine('PostgreSQL, where every statement has a connection of its own', postgresMissing(), async () => {
      const postgres = await startPostgres();
      const store = await openStore({ databaseUrl: postgres.url, connections: rivals });
      await Promise.all(Array.from({ length: rivals }, () => store.run('SELECT 1 AS one')));
      return { store, postgres };
    }),
  ];
}

interface Opened {
  readonly store: Store;
  readonly postgres?: TestPostgres;
}

function engine(name: string, skip: string | false, begin: () => Promise<Opened>): Engine {
  let opened: Opened | undefined;
  return {
    name,
    skip,
    open: async () => {
      opened = await begin();
      return opened.store;
    },
    close: async () => {
      await opened?.store.close();
      await opened?.postgres?.stop();
    },
  };
}
