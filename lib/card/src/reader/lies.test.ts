import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concat, fromHex } from '@kazasu/bytes';
import fc from 'fast-check';
import { ISSUED } from '../integrity/testing/issued-card.ts';
import { assertEndsInNoise } from '../testing/noise.ts';
import type { Transport } from '../transport.ts';
import { openCard } from './index.ts';
import { codeOf, ERRANDS, OPTIONS, PATIENCE, tampered } from './testing/errands.ts';

test('the table of errands has every method of the reader', () => {
  const named = new Set(Object.keys(ERRANDS).map((name) => name.split(',')[0]));
  assert.deepEqual(
    [...named].sort(),
    Object.keys(openCard(tampered((response) => response).transport)).sort(),
  );
});

test('every errand succeeds with an honest card, in far fewer commands than its budget', async () => {
  for (const [name, errand] of Object.entries(ERRANDS)) {
    const card = tampered((response) => response);
    assert.equal(await codeOf(errand(openCard(card.transport, OPTIONS))), undefined, name);
    assert(card.commands <= 50, `${name}: ${card.commands}`);
  }
});

const LIES: { readonly [name: string]: (response: Uint8Array, count: number) => Uint8Array } = {
  'no status word': () => new Uint8Array(1),
  'endless 61xx': () => fromHex('6110'),
  'endless 61xx with data': () => fromHex('aa6101'),
  'endless 6Cxx': () => fromHex('6c10'),
  'nothing but 9000': () => fromHex('9000'),
  'nothing but 63C3': () => fromHex('63c3'),
  'more than any Le': () => concat(new Uint8Array(70_000), fromHex('9000')),
  'a hundred bytes more': (response) => concat(new Uint8Array(100), response),
  'garbage TLV': (response) => concat(response.subarray(0, -2).fill(0xdf), response.subarray(-2)),
  'lengths that lie': (response) =>
    response.map((byte, i) => (response.length > 4 && i > 1 && i < response.length - 2 ? 0x82 : byte)),
  'zeros for data': (response) => concat(response.subarray(0, -2).fill(0), response.subarray(-2)),
  'one byte a read': (response) =>
    response.length > 2 ? concat(response.subarray(0, 1), response.subarray(-2)) : response,
  'all but the last byte': (response) =>
    response.length > 2 ? concat(response.subarray(0, -3), response.subarray(-2)) : response,
  'no data': (response) => response.subarray(-2),
  'an unknown status word': (response, count) => (count > 1 ? fromHex('6f00') : response),
};

/**
 * Errands that bring back no data, or data in which this lie cannot be seen: a signature is judged by whoever has the key,
 * data objects are handed on as they are, and any byte but zero says that a certificate is there.
 */
function canPass(lie: string, errand: string): boolean {
  if (/^(triesLeft|changePin|readMasterFile|readAvailability)/.test(errand)) return true;
  const content = ['garbage TLV', 'lengths that lie', 'zeros for data'].includes(lie);
  return content && /^(signWith|authenticateChip)/.test(errand);
}

test('whatever the lie, every errand ends with a CardError in bounded work', async () => {
  for (const [lie, change] of Object.entries(LIES)) {
    for (const [name, errand] of Object.entries(ERRANDS)) {
      const card = tampered(change);
      const code = await codeOf(errand(openCard(card.transport, OPTIONS)));
      assert(card.commands <= PATIENCE, `${lie}, ${name}: ${card.commands} commands`);
      if (!canPass(lie, name)) assert.notEqual(code, undefined, `${lie}, ${name}`);
      assert.notEqual(code, 'card/timeout', `${lie}, ${name}: waited for the time limit`);
    }
  }
});

test('whatever a card answers, the reader ends with a value or a CardError after bounded work', async () => {
  const words = [
    '9000',
    '9000',
    '9000',
    '63c3',
    '6100',
    '6c10',
    '6b00',
    '6984',
    '6a82',
    '6988',
    '6700',
    '0000',
  ];
  const data = fc.oneof(
    { weight: 4, arbitrary: fc.constant(new Uint8Array()) },
    fc.uint8Array({ maxLength: 300 }),
    fc.constantFrom(
      fromHex('30820100'),
      new Uint8Array(256).fill(9),
      new Uint8Array(160).fill(0x20),
      ISSUED.text.sessionKey,
      ISSUED.surface.ageRecord.subarray(0, 256),
    ),
  );
  const errands = Object.values(ERRANDS).map(
    (errand) => (transport: Transport) => errand(openCard(transport, OPTIONS)),
  );
  const codes = await assertEndsInNoise({ data, words, runs: 3000 }, errands);
  assert(codes.size >= 4, [...codes].join());
});

test('an honest card whose answers are changed here and there never raises anything but CardError', async () => {
  const edit = fc.record({
    at: fc.nat({ max: 60 }),
    byte: fc.nat({ max: 300 }),
    value: fc.nat({ max: 255 }),
  });
  let refusals = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(edit, { minLength: 1, maxLength: 3 }),
      fc.constantFrom(...Object.entries(ERRANDS)),
      async (edits, [name, errand]) => {
        const card = tampered((response, count) => {
          const changed = Uint8Array.from(response);
          for (const { at, byte, value } of edits) {
            if (at === count) changed[byte % changed.length] = value;
          }
          return changed;
        });
        if ((await codeOf(errand(openCard(card.transport, OPTIONS)))) !== undefined) refusals++;
        assert(card.commands <= PATIENCE, name);
      },
    ),
    { numRuns: 600, seed: 2 },
  );
  assert(refusals > 30, String(refusals));
});
