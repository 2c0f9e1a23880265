import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { endpointsOf } from '@kazasu/oidc';
import { openStore, type StoreOptions } from '@kazasu/server/store';
import { postgresMissing, startPostgres, type TestPostgres } from '@kazasu/server/store/conformance';
import { tokenApp } from '../testing/index.ts';
import { type NodeProcess, startNode } from '../testing/node-process.ts';

const RIVALS = 40;
const ROUNDS = 5;

/** Two processes, each over both stores: starting one costs more than all of its answers. */
let nodes: NodeProcess[];
let options: readonly StoreOptions[];
let postgres: TestPostgres | undefined;
let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kazasu-race-'));
  const file = { file: join(folder, 'provider.db') };
  postgres = postgresMissing() === false ? await startPostgres() : undefined;
  options = postgres === undefined ? [file] : [file, { databaseUrl: postgres.url, connections: 20 }];
  nodes = await Promise.all([startNode(options), startNode(options)]);
});
after(async () => {
  await Promise.all(nodes.map((node) => node.end()));
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Logins are finished here; codes are redeemed by two other processes, which share the database and nothing else. */
async function raceCodes(engine: number): Promise<void> {
  const store = await openStore(options[engine] ?? assert.fail('no such store'));
  const t = await tokenApp({ store });
  await t.register();
  assert.equal(new Set([process.pid, ...nodes.map(({ processId }) => processId)]).size, 3);
  const { pathname } = new URL(endpointsOf(t.issuer).token);
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
        const url = `${nodes[index % nodes.length]?.urls[engine]}${pathname}`;
        const response = await fetch(url, { method: 'POST', body: new URLSearchParams(form) });
        return { status: response.status, body: (await response.json()) as Record<string, string> };
      }),
    );
    const lost = answers.filter(({ status }) => status !== 200);
    assert.equal(lost.length, RIVALS - 1);
    assert.deepEqual(new Set(lost.map(({ body }) => body.error_description)), new Set(['Code not valid']));
  }
  await store.close();
}

describe(`a code is redeemed once by ${RIVALS} requests to two processes`, () => {
  test('on one SQLite file', () => raceCodes(0));
  test('on PostgreSQL', { skip: postgresMissing() }, () => raceCodes(1));
});
