/** Answers that are kept for their cycle, and what makes them new; the question on the bare socket. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { toBase64 } from '@kazasu/bytes';
import { serve } from '@kazasu/server/http';
import { type Databases, onBothEngines } from '@kazasu/server/store/conformance';
import type { UsageReport, VerifierToken } from '../api.ts';
import { ADMIN, TIME, testAuthority, VERIFIER } from '../testing/authority.ts';
import { forkAuthority } from '../testing/forked.ts';
import { bring } from '../testing/life.ts';
import {
  askOcsp as ask,
  OCSP_HEADERS as HEADERS,
  questioned as holder,
  joined,
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

test('an answer to a nonce tells what has happened since its certificate was last looked at', async () => {
  const authority = await testAuthority();
  const { question, questionWith, id } = await holder(authority);
  const asked = questionWith(new Uint8Array(32).fill(7));
  assert.equal((await ask(authority, asked)).status, 'good');
  const plain = await ask(authority, question);
  await revoke(authority, id, 'keyCompromise');
  assert.equal((await ask(authority, asked)).status, 'revoked');
  assert.equal(plain.status, 'good');
  assert.equal((await ask(authority, question)).status, 'revoked', 'signed anew, not the answer of before');
});

onBothEngines(shared);

function shared(databases: Databases): void {
  test('of two processes of one store, whoever asks after a revocation, wherever, is never told good, however many ask meanwhile', async () => {
    const [here, there] = await Promise.all(
      [1, 2].map(async () =>
        forkAuthority({ store: await databases('answers'), keys: join(folder, 'keys') }),
      ),
    );
    assert.ok(here && there);
    for (let round = 0; round < 6; round++) {
      const one = await holder(here);
      assert.equal((await ask(here, one.question)).status, 'good');
      assert.equal((await ask(there, one.question)).status, 'good');
      const nonce = one.questionWith(new Uint8Array(32).fill(round));
      assert.equal((await ask(there, nonce)).status, 'good');
      let over = false;
      const asking = Promise.all(
        [here, there].map(async (authority) => {
          while (!over) await ask(authority, one.question);
        }),
      );
      await revoke(round % 2 === 0 ? here : there, one.id, 'keyCompromise');
      const told: { status: string }[] = await Promise.all(
        [one.question, nonce].flatMap((question) => [ask(here, question), ask(there, question)]),
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
    // Two of each that were answered: what is no question is refused before anything is counted.
    assert.equal(counted?.count, 4);
  } finally {
    await Promise.all([bare.close(), plain.close()]);
  }
});

test('a request that asks about several certificates counts as so many questions, by either way', async () => {
  const authority = await testAuthority();
  const questions = [await holder(authority), await holder(authority), await holder(authority)];
  const three = joined(questions.map(({ question }) => question));
  const contract = { verifierId: 'small', name: 'x', purposes: ['login'], defaultPurpose: 'login' };
  const made = await authority.post(ADMIN, '/admin/verifiers', { ...contract, quotas: { ocsp: 10 } });
  const { token } = (await made.json()) as VerifierToken;
  const { app, direct } = authority;
  const server = await serve(app, { hostname: 'localhost', port: 0, direct });
  const headers = { ...HEADERS, authorization: `Bearer ${token}` };
  const [one] = questions;
  const ways = [
    (body = three) => fetch(`${server.url}/ocsp`, { method: 'POST', headers, body }),
    (body = three) => authority.ask(token, '/ocsp', { method: 'POST', headers: HEADERS, body }),
    (body = three) => authority.ask(token, `/ocsp/${encodeURIComponent(toBase64(body))}`),
  ];
  try {
    for (const way of ways) assert.equal((await way()).status, 200);
    for (const way of ways) {
      const refused = await way();
      assert.deepEqual([refused.status, refused.headers.get('retry-after')], [429, String(12 * 3600)]);
    }
    assert.equal((await ways[0]?.(one?.question))?.status, 200, 'one is left');
    const { usage } = (await (await authority.ask(token, '/v1/usage')).json()) as UsageReport;
    assert.deepEqual(
      usage.map(({ count }) => count),
      [10],
    );
  } finally {
    await server.close();
  }
});

test('a header that comes twice opens nothing, and who breaks off is no failure of ours', async () => {
  const authority = await testAuthority();
  const { app, direct, lines } = authority;
  const server = await serve(app, { hostname: 'localhost', port: 0, direct });
  const bearer = `Authorization: Bearer ${VERIFIER}\r\n`;
  const head = `POST /ocsp HTTP/1.1\r\nHost: localhost:${server.port}\r\nContent-Type: application/ocsp-request\r\n${bearer}`;
  try {
    const twice = connect(server.port, 'localhost').setEncoding('latin1');
    twice.write(`${head}Authorization: Bearer other\r\nContent-Length: 1\r\nConnection: close\r\n\r\n0`);
    const [answer] = (await once(twice, 'data')) as [string];
    assert.match(answer, /^HTTP\/1\.1 401 /);
    const half = connect(server.port, 'localhost');
    half.write(`${head}Content-Length: 80\r\n\r\n0`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    half.destroy();
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.deepEqual(
      lines.filter((line) => line.includes('request.failed')),
      [],
    );
  } finally {
    await server.close();
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
