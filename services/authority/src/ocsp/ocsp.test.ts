/** Answers that are kept for their cycle, and what makes them new; the question on the bare socket. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { serve } from '@kazasu/server/http';
import type { StoreOptions } from '@kazasu/server/store';
import { postgresMissing, startPostgres, type TestPostgres } from '@kazasu/server/store/conformance';
import type { UsageReport } from '../api.ts';
import { TIME, testAuthority, VERIFIER } from '../testing/authority.ts';
import { forkAuthority } from '../testing/forked.ts';
import { bring } from '../testing/life.ts';
import {
  askOcsp as ask,
  OCSP_HEADERS as HEADERS,
  questioned as holder,
  readOcsp as read,
  revoke,
} from '../testing/question.ts';

const MINUTE = 60_000;
const folder = mkdtempSync(join(tmpdir(), 'kazasu-ocsp-'));
after(() => rmSync(folder, { recursive: true, force: true }));

test('an answer is signed once in its cycle, ends with it, and is renewed in the next', async () => {
  const authority = await testAuthority();
  const { question } = await holder(authority);
  const first = await ask(authority, question);
  assert.deepEqual(first, { status: 'good', producedAt: TIME, nextUpdate: TIME + 16 * MINUTE });
  authority.clock.advance(14 * MINUTE + 59_000);
  assert.deepEqual(await ask(authority, question), first);
  authority.clock.advance(1000);
  const second = await ask(authority, question);
  assert.deepEqual(second, {
    status: 'good',
    producedAt: TIME + 15 * MINUTE,
    nextUpdate: TIME + 31 * MINUTE,
  });
  authority.clock.set(TIME + 10 * MINUTE);
  assert.deepEqual(
    (await ask(authority, question)).producedAt,
    TIME + 10 * MINUTE,
    'no answer from the future',
  );
});

test('what happens to others leaves an answer as it is; what happens to its certificate does not', async () => {
  const authority = await testAuthority();
  const [one, other] = [await holder(authority), await holder(authority)];
  const first = await ask(authority, one.question);
  authority.clock.advance(MINUTE);
  await revoke(authority, other.id, 'superseded');
  assert.deepEqual(await ask(authority, one.question), first);
  assert.equal((await ask(authority, other.question)).status, 'revoked');
  await bring(authority, one.residentId, 'loss');
  assert.equal((await ask(authority, one.question)).status, 'revoked');
  await bring(authority, one.residentId, 'recovery');
  assert.deepEqual(await ask(authority, one.question), { ...first, producedAt: TIME + MINUTE });
});

test('an answer to a nonce is made for it alone', async () => {
  const authority = await testAuthority();
  const { question, questionWith } = await holder(authority);
  await ask(authority, question);
  authority.clock.advance(MINUTE);
  const asked = questionWith(new Uint8Array(32).fill(7));
  const answers = [await ask(authority, asked)];
  authority.clock.advance(1000);
  answers.push(await ask(authority, asked));
  assert.deepEqual(
    answers.map(({ producedAt }) => producedAt),
    [TIME + MINUTE, TIME + MINUTE + 1000],
  );
});

describe('over two processes of one store, on SQLite', () =>
  shared(async () => ({ file: join(folder, 'authority.db') })));
describe('over two processes of one store, on PostgreSQL', { skip: postgresMissing() }, () => {
  let postgres: TestPostgres;
  let database: string;
  before(async () => {
    postgres = await startPostgres();
    database = await postgres.createDatabase();
  });
  after(() => postgres.stop());
  shared(async () => ({ databaseUrl: database, connections: 4 }));
});

function shared(options: () => Promise<StoreOptions>): void {
  test('whoever asks after a revocation, wherever, is never told good, however many ask meanwhile', async () => {
    const [here, there] = await Promise.all(
      [1, 2].map(async () => forkAuthority({ store: await options(), keys: join(folder, 'keys') })),
    );
    assert.ok(here && there);
    for (let round = 0; round < 6; round++) {
      const one = await holder(here);
      assert.equal((await ask(here, one.question)).status, 'good');
      assert.equal((await ask(there, one.question)).status, 'good');
      let over = false;
      const asking = Promise.all(
        [here, there].map(async (authority) => {
          while (!over) await ask(authority, one.question);
        }),
      );
      await revoke(round % 2 === 0 ? here : there, one.id, 'keyCompromise');
      const told: { status: string }[] = await Promise.all(
        [here, there, here, there].map((authority) => ask(authority, one.question)),
      );
      over = true;
      await asking;
      assert.deepEqual(
        told.map(({ status }) => status),
        Array(4).fill('revoked'),
        `round ${round}`,
      );
    }
    await Promise.all([here, there].map((authority) => authority.kill()));
  });
}

test('the bare socket answers as the app does, refuses as it does, and counts a question once', async () => {
  const authority = await testAuthority();
  const { question } = await holder(authority);
  const bare = await serve(authority.app, { hostname: 'localhost', port: 0, direct: authority.direct });
  const plain = await serve(authority.app, { hostname: 'localhost', port: 0 });
  const both = async (init: RequestInit) => {
    const answers = await Promise.all(
      [bare, plain].map(({ url }) => fetch(`${url}/ocsp`, { method: 'POST', ...init })),
    );
    return Promise.all(
      answers.map(async (answer) => {
        const { date: _, ...headers } = Object.fromEntries(answer.headers);
        return {
          status: answer.status,
          headers,
          body: Buffer.from(await answer.arrayBuffer()).toString('hex'),
        };
      }),
    );
  };
  const token = { authorization: `Bearer ${VERIFIER}` };
  const good = { ...HEADERS, ...token, 'kazasu-purpose': 'bare' };
  try {
    for (const [status, init] of [
      [200, { headers: good, body: question }],
      [200, { headers: good, body: Uint8Array.of(1, 2, 3) }],
      [401, { headers: HEADERS, body: question }],
      [401, { headers: { ...HEADERS, authorization: 'Bearer other' }, body: question }],
      [415, { headers: { ...good, 'content-type': 'text/plain' }, body: question }],
      [413, { headers: good, body: new Uint8Array(8193) }],
      [400, { headers: { ...good, 'kazasu-purpose': 'Not A Purpose' }, body: question }],
    ] as const) {
      const [direct, app] = await both(init);
      assert.equal(direct?.status, status);
      assert.deepEqual(direct, app);
    }
    const usage = (await (await authority.ask(VERIFIER, '/v1/usage')).json()) as UsageReport;
    const counted = usage.usage.find(({ service, purpose }) => service === 'ocsp' && purpose === 'bare');
    // Two of each that were answered, and those that the app refuses after it has counted them.
    assert.equal(counted?.count, 8);
  } finally {
    await Promise.all([bare.close(), plain.close()]);
  }
});

test('fifty who connect and say nothing, or half of something, keep nobody waiting', async () => {
  const authority = await testAuthority();
  const { question } = await holder(authority);
  const server = await serve(authority.app, {
    hostname: 'localhost',
    port: 0,
    direct: authority.direct,
    drainMs: 10,
  });
  const head = `POST /ocsp HTTP/1.1\r\nHost: localhost:${server.port}\r\nAuthorization: Bearer ${VERIFIER}\r\n`;
  const halves = ['', head, `${head}Content-Type: application/ocsp-request\r\nContent-Length: 80\r\n\r\n0`];
  const sockets: Socket[] = [];
  for (let i = 0; i < 50; i++) {
    const socket = connect(server.port, 'localhost').on('error', () => undefined);
    socket.write(halves[i % halves.length] ?? '');
    sockets.push(socket);
  }
  try {
    const headers = { ...HEADERS, authorization: `Bearer ${VERIFIER}` };
    const signal = AbortSignal.timeout(2000);
    const asked = Array.from({ length: 20 }, () =>
      fetch(`${server.url}/ocsp`, { method: 'POST', headers, body: question, signal }),
    );
    for (const answer of await Promise.all(asked)) {
      assert.equal(read(new Uint8Array(await answer.arrayBuffer())).status, 'good');
    }
  } finally {
    for (const socket of sockets) socket.destroy();
    await server.close();
  }
});
