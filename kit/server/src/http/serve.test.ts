import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { test } from 'node:test';
import { setImmediate as immediate, setTimeout } from 'node:timers/promises';
import { Hono } from 'hono';
import { readForm } from './form.ts';
import { HttpError } from './http-error.ts';
import { type DirectHandler, type RunningServer, type ServeOptions, serve } from './serve.ts';

const GLOBALS = { Request, Response };

/** Holds a request: tells that it has come in, and lets it go on when told. */
function gate() {
  return { entered: Promise.withResolvers<void>(), goOn: Promise.withResolvers<void>() };
}

function testApp({ entered, goOn } = gate()): Hono {
  const app = new Hono();
  app.get('/', (c) => c.text('hello'));
  app.get('/slow', async (c) => {
    entered.resolve();
    await goOn.promise;
    return c.text('finished');
  });
  app.post('/form', async (c) => c.text((await readForm(c.req.raw, 1000)).get('a') ?? ''));
  app.onError((error, c) => c.text('', error instanceof HttpError ? error.status : 500));
  return app;
}

async function withServer(
  work: (server: RunningServer) => Promise<void>,
  app = testApp(),
  options: Partial<ServeOptions> = {},
): Promise<void> {
  const server = await serve(app, { hostname: '127.0.0.1', port: 0, drainMs: 500, ...options });
  try {
    await work(server);
  } finally {
    await server.close();
  }
}

async function open(server: RunningServer): Promise<{ socket: Socket; said: () => string }> {
  const socket = connect(server.port, '127.0.0.1');
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  socket.on('error', () => {});
  await once(socket, 'connect');
  return { socket, said: () => text };
}

test('a free port is taken and told, on the address that was named', () =>
  withServer(async (server) => {
    assert.equal(server.url, `http://127.0.0.1:${server.port}`);
    assert.equal(await (await fetch(server.url)).text(), 'hello');
    await assert.rejects(serve(testApp(), { hostname: '127.0.0.1', port: server.port }), {
      code: 'EADDRINUSE',
    });
  }));

test('the process keeps its own Request and Response', () =>
  withServer(async () => {
    assert.equal(Request, GLOBALS.Request);
    assert.equal(Response, GLOBALS.Response);
  }));

test('a form is read and bounded over the wire, with a length and in chunks', () =>
  withServer(async (server) => {
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const post = (body: BodyInit) =>
      fetch(`${server.url}/form`, { method: 'POST', headers, body, ...{ duplex: 'half' } });
    assert.equal(await (await post('a=b')).text(), 'b');
    assert.equal((await post(`a=${'b'.repeat(1000)}`)).status, 413);
    const { socket, said } = await open(server);
    socket.write(
      `POST /form HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nContent-Type: ${headers['Content-Type']}\r\nTransfer-Encoding: chunked\r\n\r\n`,
    );
    const answered = once(socket, 'data');
    for (let i = 0; i < 4; i++) socket.write(`190\r\n${'a'.repeat(400)}\r\n`);
    await answered;
    assert.match(said(), /^HTTP\/1\.1 413 /);
    socket.destroy();
    assert.equal(await (await post('a=c')).text(), 'c');
  }));

test('requests without a host, and two lengths, are refused with 400', () =>
  withServer(async (server) => {
    const faulty = [
      'GET / HTTP/1.1\r\n\r\n',
      'POST /form HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n',
    ];
    for (const text of faulty) {
      const { socket, said } = await open(server);
      socket.write(text);
      await once(socket, 'close');
      assert.match(said(), /^HTTP\/1\.1 400 /);
    }
  }));

/** Says it, and hears the status with which the connection ends; undefined where it ends without a word. */
async function endOf(server: RunningServer, ...texts: string[]): Promise<string | undefined> {
  const { socket, said } = await open(server);
  const closed = once(socket, 'close');
  for (const text of texts) socket.write(text);
  await closed;
  return /^HTTP\/1\.1 (\d+)/.exec(said())?.[1];
}

const QUICK = {
  headersTimeoutMs: 100,
  requestTimeoutMs: 200,
  idleTimeoutMs: 100,
  silenceTimeoutMs: 400,
  urlLength: 1_000,
  headers: 20,
} as const;

test('who sends headers or a body slowly, or nothing more, or never reads, is left', () =>
  withServer(
    async (server) => {
      const ends = [
        endOf(server, 'GET / HTTP/1.1\r\nHost: x\r\nX: slo'),
        endOf(server, 'POST /form HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n', 'a'),
        endOf(server, 'POST /form HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n', '1\r\na\r\n'),
        endOf(server, ''),
      ];
      assert.deepEqual((await Promise.all(ends)).slice(0, 1), ['408']);
      // An idle one ends without a word, after its answer.
      assert.equal(await endOf(server, `GET / HTTP/1.1\r\nHost: localhost:${server.port}\r\n\r\n`), '200');
      // So does one that is under way, without an octet in either direction.
      assert.equal(
        await endOf(server, `GET /slow HTTP/1.1\r\nHost: localhost:${server.port}\r\n\r\n`),
        undefined,
      );
    },
    testApp(),
    { limits: QUICK },
  ));

test('an address too long is 414, headers too many or too long are 431, and nothing more is heard', () => {
  const refused: string[] = [];
  const options = { limits: QUICK, onRefused: (by: string) => void refused.push(by) };
  return withServer(
    async (server) => {
      const host = `Host: localhost:${server.port}\r\nConnection: close\r\n`;
      const headers = (count: number) => Array.from({ length: count - 2 }, (_, i) => `X${i}: x\r\n`).join('');
      const then = `GET / HTTP/1.1\r\n${host}\r\n`;
      assert.equal(await endOf(server, `GET /?${'a'.repeat(998)} HTTP/1.1\r\n${host}\r\n`), '200');
      assert.equal(await endOf(server, `GET /?${'a'.repeat(999)} HTTP/1.1\r\n${host}\r\n`, then), '414');
      assert.equal(await endOf(server, `GET / HTTP/1.1\r\n${host}${headers(20)}\r\n`), '200');
      assert.equal(await endOf(server, `GET / HTTP/1.1\r\n${host}${headers(21)}\r\n`, then), '431');
      // Node's own bound, in octets.
      assert.equal(await endOf(server, `GET / HTTP/1.1\r\n${host}X: ${'a'.repeat(17_000)}\r\n\r\n`), '431');
      assert.deepEqual(refused, ['url', 'headers']);
    },
    testApp(),
    options,
  );
});

test('connections have a bound, those of one address too, and end after so many requests', async () => {
  const refused: string[] = [];
  const onRefused = (by: string) => void refused.push(by);
  for (const limits of [{ connections: 2 }, { connectionsPerAddress: 2 }]) {
    await withServer(
      async (server) => {
        const [first] = [await open(server), await open(server)];
        assert.equal(await endOf(server, ''), undefined);
        first.socket.destroy();
        await once(first.socket, 'close');
        // The place comes back once the server has seen the end.
        while ((await fetch(server.url).catch(() => undefined))?.status !== 200);
      },
      testApp(),
      { limits, onRefused },
    );
  }
  assert.ok(refused.length >= 2 && refused.every((by) => by === 'connections'), refused.join());
  await withServer(
    async (server) => {
      const { socket, said } = await open(server);
      const closed = once(socket, 'close');
      const text = `GET / HTTP/1.1\r\nHost: localhost:${server.port}\r\n\r\n`;
      socket.write(text.repeat(3));
      await closed;
      // Whoever does not heed the second hears 503 (Node's own), and nothing more.
      assert.deepEqual(said().match(/HTTP\/1\.1 \d+|Connection: \S+/g), [
        'HTTP/1.1 200',
        'Connection: keep-alive',
        'HTTP/1.1 200',
        'Connection: close',
        'HTTP/1.1 503',
        'Connection: close',
      ]);
    },
    testApp(),
    { limits: { requestsPerConnection: 2, idleTimeoutMs: 100 } },
  );
});

test('a rush that comes between two turns of the loop is connected whole', () =>
  withServer(async (server) => {
    const rush = Array.from({ length: 1_000 }, () => connect(server.port, '127.0.0.1').on('error', () => {}));
    // Whom the kernel turned away tries again a second later.
    for (let turn = 0; turn < 5; turn += 1) await immediate();
    assert.equal(rush.filter(({ connecting }) => !connecting).length, rush.length);
    for (const socket of rush) socket.destroy();
  }));

/** A server whose connections somebody else accepts. */
async function servedElsewhere(
  app: Hono,
  options: Partial<ServeOptions>,
): Promise<{ running: RunningServer; asked: string[] }> {
  const asked: string[] = [];
  let take: ((socket: Socket) => void) | undefined;
  const elsewhere = createServer((socket) => take?.(socket));
  await once(elsewhere.listen(0, '127.0.0.1'), 'listening');
  const running = await serve(app, {
    hostname: '127.0.0.1',
    port: 1,
    drainMs: 2_000,
    ...options,
    connections: {
      open: async (taker) => {
        asked.push('open');
        take = taker;
        return (elsewhere.address() as AddressInfo).port;
      },
      close: async () => {
        asked.push('close');
        elsewhere.close();
      },
    },
  });
  return { running, asked };
}

test('connections that another process accepts are served, limited and ended like one’s own', async () => {
  const held = gate();
  const refused: string[] = [];
  const { running, asked } = await servedElsewhere(testApp(held), {
    limits: { headersTimeoutMs: 100, connections: 2 },
    onRefused: (by) => void refused.push(by),
  });
  assert.equal(await (await fetch(running.url)).text(), 'hello');
  const stuck = endOf(running, 'GET / HTTP/1.1\r\nHost: x\r\nX: slo');
  assert.equal(await endOf(running, ''), undefined);
  assert.deepEqual(refused, ['connections']);
  assert.equal(await stuck, '408');
  // Whoever has said all may close that side, and still gets the answer.
  const half = await open(running);
  half.socket.end(`GET /slow HTTP/1.1\r\nHost: 127.0.0.1:${running.port}\r\n\r\n`);
  await held.entered.promise;
  const closed = running.close();
  held.goOn.resolve();
  await once(half.socket, 'close');
  assert.match(half.said(), /^HTTP\/1\.1 200 .*connection: close.*finished/is);
  await closed;
  assert.deepEqual(asked, ['open', 'close']);
});

test('closing waits a little for the first request of a connection that is open already', async () => {
  const server = await serve(testApp(), { hostname: '127.0.0.1', port: 0 });
  const { socket, said } = await open(server);
  // The server has accepted it when it has answered on a later one.
  await (await fetch(server.url)).text();
  const closed = server.close();
  await setTimeout(20);
  socket.write(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\n\r\n`);
  await once(socket, 'close');
  assert.match(said(), /^HTTP\/1\.1 200 .*connection: close.*hello/is);
  await closed;
});

test('closing lets a request under way finish and takes no new one', () => {
  const held = gate();
  return withServer(async (server) => {
    const slow = fetch(`${server.url}/slow`);
    await held.entered.promise;
    const closed = server.close();
    await assert.rejects(fetch(server.url));
    held.goOn.resolve();
    const response = await slow;
    assert.equal(await response.text(), 'finished');
    assert.equal(response.headers.get('connection'), 'close');
    await closed;
  }, testApp(held));
});

test('closing ends idle connections soon, and stuck ones at the deadline', async () => {
  const server = await serve(testApp(), { hostname: '127.0.0.1', port: 0, drainMs: 100 });
  const idle = await open(server);
  const idleEnd = once(idle.socket, 'close');
  await server.close();
  await idleEnd;
  const held = gate();
  const other = await serve(testApp(held), { hostname: '127.0.0.1', port: 0, drainMs: 100 });
  const failed = assert.rejects(fetch(`${other.url}/slow`));
  await held.entered.promise;
  const start = performance.now();
  await other.close();
  const elapsed = performance.now() - start;
  await failed;
  assert.ok(elapsed >= 90 && elapsed < 4000, `${elapsed}`);
});

test('closing ends upgraded connections, and may be asked for twice', async () => {
  const server = await serve(testApp(), { hostname: '127.0.0.1', port: 0 });
  server.server.on('upgrade', (_request, socket) => {
    socket.on('error', () => {});
    socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n');
  });
  const { socket, said } = await open(server);
  socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n');
  await once(socket, 'data');
  assert.match(said(), /^HTTP\/1\.1 101 /);
  const ended = once(socket, 'close');
  await Promise.all([server.close(), server.close()]);
  await ended;
});

/** The status of a raw request, whose lines may name the port as PORT. */
async function statusOf(server: RunningServer, ...lines: string[]): Promise<string | undefined> {
  const { socket, said } = await open(server);
  const text = [...lines, 'Connection: close', '', ''].join('\r\n').replaceAll('PORT', String(server.port));
  const closed = once(socket, 'close');
  socket.write(text);
  await closed;
  return /^HTTP\/1\.1 (\d+)/.exec(said())?.[1];
}

test('a server on loopback answers to loopback’s names and its port, whatever other name leads there', () =>
  withServer(async (server) => {
    for (const host of ['localhost:PORT', 'LOCALHOST:PORT', '127.0.0.1:PORT', '[::1]:PORT', 'localhost']) {
      assert.equal(await statusOf(server, 'GET / HTTP/1.1', `Host: ${host}`), '200', host);
    }
    const foreign = ['evil.example:PORT', 'evil.example', 'localhost:1', 'localhost.evil.example:PORT', ''];
    for (const host of [...foreign, 'evil.example@localhost:PORT', '127.0.0.2:PORT']) {
      assert.equal(await statusOf(server, 'GET / HTTP/1.1', `Host: ${host}`), '421', host);
    }
  }));

test('two hosts, or a target with a foreign host, are refused before any handler', async () => {
  let handled = 0;
  const app = { fetch: () => new Response(String(++handled)) };
  const server = await serve(app, { hostname: '127.0.0.1', port: 0 });
  const own = 'Host: localhost:PORT';
  assert.equal(await statusOf(server, 'GET / HTTP/1.1', own, 'hOST: evil.example'), '421');
  assert.equal(await statusOf(server, 'GET / HTTP/1.1', own, own), '421');
  assert.equal(await statusOf(server, 'GET http://evil.example/ HTTP/1.1', own), '421');
  assert.equal(handled, 0);
  assert.equal(await statusOf(server, 'GET http://localhost:PORT/ HTTP/1.1', own), '200');
  assert.equal(handled, 1);
  await server.close();
});

test('a target in absolute form is what it means, for all who look at it', async () => {
  const seen: (string | undefined)[] = [];
  const direct: DirectHandler = ({ url }, response) => {
    seen.push(url);
    response.end();
  };
  const server = await serve(new Hono(), { hostname: '127.0.0.1', port: 0, direct });
  const targets = ['http://localhost:PORT/a?b=c', 'HTTP://localhost:PORT', 'http://localhost:PORT?b', '*'];
  for (const target of targets) await statusOf(server, `OPTIONS ${target} HTTP/1.1`, 'Host: localhost:PORT');
  await server.close();
  assert.deepEqual(seen, ['/a?b=c', '/', '/?b', '*']);
});

test('hosts that are named are the only ones, and upgrades can be asked about too', async () => {
  const server = await serve(testApp(), { hostname: '127.0.0.1', port: 0, hosts: ['login.example'] });
  assert.equal(await statusOf(server, 'GET / HTTP/1.1', 'Host: login.example'), '200');
  assert.equal(await statusOf(server, 'GET / HTTP/1.1', 'Host: localhost:PORT'), '421');
  assert.equal(server.isMeant({ rawHeaders: ['Host', 'login.example'], url: '/socket' }), true);
  assert.equal(server.isMeant({ rawHeaders: ['Host', 'evil.example'], url: '/socket' }), false);
  assert.equal(server.isMeant({ rawHeaders: ['X', 'Host', 'Y', 'login.example'], url: '/' }), false);
  await server.close();
});
