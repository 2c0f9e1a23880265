import { after, before, describe } from 'node:test';
import { describeStore, postgresMissing, startPostgres, type TestPostgres } from './index.ts';

describe('PostgreSQL', { skip: postgresMissing() }, () => {
  let postgres: TestPostgres;
  before(async () => {
    postgres = await startPostgres();
  });
  after(() => postgres.stop());

  describeStore('PostgreSQL', {
    shared: true,
    fresh: async () => ({ databaseUrl: await postgres.createDatabase() }),
  });
});
