import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { after, before, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { type FaultProxy, startFaultProxy } from './index.ts';

/** Says everything back, and tells when the other side has said its last. */
const echo = createServer({ allowHalfOpen: true }, (socket) => {
  socket.on('data', (piece) => void socket.write(piece));
  socket.on('end', () => void socket.end('bye'));
  socket.on('error', () => {});
});
let proxy: FaultProxy;

before(async () => {
  echo.listen({ host: '127.0.0.1', port: 0 });
  await once(echo, 'listening');
  proxy = await startFaultProxy({ port: (echo.address() as AddressInfo).port, host: '127.0.0.1' });
});
beforeEach(() => proxy.set({}));
after(async () => {
  await proxy.close();
  echo.close();
});

async function client(): Promise<Socket> {
  const socket = connect({ port: proxy.port, host: '127.0.0.1', allowHalfOpen: true });
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

/** When it is closed, however. */
function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => (socket.closed ? resolve() : socket.once('close', () => resolve())));
}

async function said(socket: Socket, text: string): Promise<string> {
  socket.write(text);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  return answer.toString();
}

test('without a fault everything arrives, in order, and the last word too', async () => {
  const socket = await client();
  const parts: Buffer[] = [];
  socket.on('data', (piece: Buffer) => parts.push(piece));
  const sent = Buffer.alloc(1_000_000, 'abcdefghij');
  socket.end(sent);
  await once(socket, 'end');
  const received = Buffer.concat(parts);
  assert.ok(received.equals(Buffer.concat([sent, Buffer.from('bye')])));
  socket.destroy();
});

test('late: both ways take their time', async () => {
  const socket = await client();
  proxy.set({ delayMs: 60 });
  const start = performance.now();
  assert.equal(await said(socket, 'late'), 'late');
  assert.ok(performance.now() - start >= 110);
  socket.destroy();
});

test('slow: octets arrive at no more than the rate', async () => {
  const socket = await client();
  proxy.set({ bytesPerSecond: 2_000 });
  let octets = 0;
  socket.on('data', (piece: Buffer) => {
    octets += piece.length;
  });
  socket.write(Buffer.alloc(400));
  await sleep(100);
  assert.ok(octets > 0 && octets < 400, `${octets} octets after a tenth of a second`);
  proxy.set({});
  while (octets < 400) await once(socket, 'data');
  socket.destroy();
});

test('swallowed: nothing comes, nobody is told, and what was swallowed stays so', async () => {
  const socket = await client();
  proxy.set({ hole: ['up'] });
  let answered = false;
  socket.on('data', () => {
    answered = true;
  });
  socket.write('lost');
  await sleep(50);
  assert.equal(answered, false);
  assert.equal(socket.readyState, 'open');
  proxy.set({});
  assert.equal(await said(socket, 'found'), 'found');
  socket.destroy();
});

test('reset: who is connected learns it at once, and who comes anew is served', async () => {
  const socket = await client();
  await said(socket, 'x');
  proxy.reset();
  await closed(socket);
  assert.equal((socket.errored as NodeJS.ErrnoException | null)?.code, 'ECONNRESET');
  const next = await client();
  assert.equal(await said(next, 'y'), 'y');
  next.destroy();
});

test('refused: a new connection is reset, an old one lives on', async () => {
  const old = await client();
  assert.equal(await said(old, 'x'), 'x');
  proxy.set({ refuse: true });
  const next = connect({ port: proxy.port, host: '127.0.0.1' });
  next.on('error', () => {});
  await closed(next);
  assert.equal(await said(old, 'y'), 'y');
  old.destroy();
});

test('broken off: an answer ends after so many octets', async () => {
  const socket = await client();
  proxy.set({ resetAfter: 5 });
  let octets = 0;
  socket.on('data', (piece: Buffer) => {
    octets += piece.length;
  });
  socket.write('0123456789');
  await closed(socket);
  assert.ok(octets <= 5);
});

test('closed on one side: the other way stays open', async () => {
  const socket = await client();
  await said(socket, 'x');
  const ended = once(socket, 'end');
  proxy.halfClose('down');
  await ended;
  assert.equal(socket.writable, true);
  socket.destroy();
});

test('nothing is left of connections that ended', async () => {
  const socket = await client();
  await said(socket, 'x');
  socket.destroy();
  for (let i = 0; i < 100 && proxy.connections > 0; i += 1) await sleep(10);
  assert.equal(proxy.connections, 0);
});
