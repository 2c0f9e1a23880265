import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { endpointsOf } from '@kazasu/oidc';
import { openStore, type StoreOptions } from '@kazasu/server/store';
import { postgresMissing, startPostgres } from '@kazasu/server/store/conformance';
import { tokenApp } from '../testing/index.ts';
import { startNode } from '../testing/node-process.ts';

const RIVALS = 40;
const ROUNDS = 5;

/** Logins are finished here; codes are redeemed by two other processes, which share the database and nothing else. */
async function raceCodes(options: StoreOptions): Promise<void> {
  const store = await openStore(options);
  const t = await tokenApp({ store });
  await t.register();
  const nodes = await Promise.all([startNode(options), startNode(options)]);
  assert.equal(new Set([process.pid, ...nodes.map(({ processId }) => processId)]).size, 3);
  const { pathname } = new URL(endpointsOf(t.issuer).token);
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const code = await t.login();
      const forms = await Promise.all(
        Array.from({ length: RIVALS }, async () => ({
          ...t.redemption(code),
          ...(await t.authentication()),
        })),
      );
      const answers = await Promise.all(
        forms.map(async (form, index) => {
          const url = `${nodes[index % nodes.length]?.url}${pathname}`;
          const response = await fetch(url, { method: 'POST', body: new URLSearchParams(form) });
          return { status: response.status, body: (await response.json()) as Record<string, string> };
        }),
      );
      const lost = answers.filter(({ status }) => status !== 200);
      assert.equal(lost.length, RIVALS - 1);
      assert.deepEqual(new Set(lost.map(({ body }) => body.error_description)), new Set(['Code not valid']));
    }
  } finally {
    await Promise.all(nodes.map((node) => node.end()));
    await store.close();
  }
}

test(`a code is redeemed once by ${RIVALS} requests to two processes on one SQLite file`, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kazasu-race-'));
  try {
    await raceCodes({ file: join(folder, 'provider.db') });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test(`a code is redeemed once by ${RIVALS} requests to two processes on PostgreSQL`, {
  skip: postgresMissing(),
}, async () => {
  const postgres = await startPostgres();
  try {
    await raceCodes({ databaseUrl: await postgres.createDatabase(), connections: 20 });
  } finally {
    await postgres.stop();
  }
});
