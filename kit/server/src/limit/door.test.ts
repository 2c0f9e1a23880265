import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { Hono } from 'hono';
import * as v from 'valibot';
import { readForm } from '../http/form.ts';
import { forwarding, type RunningServer, serve } from '../http/index.ts';
import { silentLog } from '../log/index.ts';
import { type DoorOptions, openDoor } from './door.ts';
import { LimitSettings } from './settings.ts';

interface Setting {
  readonly settings?: v.InferInput<typeof LimitSettings>;
  readonly rules?: DoorOptions['rules'];
  readonly ticks?: () => number;
}

/** A service that holds what it is told to hold, behind a door. */
async function behindDoor(
  { settings = {}, rules, ticks }: Setting,
  work: (place: {
    server: RunningServer;
    door: ReturnType<typeof openDoor>;
    held: (() => void)[];
    ask: (path: string, from?: string) => Promise<Response>;
    raw: (text: string) => ReturnType<typeof connect>;
  }) => Promise<void>,
): Promise<void> {
  const held: (() => void)[] = [];
  const app = new Hono();
  app.get('/', (c) => c.text('hello'));
  app.get('/held', async (c) => {
    await new Promise<void>((resolve) => held.push(resolve));
    return c.text('finished');
  });
  app.post('/form', async (c) => c.text((await readForm(c.req.raw, 20_000)).get('a') ?? ''));
  app.post('/upload', async (c) => {
    await readForm(c.req.raw, 200_000);
    return c.text('read');
  });
  const door = openDoor(
    {
      settings: v.parse(LimitSettings, { pauseMs: 0, ...settings }),
      rules,
      forwarding: forwarding({ proxies: 1 }),
      log: silentLog,
      ...(ticks && { ticks }),
    },
    undefined,
  );
  const server = await serve(app, { hostname: '127.0.0.1', port: 0, direct: door.handle, drainMs: 500 });
  const ask = (path: string, from = '192.0.2.1') =>
    fetch(server.url + path, { headers: { 'X-Forwarded-For': from } });
  const raw = (text: string) => {
    const socket = connect(server.port, '127.0.0.1').on('error', () => {});
    socket.setEncoding('utf8').write(text.replaceAll('HOST', `Host: localhost:${server.port}`));
    return socket;
  };
  try {
    await work({ server, door, held, ask, raw });
  } finally {
    for (const go of held) go();
    await server.close();
    door.close();
  }
}

test('an address that asks too often gets 429 and is told when to come back; others are not touched', () => {
  let time = 1_000;
  return behindDoor(
    { settings: { perAddress: { perSecond: 1, burst: 2 } }, ticks: () => time },
    async ({ ask }) => {
      assert.deepEqual([(await ask('/')).status, (await ask('/')).status], [200, 200]);
      const refused = await ask('/');
      assert.equal(refused.status, 429);
      assert.equal(refused.headers.get('Retry-After'), '1');
      assert.equal(refused.headers.get('Cache-Control'), 'no-store');
      assert.deepEqual(await refused.json(), { error: 'too_many_requests' });
      assert.equal((await ask('/', '192.0.2.2')).status, 200);
      assert.equal(
        (await ask('/', '192.0.2.1, 198.51.100.1')).status,
        200,
        'what the client claims is not looked at',
      );
      time += 1_000;
      assert.equal((await ask('/')).status, 200);
    },
  );
});

test('a service says for whom it is asked, what is free, and how it refuses', () =>
  behindDoor(
    {
      settings: { perAddress: { perSecond: 1, burst: 1 } },
      rules: {
        classify: ({ url = '' }) => ({
          urgency: 'begins',
          clientId: 'RP1',
          waitMs: url.endsWith('?often') ? 3_400 : 0,
          free: url.endsWith('?free'),
        }),
        answer: (_request, { limit, retryAfter }) => ({
          headers: { 'Content-Type': 'text/plain' },
          body: `${limit} ${retryAfter}`,
        }),
      },
    },
    async ({ ask }) => {
      for (let i = 0; i < 5; i++) assert.equal((await ask('/?free')).status, 200);
      const often = await ask('/?often');
      assert.deepEqual(
        [often.status, await often.text(), often.headers.get('Retry-After')],
        [429, 'client 4', '4'],
      );
      assert.equal(await (await ask('/')).text(), 'address 1');
      const head = await fetch((await ask('/?free')).url.replace('?free', ''), { method: 'HEAD' });
      assert.equal(head.status, 200);
    },
  ));

test('one who takes all the places does not keep another waiting, and 503 is for whoever had no part in it', () =>
  behindDoor(
    { settings: { overload: { least: 4, most: 4, waiting: 2, patienceMs: 50 } } },
    async ({ ask, held, door }) => {
      const flood = Array.from({ length: 8 }, () => ask('/held'));
      while (held.length < 2 || door.admission.waiting < 2) await new Promise(setImmediate);
      assert.equal((await ask('/', '192.0.2.2')).status, 200, 'at once');
      const others = ['192.0.2.3', '192.0.2.4'].map((from) => ask('/held', from));
      while (held.length < 4) await new Promise(setImmediate);
      const unlucky = await ask('/', '192.0.2.5');
      assert.deepEqual([unlucky.status, unlucky.headers.get('Retry-After')], [503, '2']);
      for (const go of held) go();
      const statuses = (await Promise.all([...flood, ...others])).map(({ status }) => status).sort();
      assert.deepEqual(statuses.slice(0, 4), [200, 200, 200, 200]);
      assert.ok(
        statuses.slice(4).every((status) => status === 429),
        statuses.join(),
      );
    },
  ));

test('who sends a body slowly takes no place; once it is there it is read', () =>
  behindDoor({ settings: { overload: { least: 2, most: 2 } } }, async ({ raw, ask, door }) => {
    const head = (length: number) =>
      `POST /form HTTP/1.1\r\nHOST\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${length}\r\n\r\n`;
    const chunked = head(1).replace('Content-Length: 1', 'Transfer-Encoding: chunked');
    const slow = [raw(`${head(6)}a=12`), raw(`${chunked}4\r\na=12\r\n`), raw(`${head(9_000)}a=`)];
    assert.equal((await ask('/')).status, 200);
    assert.equal(door.admission.inFlight, 0);
    const [declared, inChunks, long] = slow as [(typeof slow)[0], (typeof slow)[0], (typeof slow)[0]];
    declared.write('34');
    inChunks.write('2\r\n34\r\n0\r\n\r\n');
    long.write('b'.repeat(4_000));
    long.write('b'.repeat(4_998));
    for (const socket of [declared, inChunks])
      assert.match(String(await once(socket, 'data')), /200 OK[\s\S]*1234/);
    assert.match(String(await once(long, 'data')), /200 OK/);
    assert.match(String(await once(raw(`${head(4)}a=12`), 'data')), /200 OK[\s\S]*12/);
    for (const socket of slow) socket.destroy();
  }));

test('long bodies that do not come take no place, and those that began few; one neighbourhood leaves some to the others', () =>
  behindDoor({ settings: { overload: { least: 32, most: 32 } } }, async ({ raw, ask, door }) => {
    const upload = (from: string, begun: number) =>
      raw(
        `POST /upload HTTP/1.1\r\nHOST\r\nX-Forwarded-For: ${from}\r\nContent-Type: application/x-www-form-urlencoded\r\n` +
          `Content-Length: 100000\r\n\r\na=${'b'.repeat(begun)}`,
      );
    const hosts = Array.from({ length: 40 }, (_, i) => `2001:db8:7:${i.toString(16)}::1`);
    const silent = hosts.map((from) => upload(from, 1));
    assert.equal((await ask('/')).status, 200);
    assert.equal(door.admission.inFlight, 0);
    const slow = hosts.map((from) => upload(from, 80_000));
    while (door.admission.inFlight < 2) await new Promise(setImmediate);
    assert.equal((await ask('/')).status, 200);
    assert.equal(door.admission.inFlight, 2, 'half of the four that may be waited for');
    const whole = upload('192.0.2.9', 99_998);
    assert.match(String(await once(whole, 'data')), /200 OK[\s\S]*read/);
    for (const socket of [...silent, ...slow, whole]) socket.destroy();
  }));

test('a refusal is held back for a moment', () =>
  behindDoor({ settings: { pauseMs: 60, perAddress: { perSecond: 1, burst: 1 } } }, async ({ ask }) => {
    await ask('/');
    const start = performance.now();
    assert.equal((await ask('/')).status, 429);
    const elapsed = performance.now() - start;
    assert.ok(elapsed >= 55, `${elapsed}`);
  }));

test('places come back when their owners break off, inside or waiting', () =>
  behindDoor({ settings: { overload: { least: 2, most: 2 } } }, async ({ server, raw, ask, held, door }) => {
    const text = 'GET /held HTTP/1.1\r\nHOST\r\n\r\n';
    const [inside, waiting] = [raw(text), raw(text)];
    while (held.length < 1 || door.admission.waiting < 1) await new Promise(setImmediate);
    waiting.destroy();
    while ((await connectionsOf(server)) > 1) await new Promise(setImmediate);
    inside.destroy();
    while (door.admission.inFlight > 0) await new Promise(setImmediate);
    assert.equal((await ask('/')).status, 200);
    assert.equal(held.length, 1, 'who has gone is not let in');
  }));

function connectionsOf({ server }: RunningServer): Promise<number> {
  return new Promise((resolve, reject) =>
    server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
  );
}
