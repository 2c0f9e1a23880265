import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { Hono } from 'hono';
import { createLog } from '../log/index.ts';
import { readBytes } from './body.ts';
import { answerJson, apiHeaders, pageHeaders, seeOther } from './headers.ts';
import { requestLog } from './request-log.ts';
import { serve } from './serve.ts';
import { keepReadable, wholeAnswer } from './whole-answer.ts';

const TEXT = JSON.stringify({ name: '見本　花子', long: 'あ'.repeat(100_000) });
const HEADERS = { 'Content-Type': 'application/json', Location: '/made' };

function testApp(lines: string[] = []): Hono {
  const app = new Hono();
  app.use(
    requestLog(createLog({ service: 'test', destination: { write: (line) => void lines.push(line) } })),
  );
  app.post('/whole', (context) => wholeAnswer(context, { status: 201, headers: HEADERS, body: TEXT }));
  app.post('/echo', async (context) => {
    const octets = await readBytes(context.req.raw, 'text/plain', 8);
    return wholeAnswer(context, { status: 200, headers: {}, body: `<${Buffer.from(octets)}>` });
  });
  app.onError((error, context) => context.text('code' in error ? String(error.code) : 'fault', 400));
  return app;
}

async function withServer(work: (url: string, port: number) => Promise<void>, lines: string[] = []) {
  const server = await serve(testApp(lines), { hostname: '127.0.0.1', port: 0 });
  try {
    await work(server.url, server.port);
  } finally {
    await server.close();
  }
}

/** What the server says to these octets until it or we hang up. */
async function exchange(port: number, octets: string, { hangUp = false } = {}): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let said = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
  });
  socket.on('error', () => {});
  await once(socket, 'connect');
  if (hangUp) socket.end(octets);
  else socket.write(octets);
  await once(socket, 'close');
  return said;
}

const HEAD = 'POST /echo HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/plain\r\nConnection: close\r\n';

test('a whole answer goes out over HTTP as it would elsewhere, and is logged with its status', async () => {
  const lines: string[] = [];
  await withServer(async (url) => {
    const elsewhere = await testApp().request('/whole', { method: 'POST' });
    for (const _again of [1, 2]) {
      const answer = await fetch(`${url}/whole`, { method: 'POST' });
      assert.equal(answer.status, 201);
      assert.equal(answer.headers.get('location'), '/made');
      assert.equal(answer.headers.get('content-type'), 'application/json');
      assert.equal(answer.headers.get('content-length'), String(Buffer.byteLength(TEXT)));
      assert.equal(answer.headers.get('x-hono-already-sent'), null);
      assert.equal(await answer.text(), TEXT);
    }
    assert.equal(elsewhere.status, 201);
    assert.equal(await elsewhere.text(), TEXT);
  }, lines);
  assert.deepEqual(
    lines.map((line) => JSON.parse(line).status),
    [201, 201],
  );
});

test('a body of a declared length is read to its end and no further', () =>
  withServer(async (_url, port) => {
    assert.match(await exchange(port, `${HEAD}Content-Length: 5\r\n\r\n12345`), /<12345>$/);
    assert.doesNotMatch(await exchange(port, `${HEAD}Content-Length: 5\r\n\r\n1234567890`), /<123456/);
    assert.match(await exchange(port, `${HEAD}Content-Length: 0\r\n\r\n`), /<>$/);
    assert.match(await exchange(port, `${HEAD}Content-Length: 9\r\n\r\n123456789`), /http\/too-large$/);
  }));

test('a body without a length is counted, and one with two ways to its end is not read', () =>
  withServer(async (_url, port) => {
    const chunked = `${HEAD}Transfer-Encoding: chunked\r\n`;
    assert.match(await exchange(port, `${chunked}\r\n5\r\n12345\r\n0\r\n\r\n`), /5>\r?\n?/);
    assert.match(await exchange(port, `${chunked}\r\n9\r\n123456789\r\n0\r\n\r\n`), /http\/too-large/);
    const both = await exchange(port, `${chunked}Content-Length: 3\r\n\r\n9\r\n123456789\r\n0\r\n\r\n`);
    assert.match(both, /^HTTP\/1\.1 400/);
    assert.doesNotMatch(both, /</);
  }));

test('a body that breaks off reaches nobody', () =>
  withServer(async (_url, port) => {
    assert.doesNotMatch(await exchange(port, `${HEAD}Content-Length: 5\r\n\r\n123`, { hangUp: true }), /</);
  }));

test('a request that says less than it has is cut at the bound, in this process too', async () => {
  const request = new Request('http://localhost/', {
    method: 'POST',
    body: '123456789',
    headers: { 'content-type': 'text/plain', 'content-length': '3' },
  });
  await assert.rejects(readBytes(request, 'text/plain', 8), { code: 'http/too-large' });
});

/** Answers that are sent at once, with what stands around them in a service. */
function hotApp(seen: Response[] = []): Hono {
  const app = new Hono();
  app.use('/read/*', async (context, next) => {
    keepReadable(context);
    await next();
    context.res.headers.set('Link', '</help>; rel="help"');
    seen.push(context.res.clone());
  });
  app.use('*/json', apiHeaders());
  app.use('*/on', pageHeaders());
  app.get('*/json', (context) =>
    answerJson(context, { name: '見本' }, 401, { 'WWW-Authenticate': 'Bearer' }),
  );
  app.get('*/on', (context) => seeOther(context, '/elsewhere?code=x', { 'Set-Cookie': 'a=b; HttpOnly' }));
  return app;
}

/** Without what the connection adds. */
function saidBy({ headers }: Response): Record<string, string> {
  const own = Object.fromEntries(headers);
  for (const name of ['connection', 'content-length', 'date', 'keep-alive']) delete own[name];
  return own;
}

test('answers that are sent at once have the status, headers and body that they have elsewhere', async () => {
  const server = await serve(hotApp(), { hostname: '127.0.0.1', port: 0 });
  try {
    for (const path of ['/sent/json', '/sent/on']) {
      const elsewhere = await hotApp().request(path);
      const sent = await fetch(server.url + path, { redirect: 'manual' });
      assert.equal(sent.status, elsewhere.status);
      assert.deepEqual(saidBy(sent), saidBy(elsewhere));
      assert.equal(sent.headers.get('x-hono-already-sent'), null);
      assert.equal(await sent.text(), await elsewhere.text());
      assert.equal(sent.headers.get('cache-control'), 'no-store');
    }
  } finally {
    await server.close();
  }
});

test('whoever listens behind can read an answer that is kept readable, and add to it', async () => {
  const seen: Response[] = [];
  const server = await serve(hotApp(seen), { hostname: '127.0.0.1', port: 0 });
  try {
    const sent = await fetch(`${server.url}/read/json`);
    assert.equal(sent.headers.get('link'), '</help>; rel="help"');
    assert.deepEqual(await sent.json(), { name: '見本' });
    assert.deepEqual(await seen[0]?.json(), { name: '見本' });
  } finally {
    await server.close();
  }
});
