import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concat, fromHex, toUtf8 } from '@kazasu/bytes';
import fc from 'fast-check';
import { type TraceEntry, tracedCard, traceText } from './index.ts';

/** A card that says back whatever it was told: the worst case for a trace. */
const ECHO = { transmit: (command: Uint8Array) => concat(command, Uint8Array.of(0x90, 0)), reset: () => {} };

/** Everything that a trace of these commands writes, every member of its entries too, contents shown. */
function written(commands: readonly Uint8Array[]): string {
  const lines: string[] = [];
  const sink = (entry: TraceEntry) => lines.push(traceText(entry), JSON.stringify(entry));
  const card = tracedCard(ECHO, sink, { contents: 'show', now: () => 0 });
  for (const command of commands) card.transmit(command);
  return lines.join('\n');
}

const LETTERS = 'GHJKLMNOPQRSTUVWXYZ';
const pin = fc.string({ unit: fc.constantFrom(...LETTERS), minLength: 4, maxLength: 16 });
const pinInstruction = fc.constantFrom([0, 0x20], [0, 0x21], [0, 0x24], [0, 0x25], [0, 0x2c], [0x80, 0x32]);
const classBits = fc.constantFrom(0, 0x08, 0x0c, 0x04, 0x01, 0x40, 0x60, 0x90);
const lengths = fc.constantFrom('right', 'short', 'long', 'none', 'extended', 'with Le', 'bare Le');

/** VERIFY and its relations with everything that can be wrong about them. */
const pinCommand = fc
  .record({
    pin,
    instruction: pinInstruction,
    classBits,
    p1: fc.nat(255),
    p2: fc.nat(255),
    lengths,
    padding: fc.uint8Array({ maxLength: 4 }),
  })
  .map(({ pin, instruction: [cla = 0, ins = 0], classBits, p1, p2, lengths, padding }) => {
    const value = concat(toUtf8(pin), padding);
    const header = Uint8Array.of(cla | classBits, ins, p1, p2);
    const lc = {
      right: [value.length],
      short: [value.length - 1],
      long: [value.length + 5],
      none: [],
      extended: [0, 0, value.length],
      'with Le': [value.length],
      'bare Le': [],
    }[lengths];
    const tail = lengths === 'with Le' ? Uint8Array.of(0) : new Uint8Array();
    return { pin, bytes: concat(header, Uint8Array.from(lc), value, tail) };
  });

/** No two neighbouring characters of the PIN stand in the text, neither as characters nor as octets. */
function assertAbsent(pin: string, text: string): void {
  const octets = (text.match(/\b(?:[0-9A-F]{2})+\b/g) ?? []).map((hex) =>
    Buffer.from(hex, 'hex').toString('latin1'),
  );
  for (let at = 0; at < pin.length - 1; at += 1) {
    const part = pin.slice(at, at + 2);
    assert.ok(!octets.some((run) => run.includes(part)), `octets of ${part} in ${text}`);
  }
  assert.ok(!text.includes(pin), text);
}

test('no PIN is in any form of the trace, whatever is wrong with the command that carries it', () => {
  fc.assert(
    fc.property(fc.array(pinCommand, { minLength: 1, maxLength: 3 }), (commands) => {
      const text = written(commands.map(({ bytes }) => bytes));
      for (const { pin } of commands) assertAbsent(pin, text);
    }),
    { numRuns: 2000 },
  );
});

test('no PIN is in the trace when the beginning of its command is lost', () => {
  const cut = fc.tuple(pin, pinInstruction, fc.integer({ min: 1, max: 8 }), fc.boolean());
  fc.assert(
    fc.property(cut, ([pin, [cla = 0, ins = 0], lost, local]) => {
      const command = concat(Uint8Array.of(cla, ins, 0, local ? 0x98 : 0x80, pin.length), toUtf8(pin));
      assertAbsent(pin, written([command.subarray(lost)]));
    }),
    { numRuns: 2000 },
  );
});

test('the length of a password is not in the trace', () => {
  const of = (length: number) =>
    written([concat(Uint8Array.of(0, 0x20, 0, 0x9b, length), new Uint8Array(length).fill(0x41))]);
  const told = (text: string) => text.replace(/\[\d+ bytes\]|\d+ bytes/g, '');
  assert.equal(told(of(6)), told(of(16)));
});

test('data that may be a PIN gone astray are masked in instructions that carry none', () => {
  for (const header of [
    [0, 0xa4, 4, 0x0c],
    [0, 0xa4, 2, 0x0c],
    [0x80, 0x2a, 0, 0x80],
    [0x80, 0xae, 0, 0],
    [0, 0x88, 0, 0x99],
    [0, 0xd6, 0, 0],
  ]) {
    const command = concat(Uint8Array.from([...header, 4]), toUtf8('GHJK'));
    const entries: TraceEntry[] = [];
    const card = tracedCard({ transmit: () => Uint8Array.of(0x6a, 0x82), reset: () => {} }, (entry) =>
      entries.push(entry),
    );
    card.transmit(command);
    assert.match(entries[0]?.command ?? '', /^[0-9A-F]{8} \*{4}$/);
  }
});

test('what may be characters of a PIN whose header is cut short or strange is masked octet for octet', () => {
  const commandTold = (hex: string) => {
    const entries: TraceEntry[] = [];
    tracedCard(ECHO, (entry) => entries.push(entry)).transmit(fromHex(hex));
    return entries[0]?.command;
  };
  // Where Le would be, in P1 and P2, as an instruction, and in all of a class that no command has.
  assert.equal(commandTold('0020008047'), '00200080 **');
  assert.equal(commandTold('002047480a'), '0020**** 0A');
  assert.equal(commandTold('00474849'), '00******');
  assert.equal(commandTold('47b0484900'), '****');
  assert.equal(commandTold('00b0484900'), '00B04849 00', 'an offset is an offset');
  // Enciphered data tell nothing, and may be a PIN by mistake.
  assert.equal(commandTold('08a4040c05a000000003'), '08A4040C ****');
});
