import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { describeStore } from './index.ts';

let folder = '';
let files = 0;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kazasu-store-'));
});
after(() => rm(folder, { recursive: true, force: true }));

describeStore('SQLite in memory', { shared: false, fresh: async () => ({ file: ':memory:' }) });

describeStore('SQLite in a file', {
  shared: true,
  fresh: async () => {
    files += 1;
    return { file: join(folder, `${files}.db`) };
  },
});
