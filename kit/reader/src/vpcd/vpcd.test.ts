import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fromHex, toHex } from '@kazasu/bytes';
import { CardError, type Transport } from '@kazasu/card';
import fc from 'fast-check';
import { createFrameReader, frame } from './frame.ts';
import { ATR, cardBehind, cardInProcess, serveVpcd, type VpcdCard, type VpcdEvent } from './index.ts';

const POWER_OFF = fromHex('000100');
const POWER_ON = fromHex('000101');
const RESET = fromHex('000102');
const ASK_ATR = fromHex('000104');
const VERIFY = fromHex('002000800431323334');

/** The other side, as the driver is: it listens, and the card comes. Written with octets, not with our framing. */
class Driver {
  readonly server: Server = createServer();
  readonly #sockets: Socket[] = [];
  readonly #waiting: ((socket: Socket) => void)[] = [];
  readonly all = new Set<Socket>();

  constructor() {
    this.server.on('connection', (socket) => {
      this.all.add(socket);
      socket.on('error', () => {});
      const waiting = this.#waiting.shift();
      if (waiting === undefined) this.#sockets.push(socket);
      else waiting(socket);
    });
  }

  async listen(port = 0): Promise<number> {
    this.server.listen(port, '127.0.0.1');
    await once(this.server, 'listening');
    return (this.server.address() as AddressInfo).port;
  }

  async card(): Promise<Socket> {
    return this.#sockets.shift() ?? new Promise((resolve) => this.#waiting.push(resolve));
  }

  close(): void {
    for (const socket of this.all) socket.destroy();
    this.server.close();
  }
}

const drivers: Driver[] = [];
after(() => {
  for (const driver of drivers) driver.close();
});

async function newDriver(port = 0): Promise<{ driver: Driver; port: number }> {
  const driver = new Driver();
  drivers.push(driver);
  return { driver, port: await driver.listen(port) };
}

/** Reads that many octets. */
async function octets(socket: Socket, count: number): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  while (length < count) {
    const chunk = socket.read(Math.min(count - length, Math.max(socket.readableLength, 1))) as Buffer | null;
    if (chunk === null) {
      if (socket.destroyed || socket.readableEnded) throw new Error(`ended after ${length} octets`);
      await Promise.race([once(socket, 'readable'), once(socket, 'close')]);
    } else {
      parts.push(chunk);
      length += chunk.length;
    }
  }
  return toHex(Buffer.concat(parts));
}

/** Echoes a command's octets before 9000, and writes down what is done to it. */
function echoCard(log: string[] = []): VpcdCard {
  return {
    atr: ATR.contact,
    powerOn: () => void log.push('on'),
    powerOff: () => void log.push('off'),
    reset: () => void log.push('reset'),
    transmit: (command) => {
      log.push(toHex(command));
      return Uint8Array.of(...command, 0x90, 0x00);
    },
  };
}

async function serving(
  card: VpcdCard,
  changes: { reconnect?: boolean; onEvent?: (event: VpcdEvent) => void } = {},
) {
  const { driver, port } = await newDriver();
  const end = new AbortController();
  const done = serveVpcd({ port, card, signal: end.signal, ...changes });
  return { driver, port, end, done, socket: await driver.card() };
}

const ALL = Buffer.concat([
  POWER_ON,
  ASK_ATR,
  Buffer.of(0, VERIFY.length),
  VERIFY,
  RESET,
  ASK_ATR,
  POWER_OFF,
]);
const ANSWERS = `0009${toHex(ATR.contact)}000b${toHex(VERIFY)}90000009${toHex(ATR.contact)}`;
const DONE = ['on', toHex(VERIFY), 'reset', 'off'];

test('power, presence and commands are answered as the driver wants them', async () => {
  const log: string[] = [];
  const { socket, end, done } = await serving(echoCard(log));
  socket.write(ALL);
  assert.equal(await octets(socket, ANSWERS.length / 2), ANSWERS);
  end.abort();
  await done;
  assert.deepEqual(log, [...DONE, 'off'], 'and the power goes off with the connection');
});

test('the stream may be chopped at any octet', async () => {
  for (let at = 1; at < ALL.length; at++) {
    const log: string[] = [];
    const { socket, end, done } = await serving(echoCard(log));
    socket.setNoDelay(true);
    socket.write(ALL.subarray(0, at));
    await new Promise((resolve) => setImmediate(resolve));
    socket.write(ALL.subarray(at));
    assert.equal(await octets(socket, ANSWERS.length / 2), ANSWERS, `chopped at ${at}`);
    end.abort();
    await done;
    assert.deepEqual(log, [...DONE, 'off'], `chopped at ${at}`);
  }
});

test('one octet at a time is as good as all at once', async () => {
  const { socket, end, done } = await serving(echoCard());
  socket.setNoDelay(true);
  for (const octet of ALL) {
    socket.write(Buffer.of(octet));
    await sleep(1);
  }
  assert.equal(await octets(socket, ANSWERS.length / 2), ANSWERS);
  end.abort();
  await done;
});

test('any bodies, cut in any way, come out as they went in', () => {
  const bodies = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 });
  fc.assert(
    fc.property(bodies, fc.array(fc.integer({ min: 1, max: 50 })), (given, cuts) => {
      const stream = Buffer.concat(
        given.map((body) => Buffer.concat([Buffer.of(body.length >> 8, body.length & 255), body])),
      );
      assert.deepEqual(Buffer.concat(given.map(frame)), stream);
      const read = createFrameReader();
      const got: string[] = [];
      let at = 0;
      for (const cut of [...cuts, stream.length]) {
        got.push(...read(stream.subarray(at, at + cut)).map(toHex));
        at += cut;
      }
      assert.deepEqual(got, given.map(toHex));
    }),
  );
});

test('the longest frame passes both ways, and what fits none is answered with wrong length', async () => {
  const long = new Uint8Array(65_535).fill(0xa5);
  const card = {
    ...echoCard(),
    transmit: (command: Uint8Array) => (command.length === 65_535 ? long : new Uint8Array(65_536)),
  };
  const { socket, end, done } = await serving(card);
  socket.write(Buffer.concat([Buffer.of(0xff, 0xff), long]));
  assert.equal(await octets(socket, 65_537), `ffff${toHex(long)}`);
  socket.write(fromHex('000400b00000'));
  assert.equal(await octets(socket, 4), '00026700');
  end.abort();
  await done;
});

test('a card that thinks is waited for, and the next command waits for it', async () => {
  const log: string[] = [];
  const slow: VpcdCard = {
    ...echoCard(log),
    transmit: async (command) => {
      log.push('begins');
      await sleep(command[3] === 1 ? 30 : 0);
      log.push('ends');
      return Uint8Array.of(command[3] as number, 0x90, 0x00);
    },
  };
  const { socket, end, done } = await serving(slow);
  socket.write(fromHex('000400b00001000400b00002'));
  assert.equal(await octets(socket, 10), '00030190000003029000');
  assert.deepEqual(log, ['begins', 'ends', 'begins', 'ends']);
  end.abort();
  await done;
});

test('the command is overwritten once it is answered, because it may hold a PIN', async () => {
  const kept: Uint8Array[] = [];
  const { socket, end, done } = await serving({
    ...echoCard(),
    transmit: (command) => {
      kept.push(command);
      return fromHex('9000');
    },
  });
  socket.write(Buffer.concat([Buffer.of(0, VERIFY.length), VERIFY]));
  await octets(socket, 4);
  await sleep(5);
  assert.equal(toHex(kept[0] as Uint8Array), '00'.repeat(VERIFY.length));
  end.abort();
  await done;
});

test('an empty message and an unknown order end the connection', async () => {
  for (const lie of ['0000', '000103', '000105', '0001ff']) {
    const events: VpcdEvent[] = [];
    const { socket, done } = await serving(echoCard(), {
      reconnect: false,
      onEvent: (event) => events.push(event),
    });
    socket.write(fromHex(lie));
    await done;
    assert.deepEqual(
      events.map((event) => (event.type === 'fault' ? event.code : event.type)),
      ['connected', 'vpcd/message', 'disconnected'],
      lie,
    );
  }
});

test('a card that is gone, throws or answers without a status word is taken off the reader', async () => {
  const faults: readonly Partial<VpcdCard>[] = [
    { transmit: () => Promise.reject(new CardError('card/removed', 'gone')) },
    {
      transmit: () => {
        throw new Error('broken');
      },
    },
    { transmit: () => Uint8Array.of(0x90) },
    { powerOn: () => Promise.reject(new Error('not there')) },
  ];
  for (const fault of faults) {
    const codes: string[] = [];
    const { socket, done } = await serving(
      { ...echoCard(), ...fault },
      { reconnect: false, onEvent: (event) => void (event.type === 'fault' && codes.push(event.code)) },
    );
    socket.write(Buffer.concat([POWER_ON, fromHex('000400b00000')]));
    await once(socket, 'close');
    await done;
    assert.deepEqual(codes, ['vpcd/card']);
  }
});

test('a card that never answers does not outlive its socket, nor the order to end', async () => {
  const deaf: VpcdCard = { ...echoCard(), transmit: () => new Promise(() => {}) };
  const first = await serving(deaf, { reconnect: false });
  first.socket.write(fromHex('000400b00000'));
  await sleep(5);
  first.socket.destroy();
  await first.done;
  const second = await serving(deaf);
  second.socket.write(fromHex('000400b00000'));
  await sleep(5);
  second.end.abort();
  await second.done;
});

test('when the driver goes away the card comes back as soon as it listens again', async () => {
  const log: string[] = [];
  const waits: number[] = [];
  const { driver, port, end, done, socket } = await serving(echoCard(log), {
    onEvent: (event) => void (event.type === 'waiting' && waits.push(event.milliseconds)),
  });
  socket.write(ASK_ATR);
  await octets(socket, 11);
  driver.close();
  await sleep(450);
  const next = await newDriver(port);
  const again = await next.driver.card();
  again.write(ASK_ATR);
  assert.equal(await octets(again, 11), `0009${toHex(ATR.contact)}`);
  end.abort();
  await done;
  assert.deepEqual(waits.slice(0, 3), [100, 200, 400], 'and asks less and less often meanwhile');
  assert.deepEqual(log, ['off', 'off']);
});

test('a driver that ends cleanly is asked again at once, a faulty one less and less often', async () => {
  const waits: number[] = [];
  const { driver, end, done, socket } = await serving(echoCard(), {
    onEvent: (event) => void (event.type === 'waiting' && waits.push(event.milliseconds)),
  });
  socket.write(fromHex('0000'));
  (await driver.card()).write(fromHex('0000'));
  (await driver.card()).end();
  const last = await driver.card();
  end.abort();
  await done;
  last.destroy();
  assert.deepEqual(waits, [100, 200, 100]);
});

test('serving can end before it began, and while it waits', async () => {
  await serveVpcd({ port: 1, card: echoCard(), signal: AbortSignal.abort() });
  const end = new AbortController();
  const done = serveVpcd({ port: 1, card: echoCard(), signal: end.signal, onEvent: () => end.abort() });
  await done;
});

test('nobody there is an error where no second attempt is wanted, and so is an impossible ATR', async () => {
  await assert.rejects(serveVpcd({ port: 1, card: echoCard(), reconnect: false }), {
    name: 'ReaderError',
    code: 'reader/refused',
  });
  for (const length of [0, 1, 34]) {
    const card = { ...echoCard(), atr: new Uint8Array(length) };
    await assert.rejects(serveVpcd({ port: 1, card }), { code: 'reader/atr' });
  }
});

test('a driver that talks without listening fills no memory: it is no longer read', async () => {
  let commands = 0;
  const transmit = () => {
    commands++;
    return new Uint8Array(65_535);
  };
  const big = { ...echoCard(), transmit };
  const { socket, end, done } = await serving(big);
  const command = fromHex('000400b00000');
  socket.pause();
  for (let i = 0; i < 2_000; i++) socket.write(command);
  await sleep(100);
  assert(commands < 500, `${commands} answers lie around`);
  end.abort();
  await done;
});

test('a card behind a transport is opened by power, closed without it, and forgets at a reset', async () => {
  const log: string[] = [];
  let opened = 0;
  const open = async (): Promise<Transport> => {
    const id = ++opened;
    log.push(`open ${id}`);
    return {
      transmit: async () => Uint8Array.of(id, 0x90, 0x00),
      close: async () => void log.push(`close ${id}`),
    };
  };
  const { socket, end, done } = await serving(cardBehind(open));
  const read = fromHex('000400b00000');
  socket.write(Buffer.concat([POWER_ON, read, RESET, read]));
  assert.equal(await octets(socket, 10), '00030190000003029000');
  socket.write(POWER_OFF);
  end.abort();
  await done;
  assert.deepEqual(log, ['open 1', 'close 1', 'open 2', 'close 2']);
  await assert.rejects(async () => cardBehind(open).transmit(read), { code: 'card/removed' });
});

test('a card that was still being opened when its reader went is closed, before it is opened for the next', async () => {
  const log: string[] = [];
  const opening: (() => void)[] = [];
  const card = cardBehind(async () => {
    const id = opening.length + 1;
    log.push(`open ${id}`);
    await new Promise<void>((opened) => opening.push(opened));
    return {
      transmit: async () => Uint8Array.of(id, 0x90, 0x00),
      close: async () => void log.push(`close ${id}`),
    };
  });
  // The session's end waits a while for the power to go off, and no longer: these are the orders of two sessions.
  const orders = [card.powerOn(), card.powerOff(), card.powerOn(), card.powerOff()];
  for (const id of [0, 1]) {
    while (opening[id] === undefined) await sleep(1);
    opening[id]();
  }
  await Promise.all(orders);
  assert.deepEqual(log, ['open 1', 'close 1', 'open 2', 'close 2']);
});

test('a card that could not be opened can be opened later', async () => {
  let attempts = 0;
  const card = cardBehind(async () => {
    if (++attempts === 1) throw new CardError('card/removed', 'not yet');
    return { transmit: async () => fromHex('9000'), close: async () => {} };
  });
  await assert.rejects(async () => card.powerOn(), { code: 'card/removed' });
  await card.powerOff();
  await card.powerOn();
  assert.equal(toHex(await card.transmit(fromHex('00b00000'))), '9000');
});

test('a card in this process is reset by power and by reset', async () => {
  let resets = 0;
  const card = cardInProcess({ transmit: (command) => command, reset: () => void resets++ }, ATR.contactless);
  await card.powerOn();
  await card.powerOff();
  await card.reset();
  assert.equal(resets, 3);
  assert.equal(toHex(card.atr), '3b88800100000000338181003a');
  assert.equal(
    card.atr.subarray(1).reduce((sum, octet) => sum ^ octet),
    0,
    'its last octet is the sum of the others',
  );
});
