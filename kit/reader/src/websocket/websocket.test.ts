import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { after, test } from 'node:test';
import { fromHex, toHex, toUtf8 } from '@kazasu/bytes';
import { COMMAND_MAX, encodeMyNumber, encodeTokenInformation, openCard, parseMyNumber } from '@kazasu/card';
import { type CardContents, type CardKeys, createVirtualCard, memoryInRam } from '@kazasu/card/virtual';
import { type WebSocket as ServerSocket, WebSocketServer } from 'ws';
import { openWebSocketTransport } from './index.ts';
import { serveCard } from './serve.ts';

const CERTIFICATE = new Uint8Array(1600).fill(0xa3);
CERTIFICATE.set(fromHex('3082063c'));

/** Any file that no test looks into. */
const FILE = new Uint8Array(16);

const CONTENTS: CardContents = {
  jpki: {
    authenticationCertificate: CERTIFICATE,
    authenticationCaCertificate: CERTIFICATE,
    signatureCaCertificate: CERTIFICATE,
    tokenInformation: encodeTokenInformation({
      label: 'JPKIAPICCTOKEN2',
      manufacturer: 'TEST',
      model: 'TEST',
      serialNumber: '1',
    }),
  },
  text: {
    myNumber: encodeMyNumber('123456789018'),
    fourItems: FILE,
    integrity: FILE,
    issuerCertificate: FILE,
    basicInformation: FILE,
    sessionKey: FILE,
    chipKey: FILE,
  },
  surface: {
    ageRecord: FILE,
    face: FILE,
    basicInformation: FILE,
    issuerCertificate: FILE,
    myNumberImage: FILE,
  },
  common: { cardInformation: FILE, keyReference: FILE },
  juki: { keyReference: FILE },
  masterFile: {},
};

/** A chip that signs without a key. */
const KEYS: CardKeys = {
  sign: () => new Uint8Array(256).fill(1),
  signPss: () => undefined,
  decryptOaep: () => undefined,
};
const random = (length: number) => new Uint8Array(length);

function newCard() {
  const memory = memoryInRam({ authentication: '1234', text: '5678' });
  return createVirtualCard({ contents: CONTENTS, memory, keys: KEYS, random });
}

const SELECT_JPKI = fromHex('00a4040c0ad392f000260100000001');
const servers: WebSocketServer[] = [];
after(() => {
  for (const server of servers) {
    for (const client of server.clients) client.terminate();
    server.close();
  }
});

/** A server that hands every connection to `serve`; resolves to its address. */
async function serverFor(serve: (socket: ServerSocket) => void): Promise<string> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  servers.push(server);
  server.on('connection', serve);
  await once(server, 'listening');
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('a card at the end of a socket does all errands as one in the same process', async () => {
  const transport = await openWebSocketTransport(await serverFor((socket) => serveCard(socket, newCard())));
  const reader = openCard(transport);
  assert.equal(await reader.readTokenLabel(), 'JPKIAPICCTOKEN2');
  assert.deepEqual(await reader.readAuthenticationCertificate(), CERTIFICATE);
  assert.equal(parseMyNumber(await reader.readMyNumber(toUtf8('5678'))), '123456789018');
  await assert.rejects(reader.readMyNumber(toUtf8('0000')), { code: 'card/pin-wrong', triesLeft: 2 });
  const signature = await reader.signWithAuthenticationKey(toUtf8('1234'), new Uint8Array(51));
  assert.equal(signature.length, 256);
  await transport.close();
});

test('an answer of the greatest length passes', async () => {
  const big = { ...CONTENTS.jpki, signatureCaCertificate: new Uint8Array(66_000).fill(7) };
  const card = createVirtualCard({
    contents: { ...CONTENTS, jpki: big },
    memory: memoryInRam({}),
    keys: KEYS,
    random,
  });
  const transport = await openWebSocketTransport(await serverFor((socket) => serveCard(socket, card)));
  await transport.transmit(SELECT_JPKI);
  const answer = await transport.transmit(fromHex('00b08200000000'));
  assert.equal(answer.length, 65_538);
  await transport.close();
});

test('the command is on its way in its own copy: the caller may overwrite it at once', async () => {
  const received: string[] = [];
  const url = await serverFor((socket) =>
    socket.on('message', (data: Buffer) => {
      received.push(toHex(data));
      socket.send(fromHex('9000'));
    }),
  );
  const transport = await openWebSocketTransport(url);
  const command = fromHex('00200080 04 31323334'.replaceAll(' ', ''));
  const answer = transport.transmit(command);
  command.fill(0);
  assert.equal(toHex(await answer), '9000');
  assert.deepEqual(received, ['002000800431323334']);
  await transport.close();
});

test('power goes off when the socket ends: the next connection finds no PIN verified', async () => {
  const card = newCard();
  const url = await serverFor((socket) => serveCard(socket, card));
  const first = await openWebSocketTransport(url);
  await first.transmit(SELECT_JPKI);
  assert.equal(toHex(await first.transmit(fromHex('002000980431323334'))), '9000');
  await first.close();
  await assert.rejects(first.transmit(SELECT_JPKI), { code: 'card/removed' });
  const second = await openWebSocketTransport(url);
  assert.equal(toHex(await second.transmit(fromHex('00b0860001'))), '6a82', 'no application selected');
  await second.close();
});

test('a server that closes takes the card away, with a command under way and without', async () => {
  const url = await serverFor((socket) => socket.on('message', () => socket.close()));
  const transport = await openWebSocketTransport(url);
  await assert.rejects(transport.transmit(SELECT_JPKI), { name: 'CardError', code: 'card/removed' });
  await assert.rejects(transport.transmit(SELECT_JPKI), { code: 'card/removed' });
  await transport.close();
  await transport.close();
});

test('a second command while one is under way is refused and does not disturb the first', async () => {
  const url = await serverFor((socket) =>
    socket.on('message', () => setTimeout(() => socket.send(fromHex('9000')), 20)),
  );
  const transport = await openWebSocketTransport(url);
  const first = transport.transmit(SELECT_JPKI);
  await assert.rejects(transport.transmit(SELECT_JPKI), { code: 'card/busy' });
  assert.equal(toHex(await first), '9000');
  await transport.close();
});

test('a card that does not answer in time is given up, and its late answer is nobody’s', async () => {
  const late = Promise.withResolvers<void>();
  const sent = Promise.withResolvers<void>();
  const url = await serverFor((socket) =>
    socket.once('message', async () => {
      // Deaf for a while: it neither hears that the client leaves nor any other command.
      socket.pause();
      await late.promise;
      socket.send(fromHex('9000'), () => sent.resolve());
    }),
  );
  const transport = await openWebSocketTransport(url, { commandTimeoutMs: 40 });
  await assert.rejects(transport.transmit(SELECT_JPKI), { code: 'card/timeout' });
  // Whoever asks next is waiting when the answer to the first command comes in.
  const next = transport.transmit(fromHex('00b0860001'));
  const refused = assert.rejects(next, { code: 'card/timeout' });
  late.resolve();
  await sent.promise;
  await refused;
  await assert.rejects(transport.transmit(SELECT_JPKI), { code: 'card/timeout' }, 'the first reason stays');
});

test('a message that is no answer to a command ends the connection', async () => {
  const lies: readonly ((socket: ServerSocket) => void)[] = [
    (socket) => socket.send('9000'),
    (socket) => socket.send(fromHex('90')),
    (socket) => socket.send(new Uint8Array(65_539)),
  ];
  for (const lie of lies) {
    const transport = await openWebSocketTransport(
      await serverFor((socket) => socket.on('message', () => lie(socket))),
    );
    await assert.rejects(transport.transmit(SELECT_JPKI), { code: 'card/response' });
    await assert.rejects(transport.transmit(SELECT_JPKI), { code: 'card/response' });
  }
  const ended = Promise.withResolvers<void>();
  const eager = await openWebSocketTransport(
    await serverFor((socket) => {
      socket.on('close', () => ended.resolve());
      socket.send(fromHex('9000'));
    }),
  );
  await ended.promise;
  await assert.rejects(eager.transmit(SELECT_JPKI), { code: 'card/response' });
});

test('nobody there, no handshake in time, and no address are told as errors of the card', async () => {
  const silent = createServer();
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  await assert.rejects(openWebSocketTransport(`ws://127.0.0.1:${port}`, { openTimeoutMs: 50 }), {
    name: 'CardError',
    code: 'card/timeout',
  });
  silent.close();
  await assert.rejects(openWebSocketTransport('ws://127.0.0.1:1'), {
    name: 'CardError',
    code: 'card/removed',
  });
  await assert.rejects(openWebSocketTransport('nowhere'), { name: 'CardError', code: 'card/removed' });
});

test('a command longer than any APDU is refused on both sides', async () => {
  const url = await serverFor((socket) => serveCard(socket, newCard()));
  const transport = await openWebSocketTransport(url);
  await assert.rejects(transport.transmit(new Uint8Array(COMMAND_MAX + 1)), { code: 'card/command' });
  assert.equal(toHex(await transport.transmit(SELECT_JPKI)), '9000', 'and the connection goes on');
  await transport.close();
  const raw = new WebSocket(url);
  await once(raw, 'open');
  raw.send(new Uint8Array(COMMAND_MAX + 1));
  const [event] = (await once(raw, 'close')) as [CloseEvent];
  assert.equal(event.code, 1009);
});

test('text is no command: the server ends the connection and powers the card off', async () => {
  let resets = 0;
  const card = newCard();
  const counted = { transmit: card.transmit, reset: () => void resets++ };
  const raw = new WebSocket(await serverFor((socket) => serveCard(socket, counted)));
  await once(raw, 'open');
  raw.send('00a4040c0ad392f000260100000001');
  const [event] = (await once(raw, 'close')) as [CloseEvent];
  assert.equal(event.code, 1003);
  assert.equal(resets, 2, 'once on, once off');
});

test('what still arrives after the end does not reach the card', () => {
  const listeners = new Map<string, (data: unknown, isBinary: boolean) => void>();
  let transmitted = 0;
  const socket = {
    bufferedAmount: 0,
    on: (event: string, listener: (data: unknown, isBinary: boolean) => void) =>
      listeners.set(event, listener),
    send: () => {},
    close: () => {},
  };
  serveCard(socket, { transmit: () => Uint8Array.of(0x90, transmitted++), reset: () => {} });
  listeners.get('message')?.(SELECT_JPKI, true);
  listeners.get('message')?.('text', false);
  listeners.get('message')?.(SELECT_JPKI, true);
  assert.equal(transmitted, 1);
});

test('a client that sends without reading is cut off before its answers fill the memory', () => {
  const listeners = new Map<string, (data: unknown, isBinary: boolean) => void>();
  const sent: number[] = [];
  const closed: number[] = [];
  const socket = {
    get bufferedAmount() {
      return sent.reduce((sum, length) => sum + length, 0);
    },
    on: (event: string, listener: (data: unknown, isBinary: boolean) => void) =>
      listeners.set(event, listener),
    send: (data: Uint8Array) => void sent.push(data.length),
    close: (code: number) => void closed.push(code),
  };
  serveCard(socket, { transmit: () => new Uint8Array(65_538), reset: () => {} });
  for (let i = 0; i < 20; i++) listeners.get('message')?.(SELECT_JPKI, true);
  assert.deepEqual(closed, [1008]);
  assert(sent.length <= 5);
});
