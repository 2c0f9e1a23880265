import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  SELECT_COMMON,
  SELECT_DOMAIN,
  SELECT_JPKI,
  SELECT_JUKI,
  SELECT_SURFACE,
  SELECT_TEXT,
} from '../virtual/testing/card.ts';
import { tracedCard, traceText } from './index.ts';
import { type Distortion, distortedCard, type Step } from './testing/distorted-card.ts';

/** The same commands each time: what a run reaches is asserted too, and must not depend on chance. */
const SEED = 2;

const LENGTH = fc.constantFrom('00', '02', '11', '20');
const OPEN_FILES = ['0002', '000b', '0004', '0005'];
const CLOSED_FILES = ['0001', '0002', '0003', '000a', '0006', '0007'];
const told = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Distortion>('none') },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Distortion>('fetch', 'warning', 'wrong Le', 'refusal', 'silence'),
  },
);

/** SELECT by name in all its forms: whole, with control information, the next one, of a name that nobody has. */
const select = fc
  .tuple(
    fc.constantFrom(SELECT_TEXT, SELECT_TEXT, SELECT_TEXT, SELECT_JPKI, SELECT_JPKI, SELECT_SURFACE),
    fc.constantFrom('0c', '0c', '0c', '00', '02'),
  )
  .map(([hex, p2]) => `${hex.slice(0, 6)}${p2}${hex.slice(8)}${p2 === '00' ? '00' : ''}`);
const selectFile = fc
  .tuple(fc.constantFrom(...OPEN_FILES, ...CLOSED_FILES), fc.constantFrom('020c', '020c', '0200', '000c'))
  .map(([file, p1p2]) => `00a4${p1p2}02${file}${p1p2 === '0200' ? '00' : ''}`);
const verify = fc.constantFrom(
  '002000910435363738',
  '0020009b06414243313233',
  '0020009104ffffffff',
  '00200092 0e 3535303231373230333532323835',
  '00200093 0c 313233343536373839303138',
);
const read = LENGTH.map((length) => `00b00000${length}`);
const readByName = fc
  .tuple(fc.constantFrom(1, 2, 3, 4, 5, 6, 0x0a, 0x0b), fc.constantFrom('00', '00', 'ff'), LENGTH)
  .map(([file, offset, length]) => `00b0${(0x80 + file).toString(16)}${offset}${length}`);
const record = fc.constantFrom('00b2010c00', '00b2011400', '00b2010400', '00b2011c00');
const other = fc.constantFrom(
  ...[SELECT_COMMON, SELECT_JUKI, SELECT_DOMAIN, '00a40000', '00a4000c023f00', '00a404000500'],
  ...['00a4040c05a000000001', '00a4040c064100000001ff', '00a4040c', '00c0000000', '00c0000011'],
  ...['00ca00f000', '00ca004200', '00ca7f2100000000', '00ca00f200', '0084000008'],
  ...['00b1000000', '00ff0000', '01a4020c020001', '00a4020c0200', '10b0000011', '0cb0810011'],
  ...['00b00000000400', '00b0e10011', '00b0c40011', '00b0840102'],
);
const openSession = fc.constant(`80ae0000000100${'41'.repeat(256)}`);
const plain = fc.oneof(
  { weight: 2, arbitrary: select },
  { weight: 5, arbitrary: selectFile },
  { weight: 3, arbitrary: verify },
  { weight: 6, arbitrary: read },
  { weight: 5, arbitrary: readByName },
  { weight: 1, arbitrary: record },
  { weight: 2, arbitrary: other },
  { weight: 2, arbitrary: openSession },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.record({ hex: plain.map((hex) => hex.replaceAll(' ', '')), told }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      hidden: fc.tuple(fc.constant('a4020c'), fc.constantFrom(...CLOSED_FILES)),
      told,
    }),
  },
  { weight: 2, arbitrary: fc.record({ hiddenRead: fc.constantFrom('0000', '8100', '8500'), told }) },
  { weight: 1, arbitrary: fc.constant<Step>('reset') },
);
const ENTER_TEXT = [SELECT_TEXT, '002000910435363738', '00a4020c020005'];
/** Most begin where little is missing: with the PIN and an open file, or on the way from one application to another. */
const beginning = fc.oneof(
  fc.constant<readonly Step[]>([]),
  fc.constant(ENTER_TEXT.map((hex): Step => ({ hex, told: 'none' }))),
  told.map((told): readonly Step[] => [
    { hex: SELECT_JPKI, told: 'none' },
    { hex: SELECT_TEXT, told },
    { hex: '002000910435363738', told: 'none' },
  ]),
);
const steps = fc
  .tuple(beginning, fc.array(step, { minLength: 2, maxLength: 14 }))
  .map(([begun, rest]) => [...begun, ...rest]);

/** Everything that a trace of these steps writes, as text and as entries. */
function written(steps: readonly Step[], moves: boolean, contents: 'mask' | 'show'): string {
  const lines: string[] = [];
  const card = distortedCard({ moves });
  const traced = tracedCard(card, (entry) => lines.push(traceText(entry), JSON.stringify(entry)), {
    contents,
  });
  for (const step of steps) {
    if (step === 'reset') {
      traced.reset();
      continue;
    }
    const command = card.prepare(step);
    try {
      traced.transmit(command);
    } catch {
      // The answer that never came.
    }
  }
  return lines.join('\n');
}

test('what a protected file holds is in no form of the trace, whatever the card did and its answers say', () => {
  const seen = { closed: 0, open: 0 };
  fc.assert(
    fc.property(steps, fc.boolean(), (steps, moves) => {
      const masked = written(steps, moves, 'mask');
      assert.ok(!masked.includes('EEEE'), masked);
      if (masked.includes('A2A2')) seen.open += 1;
      if (written(steps, moves, 'show').includes('EEEE')) seen.closed += 1;
    }),
    { numRuns: 2500, seed: SEED },
  );
  assert.ok(seen.closed > 250, `${seen.closed} got at something closed`);
  assert.ok(seen.open > 80, `${seen.open} showed something open`);
});
