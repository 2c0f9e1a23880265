import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, beforeEach, test } from 'node:test';
import { type Asking, askOutside, isAllowedUrl, isPublicAddress, isSafeUrl, OutboundError } from './index.ts';

let answer: RequestListener;
let asked = 0;
const server = createServer((request, response) => {
  asked += 1;
  answer(request, response);
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address() as AddressInfo;
const url = `http://127.0.0.1:${port}/hook`;
after(() => {
  server.closeAllConnections();
  server.close();
});

beforeEach(() => {
  answer = (_request, response) => response.end('answer');
  asked = 0;
});

const BOUNDS: Asking = { timeoutMs: 2_000, maxBytes: 1_000, local: true };

async function rejectsWith(work: Promise<unknown>, code: string, message?: RegExp): Promise<void> {
  await assert.rejects(work, (error) => {
    assert.ok(error instanceof OutboundError, String(error));
    assert.equal(error.code, code);
    if (message) assert.match(error.message, message);
    assert.ok(!error.message.includes('127.0.0.1'), 'the address is not told');
    return true;
  });
}

test('an answer comes whole, with its status', async () => {
  answer = (_request, response) => response.writeHead(418).end('short');
  const { status, body } = await askOutside(url, BOUNDS);
  assert.deepEqual([status, Buffer.from(body).toString()], [418, 'short']);
});

test('what is sent arrives, with its headers and length', async () => {
  let seen: unknown;
  answer = async (request, response) => {
    const { method, headers } = request;
    seen = [method, headers['content-type'], headers['content-length'], await textOf(request)];
    response.end();
  };
  const headers = { 'content-type': 'application/json' };
  await askOutside(url, { ...BOUNDS, method: 'POST', headers, body: Buffer.from('{"a":"あ"}') });
  assert.deepEqual(seen, ['POST', 'application/json', '11', '{"a":"あ"}']);
});

test('a service that is reached from outside never asks this machine or a private network, by address or by name', async () => {
  const hosts =
    '127.0.0.1 localhost [::1] 169.254.169.254 10.0.0.1 192.168.0.1 [::ffff:127.0.0.1] [64:ff9b::7f00:1] ' +
    '[fd00::1] 2130706433 0x7f.1 0';
  for (const host of hosts.split(' ')) {
    const asking = askOutside(`https://${host}:${port}/`, { ...BOUNDS, local: false });
    await rejectsWith(asking, 'outbound/address', /not public/);
  }
  await rejectsWith(askOutside(url, { ...BOUNDS, local: false }), 'outbound/address', /not allowed/);
  assert.equal(asked, 0);
});

test('no redirect is followed: its status is the answer', async () => {
  for (const status of [301, 302, 303, 307, 308]) {
    answer = (_request, response) => response.writeHead(status, { location: url }).end();
    asked = 0;
    assert.equal((await askOutside(url, BOUNDS)).status, status);
    assert.equal(asked, 1);
  }
});

test('an answer that is too long is refused, one without end too', async () => {
  answer = (_request, response) => response.end('x'.repeat(1_001));
  await rejectsWith(askOutside(url, BOUNDS), 'outbound/failed', /larger than 1000/);
  answer = endless;
  await rejectsWith(askOutside(url, BOUNDS), 'outbound/failed', /larger than/);
  answer = (_request, response) => response.end('x'.repeat(1_000));
  assert.equal((await askOutside(url, BOUNDS)).body.length, 1_000);
});

test('with nothing wanted of it the status is the answer, however long the rest is', async () => {
  let closed: (() => void) | undefined;
  const ended = new Promise<void>((resolve) => {
    closed = resolve;
  });
  answer = (request, response) => {
    response.on('close', () => closed?.());
    endless(request, response);
  };
  const { status, body } = await askOutside(url, { ...BOUNDS, maxBytes: 0 });
  assert.deepEqual([status, body.length], [200, 0]);
  await ended;
});

test('whoever does not answer in time, or drips, or breaks off, is given up', async () => {
  const soon = { ...BOUNDS, timeoutMs: 200 };
  answer = () => {};
  await rejectsWith(askOutside(url, soon), 'outbound/late');
  answer = (_request, response) => {
    const drip = setInterval(() => response.write('x'), 20);
    response.on('close', () => clearInterval(drip));
  };
  await rejectsWith(askOutside(url, soon), 'outbound/late');
  answer = (request) => request.socket.destroy();
  await rejectsWith(askOutside(url, BOUNDS), 'outbound/failed');
  await rejectsWith(askOutside('http://127.0.0.1:1/', BOUNDS), 'outbound/failed');
});

test('only https is safe, http on this machine alone for a service that is there alone', () => {
  for (const local of [true, false]) {
    assert.equal(isSafeUrl('https://client.sample/hook', local), true);
    assert.equal(isSafeUrl('http://localhost:4004/hook', local), local);
    assert.equal(isSafeUrl('http://[::1]/hook', local), local);
    for (const text of [
      'http://client.sample/',
      'http://localhost.example/',
      'ftp://localhost/',
      'https://user@client.sample/',
      'https://:secret@client.sample/',
      'https://client.sample\\@evil.sample/',
      'https://client.sample/\u200b',
      ' https://client.sample/',
      'javascript:alert(1)',
      '',
    ]) {
      assert.equal(isSafeUrl(text, local), false, text);
    }
  }
  assert.equal(isAllowedUrl('https://client.sample/#part', true), false);
});

test('only addresses of the public internet are public', () => {
  for (const address of ['8.8.8.8', '203.104.128.1', '2606:4700::1111', '2400:4000::1']) {
    assert.equal(isPublicAddress(address), true, address);
  }
  const special =
    '0.0.0.0 10.0.0.1 100.64.0.1 127.0.0.1 127.9.9.9 169.254.169.254 172.16.0.1 172.31.255.255 192.168.1.1 ' +
    '192.0.2.1 192.88.99.1 198.18.0.1 224.0.0.1 255.255.255.255 :: ::1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 64:ff9b::7f00:1 fe80::1 ' +
    'fc00::1 fd00::1 ff02::1 2001:db8::1 2002:7f00:1:: 2001::1 localhost';
  for (const address of special.split(' ')) assert.equal(isPublicAddress(address), false, address);
});

const endless: RequestListener = (_request, response) => {
  const write = () => {
    while (!response.destroyed && response.write('x'.repeat(10_000)));
  };
  response.on('drain', write);
  write();
};

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
