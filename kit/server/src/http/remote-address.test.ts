import assert from 'node:assert/strict';
import { isIP } from 'node:net';
import { test } from 'node:test';
import fc from 'fast-check';
import { Hono } from 'hono';
import { forwarding, NO_PROXIES, type Proxies } from './forwarding.ts';
import { isFromNetwork, isLoopbackAddress, isSameLine, networkOf, remoteAddress } from './remote-address.ts';
import { serve } from './serve.ts';

async function seen(
  socket: string | undefined,
  forwarded?: string,
  proxies = 0,
  networks?: Proxies['networks'],
): Promise<string> {
  const believed = proxies === 0 ? NO_PROXIES : forwarding({ proxies, networks });
  const app = new Hono().get('/', (context) => context.text(remoteAddress(context, believed) ?? 'unknown'));
  const headers: Record<string, string> = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  const env = socket === undefined ? undefined : { incoming: { socket: { remoteAddress: socket } } };
  return (await app.request('/', { headers }, env)).text();
}

test('the address is the socket’s, whatever a client writes into headers', async () => {
  assert.equal(await seen('203.0.113.9', '198.51.100.1'), '203.0.113.9');
  assert.equal(await seen('::ffff:203.0.113.9'), '203.0.113.9');
  assert.equal(await seen('fe80::1%eth0'), 'fe80::1');
  assert.equal(await seen(undefined, '198.51.100.1'), 'unknown');
});

test('behind proxies of our own it is what the outermost of them wrote, counted from the right', async () => {
  assert.equal(await seen('10.0.0.1', '198.51.100.1', 1), '198.51.100.1');
  assert.equal(await seen('10.0.0.1', '192.0.2.66, 198.51.100.1', 1), '198.51.100.1', 'the first is a claim');
  assert.equal(await seen('10.0.0.1', '192.0.2.66, 198.51.100.1, 10.0.0.2', 2), '198.51.100.1');
  assert.equal(await seen('10.0.0.1', '198.51.100.1', 2), 'unknown', 'fewer than there should be');
  assert.equal(await seen('10.0.0.1', '<b>', 1), 'unknown');
  for (const [written, address] of [
    ['[2001:db8::9]:4711', '2001:db8::9'],
    ['"[2001:db8::9]:4711"', '2001:db8::9'],
    ['"[2001:db8::9]"', '2001:db8::9'],
    ['198.51.100.7:51234', '198.51.100.7'],
    ['"198.51.100.7:51234"', '198.51.100.7'],
    ['::ffff:198.51.100.7', '198.51.100.7'],
    ['2001:db8::9:4711', '2001:db8::9:4711'],
    ['unknown', 'unknown'],
    ['198.51.100.7:', 'unknown'],
  ]) {
    assert.equal(await seen('10.0.0.1', written, 1), address, written);
  }
});

test('who comes past the proxies is where the connection is from, whatever they write; who comes through them is not the proxy', async () => {
  const networks = ['10.0.0.0/8', 'fd00::/8', '192.0.2.1'];
  const through = (socket: string | undefined, header?: string) => seen(socket, header, 1, networks);
  for (const socket of ['203.0.113.66', '2001:db8::66', '11.0.0.1', '192.0.2.2']) {
    assert.equal(await through(socket, '198.51.100.1'), socket);
    assert.equal(await through(socket), socket);
  }
  assert.equal(await through(undefined, '198.51.100.1'), 'unknown');
  for (const socket of ['10.0.0.1', '::ffff:10.255.0.1', 'fd00::1', 'fd00::1%eth0', '192.0.2.1']) {
    assert.equal(await through(socket, '198.51.100.1'), '198.51.100.1', socket);
    for (const header of [undefined, '', 'nonsense', ','])
      assert.equal(await through(socket, header), 'unknown', 'two strangers are not both the proxy');
  }
});

test('whatever stands in X-Forwarded-For, what comes of it is an address or nothing, and nothing left of it counts', async () => {
  const piece = fc.oneof(
    fc.ipV4(),
    fc.ipV6(),
    fc.ipV6().map((address) => `"[${address}]:4711"`),
    fc.string({ maxLength: 30 }).map((text) => text.replace(/[^\x20-\x7e]/g, '')),
    fc.constantFrom('[', ']', '"', '%', ':', '::ffff:', '1.2.3.4:', '"[::1', ''),
  );
  const header = fc.array(piece, { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(header, fc.integer({ min: 1, max: 3 }), async (pieces, proxies) => {
      const address = await seen('10.0.0.1', pieces.join(','), proxies);
      assert.ok(address === 'unknown' || isIP(address) !== 0, address);
      const all = pieces.join(',').split(',');
      if (all.length < proxies) assert.equal(address, 'unknown');
      else assert.equal(await seen('10.0.0.1', all.slice(-proxies).join(','), proxies), address);
    }),
    { numRuns: 300 },
  );
});

test('a real server tells it', async () => {
  const app = new Hono().get('/', (context) =>
    context.text(`${remoteAddress(context)} ${isFromNetwork(context)}`),
  );
  const server = await serve(app, { hostname: '127.0.0.1', port: 0 });
  assert.equal(await (await fetch(server.url)).text(), '127.0.0.1 true');
  assert.equal(await (await app.request('/')).text(), 'undefined false');
  await server.close();
});

test('a network is an address without its last part', () => {
  assert.equal(networkOf('203.0.113.9'), '203.0.113.0/24');
  assert.equal(networkOf('2001:db8:1:2:3:4:5:6'), '2001:db8:1::/48');
  assert.equal(networkOf('2001:DB8::1'), '2001:db8::/48');
  assert.equal(networkOf('::1'), '::/48');
  assert.equal(networkOf('example'), undefined);
});

test('one line is one IPv4 address, or one IPv6 /64, or this machine', () => {
  for (const [a, b, same] of [
    ['203.0.113.9', '203.0.113.9', true],
    ['203.0.113.9', '203.0.113.10', false],
    ['2001:db8:1:2::a', '2001:db8:1:2:ffff::b', true],
    ['2001:db8:1:2::a', '2001:db8:1:3::a', false],
    ['2001:db8::a', '2001:db8:0:0:1::', true],
    ['127.0.0.1', '::1', true],
    ['127.0.0.1', '203.0.113.9', false],
    ['203.0.113.9', '2001:db8::a', false],
  ] as const) {
    assert.equal(isSameLine(a, b), same, `${a} ${b}`);
    assert.equal(isSameLine(b, a), same, `${b} ${a}`);
  }
});

test('this machine’s own addresses are known in every spelling, and no others', () => {
  for (const address of ['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1'])
    assert.ok(isLoopbackAddress(address), address);
  for (const address of [
    '128.0.0.1',
    '1270.0.0.1',
    '127.0.0.1.example',
    '::ffff:10.0.0.1',
    '::',
    '',
    undefined,
  ]) {
    assert.ok(!isLoopbackAddress(address), address);
  }
});
