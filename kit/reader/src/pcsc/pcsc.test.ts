import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fromHex, toHex } from '@kazasu/bytes';
import { COMMAND_MAX } from '@kazasu/card';
import type { Binding } from './binding.ts';
import { listReadersOf, openOver } from './open.ts';

/** What a reader of the made-up binding does; the binding's own behaviour is tested with pcscd in `conformance`. */
interface Slot {
  readonly name: string;
  atr?: string;
  state?: number;
  /** Called on `connect`; throws what the binding would. */
  connect?: () => void;
  transmit?: (command: Uint8Array) => Uint8Array | Promise<Uint8Array>;
}

const PRESENT = 0x20;
const MUTE = 0x200;
const ATR = '3be000ff8131fe4514';
const SELECT = fromHex('00a4040c0ad392f000260100000001');
const fault = (text: string) => () => {
  throw new Error(text);
};

/** The binding as far as it is used, with everything that is done to it written down. */
function fakeBinding(slots: readonly Slot[] | (() => readonly Slot[]), log: string[] = []): Binding {
  const listed = typeof slots === 'function' ? slots : () => slots;
  const connect = async (slot: Slot, share: number, protocols: number) => {
    slot.connect?.();
    log.push(`connect ${slot.name} ${share} ${protocols}`);
    let gone = false;
    return {
      atr: fromHex(slot.atr ?? ATR),
      transmit: async (command: Uint8Array, options: { maxRecvLength?: number }) => {
        if (gone) throw new Error('Card is not connected');
        assert.equal(options.maxRecvLength, 65_538);
        return (slot.transmit ?? (() => fromHex('9000')))(command);
      },
      disconnect: (disposition: number) => {
        gone = true;
        log.push(`disconnect ${disposition}`);
      },
    };
  };
  class Context {
    listReaders() {
      return listed().map((slot) => ({
        name: slot.name,
        state: slot.state ?? (slot.atr === undefined ? 0x10 : PRESENT),
        atr: slot.atr === undefined ? null : Buffer.from(fromHex(slot.atr)),
        connect: (share: number, protocols: number) => connect(slot, share, protocols),
      }));
    }
    close() {
      log.push('close');
    }
  }
  const binding = {
    Context,
    SCARD_SHARE_EXCLUSIVE: 1,
    SCARD_PROTOCOL_T0: 1,
    SCARD_PROTOCOL_T1: 2,
    SCARD_RESET_CARD: 1,
    SCARD_STATE_PRESENT: PRESENT,
    SCARD_STATE_MUTE: MUTE,
  };
  return binding as unknown as Binding;
}

test('readers are listed with the ATR of the card on them', () => {
  const log: string[] = [];
  const readers = listReadersOf(fakeBinding([{ name: 'A' }, { name: 'B', atr: ATR }], log));
  assert.deepEqual(readers, [{ name: 'A' }, { name: 'B', atr: fromHex(ATR) }]);
  assert.deepEqual(log, ['close']);
});

test('the first reader with a card is taken, for this program alone, and reset when given back', async () => {
  const log: string[] = [];
  const binding = fakeBinding([{ name: 'A' }, { name: 'B', atr: ATR }], log);
  const transport = await openOver(binding, {});
  assert.equal(transport.reader, 'B');
  assert.equal(toHex(transport.atr), ATR);
  assert.equal(toHex(await transport.transmit(SELECT)), '9000');
  await transport.close();
  await transport.close();
  assert.deepEqual(log, ['connect B 1 3', 'disconnect 1', 'close']);
  await assert.rejects(transport.transmit(SELECT), { name: 'CardError', code: 'card/removed' });
});

test('a reader is found by its name, or by a part of it when none has exactly that name', async () => {
  const slots = [
    { name: 'Reader 1', atr: ATR },
    { name: 'Reader', atr: ATR },
    { name: 'Other 7', atr: ATR },
  ];
  for (const [reader, found] of [
    ['Reader', 'Reader'],
    ['Reader 1', 'Reader 1'],
    ['er 7', 'Other 7'],
  ] as const) {
    const transport = await openOver(fakeBinding(slots), { reader });
    assert.equal(transport.reader, found);
    await transport.close();
  }
  const log: string[] = [];
  await assert.rejects(openOver(fakeBinding(slots, log), { reader: 'Third' }), {
    name: 'ReaderError',
    code: 'reader/not-found',
  });
  assert.deepEqual(log, ['close']);
});

test('no reader, no card, a mute card and a card that does not answer are told apart from one in use', async () => {
  const cases: readonly (readonly [readonly Slot[], string])[] = [
    [[], 'reader/not-found'],
    [[{ name: 'A' }], 'reader/no-card'],
    [[{ name: 'A', atr: ATR, state: PRESENT | MUTE }], 'reader/no-card'],
    [[{ name: 'A', atr: ATR, connect: fault('Card is unresponsive') }], 'reader/no-card'],
    [[{ name: 'A', atr: ATR, connect: fault('PC/SC service stopped') }], 'reader/service'],
  ];
  for (const [slots, code] of cases) {
    await assert.rejects(openOver(fakeBinding(slots), {}), { name: 'ReaderError', code }, code);
  }
});

test('a service that does not run is told as such', async () => {
  class Context {
    constructor() {
      throw new Error('PC/SC service not running');
    }
  }
  const binding = { ...fakeBinding([]), Context } as unknown as Binding;
  assert.throws(() => listReadersOf(binding), { code: 'reader/service' });
  await assert.rejects(openOver(binding, { waitForCardMs: 60_000 }), { code: 'reader/service' });
});

test('a card is waited for as long as told, and the wait is announced once', async () => {
  const slot: Slot = { name: 'A' };
  let told = 0;
  const opening = openOver(fakeBinding([slot]), { waitForCardMs: 5_000, onWaiting: () => told++ });
  await sleep(250);
  slot.atr = ATR;
  const transport = await opening;
  assert.equal(told, 1);
  await transport.close();
  await assert.rejects(openOver(fakeBinding([{ name: 'A' }]), { waitForCardMs: 300 }), {
    code: 'reader/no-card',
  });
});

test('a reader that is connected later is waited for too', async () => {
  const slots: Slot[] = [];
  const opening = openOver(
    fakeBinding(() => slots),
    { waitForCardMs: 5_000 },
  );
  await sleep(50);
  slots.push({ name: 'late', atr: ATR });
  const transport = await opening;
  assert.equal(transport.reader, 'late');
  await transport.close();
});

test('the wait can be ended', async () => {
  const end = new AbortController();
  const log: string[] = [];
  const opening = openOver(fakeBinding([], log), { waitForCardMs: 60_000, signal: end.signal });
  end.abort(new Error('enough'));
  await assert.rejects(opening, { message: 'enough' });
  assert.deepEqual(log, ['close']);
});

test('a card that another program looks at for a moment is asked for again', async () => {
  let attempts = 0;
  const slot: Slot = {
    name: 'A',
    atr: ATR,
    connect: () => {
      attempts++;
      if (attempts < 3) throw new Error('Sharing violation');
    },
  };
  const transport = await openOver(fakeBinding([slot]), {});
  assert.equal(attempts, 3);
  await transport.close();
});

test('a card that another program keeps is reader/in-use after five seconds', async (t) => {
  // The limits are such signals; these say at once that time is up.
  t.mock.method(AbortSignal, 'timeout', () => AbortSignal.abort());
  const slot: Slot = { name: 'A', atr: ATR, connect: fault('Sharing violation') };
  await assert.rejects(openOver(fakeBinding([slot]), {}), { code: 'reader/in-use' });
});

test('the next command may follow at once', async () => {
  const transport = await openOver(fakeBinding([{ name: 'A', atr: ATR }]), {});
  const answers = [await transport.transmit(SELECT), await transport.transmit(SELECT)];
  assert.deepEqual(answers.map(toHex), ['9000', '9000']);
  await transport.transmit(SELECT).then(() => transport.transmit(SELECT));
  await transport.close();
});

test('one command at a time; one longer than any is refused before it is sent', async () => {
  const answered = Promise.withResolvers<Uint8Array>();
  const transport = await openOver(
    fakeBinding([{ name: 'A', atr: ATR, transmit: () => answered.promise }]),
    {},
  );
  await assert.rejects(transport.transmit(new Uint8Array(COMMAND_MAX + 1)), { code: 'card/command' });
  const first = transport.transmit(SELECT);
  await assert.rejects(transport.transmit(SELECT), { code: 'card/busy' });
  answered.resolve(fromHex('9000'));
  assert.equal(toHex(await first), '9000');
  await transport.close();
});

test('a card that leaves is card/removed in every wording, and is given back at once', async () => {
  for (const text of [
    'Card was removed',
    'Transaction failed',
    'Communication error',
    'Unknown PC/SC error',
  ]) {
    const log: string[] = [];
    const transport = await openOver(fakeBinding([{ name: 'A', atr: ATR, transmit: fault(text) }], log), {});
    await assert.rejects(transport.transmit(SELECT), { name: 'CardError', code: 'card/removed' });
    assert.deepEqual(log.slice(1), ['disconnect 1', 'close'], text);
    await assert.rejects(transport.transmit(SELECT), { code: 'card/removed' });
    await transport.close();
  }
});

test('an answer shorter than a status word ends the connection; one of nothing is a card that went away', async () => {
  const cases = [
    { answer: Uint8Array.of(0x90), code: 'card/response' },
    { answer: new Uint8Array(), code: 'card/removed' },
  ];
  for (const { answer, code } of cases) {
    const transport = await openOver(fakeBinding([{ name: 'A', atr: ATR, transmit: () => answer }]), {});
    await assert.rejects(transport.transmit(SELECT), { code });
    await assert.rejects(transport.transmit(SELECT), { code });
  }
});

test('after the time limit the caller goes on at once; the card is given back when the reader answers', async () => {
  const log: string[] = [];
  const late = Promise.withResolvers<Uint8Array>();
  const slot: Slot = { name: 'A', atr: ATR, transmit: () => late.promise };
  const transport = await openOver(fakeBinding([slot], log), { commandTimeoutMs: 20 });
  await assert.rejects(transport.transmit(SELECT), { code: 'card/timeout' });
  await assert.rejects(transport.transmit(SELECT), { code: 'card/timeout' });
  assert.equal(log.length, 1, 'disconnecting now would block the process');
  const closing = transport.close();
  late.resolve(fromHex('9000'));
  await closing;
  assert.deepEqual(log.slice(1), ['disconnect 1', 'close']);
});

test('closing during a command gives the command up, and waits no longer than a second for the reader', async () => {
  const log: string[] = [];
  const slot: Slot = { name: 'A', atr: ATR, transmit: () => new Promise(() => {}) };
  const transport = await openOver(fakeBinding([slot], log), {});
  const refused = assert.rejects(transport.transmit(SELECT), { code: 'card/removed' });
  await transport.close();
  await refused;
  assert.equal(log.length, 1);
});

test('where the binding is missing, the error says how to get it and everything else goes on', () => {
  const program = `
    import { registerHooks } from 'node:module';
    registerHooks({ resolve: (name, context, next) => {
      if (name === 'smartcard') throw new Error('not installed');
      return next(name, context);
    } });
    const { listReaders, openPcscTransport } = await import('@kazasu/reader/pcsc');
    for (const ask of [listReaders, openPcscTransport]) {
      await ask().then(() => process.exit(1), (error) => process.stdout.write(error.code + ' ' + /npm ci/.test(error.message) + '\\n'));
    }`;
  const { stdout, status } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
  });
  assert.equal(stdout, 'reader/unsupported true\nreader/unsupported true\n');
  assert.equal(status, 0);
});
