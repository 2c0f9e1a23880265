import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { test } from 'node:test';
import { Hono } from 'hono';
import { readForm } from './form.ts';
import { HttpError } from './http-error.ts';
import { type RunningServer, serve } from './serve.ts';

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

async function withServer(work: (server: RunningServer) => Promise<void>, app = testApp()): Promise<void> {
  const server = await serve(app, { hostname: '127.0.0.1', port: 0 });
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

test('headers beyond their bound are refused with 431', () =>
  withServer(async (server) => {
    const { socket, said } = await open(server);
    socket.write(`GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(17_000)}\r\n\r\n`);
    await once(socket, 'close');
    assert.match(said(), /^HTTP\/1\.1 431 /);
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

test('slow senders have a deadline', () =>
  withServer(async (running) => {
    const { server } = running;
    assert.equal(server.headersTimeout, 10_000);
    assert.equal(server.requestTimeout, 30_000);
    assert.equal(server.keepAliveTimeout, 30_000);
    assert.equal(server.maxHeadersCount, 100);
    server.headersTimeout = 100;
    const { socket, said } = await open(running);
    socket.write('GET / HTTP/1.1\r\nHost: x\r\nX: slo');
    await once(socket, 'close');
    assert.match(said(), /^HTTP\/1\.1 408 /);
  }));

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

test('closing ends idle connections at once, and stuck ones at the deadline', async () => {
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

test('hosts that are named are the only ones, and upgrades can be asked about too', async () => {
  const server = await serve(testApp(), { hostname: '127.0.0.1', port: 0, hosts: ['login.example'] });
  assert.equal(await statusOf(server, 'GET / HTTP/1.1', 'Host: login.example'), '200');
  assert.equal(await statusOf(server, 'GET / HTTP/1.1', 'Host: localhost:PORT'), '421');
  assert.equal(server.isMeant({ rawHeaders: ['Host', 'login.example'], url: '/socket' }), true);
  assert.equal(server.isMeant({ rawHeaders: ['Host', 'evil.example'], url: '/socket' }), false);
  assert.equal(server.isMeant({ rawHeaders: ['X', 'Host', 'Y', 'login.example'], url: '/' }), false);
  await server.close();
});
