import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { CardError, type CardErrorCode } from '@kazasu/card';
import { ReaderError, type ReaderErrorCode } from '@kazasu/reader/pcsc';
import { CommandProblem } from '../../problem.ts';
import type { CardKind } from '../kind.ts';
import type { CardSecret } from '../pin/index.ts';
import { explainFailure } from './explain.ts';
import { CARD_EXPLANATIONS, READER_EXPLANATIONS } from './table.ts';

/** Every code that stands in the union of a room's error file. */
function codesIn(file: string, prefix: string): string[] {
  const text = readFileSync(fileURLToPath(import.meta.resolve(file)), 'utf8');
  return [...text.matchAll(new RegExp(`\\| '(${prefix}/[a-z-]+)'`, 'g'))]
    .map((match) => match[1] ?? '')
    .sort();
}

function explained(
  failure: unknown,
  kind: CardKind | 'unknown' = 'my-number',
  secret: CardSecret = 'signature',
) {
  const problem = explainFailure(
    failure,
    { holder: 'reader', kind: kind === 'unknown' ? undefined : kind },
    secret,
  );
  assert.ok(problem instanceof CommandProblem);
  return problem;
}

test('every code of a card and of a reader has its own cause and a remedy', () => {
  const card = codesIn('../../../../../lib/card/src/error.ts', 'card');
  const reader = codesIn('../../../../../kit/reader/src/error.ts', 'reader');
  assert.deepEqual(Object.keys(CARD_EXPLANATIONS).sort(), card);
  assert.deepEqual(Object.keys(READER_EXPLANATIONS).sort(), reader);
  const problems = [
    ...card.map((code) => explained(new CardError(code as CardErrorCode, 'inner words', { triesLeft: 2 }))),
    ...reader.map((code) => explained(new ReaderError(code as ReaderErrorCode, 'inner words'))),
  ];
  assert.equal(new Set(problems.map(({ message }) => message)).size, card.length + reader.length);
  for (const problem of problems) {
    assert.match(problem.message, /^[A-Z].*\.$/);
    assert.ok(problem.remedy.length > 10, problem.message);
  }
});

test('how many tries are left is told, and a miss of the last one says what it means', () => {
  const wrong = (triesLeft: number) => explained(new CardError('card/pin-wrong', 'x', { triesLeft }));
  assert.match(wrong(4).message, /signature password .* is wrong: 4 tries left/);
  assert.match(wrong(1).message, /1 try left/);
  assert.match(wrong(0).remedy, /blocked now.*municipal office/);
  assert.match(explained(new CardError('card/last-try', 'x')).remedy, /--use-last-try/);
});

test('what helps depends on the kind of card: the police for a licence, nothing for a number that is not counted', () => {
  const blocked = new CardError('card/pin-blocked', 'x');
  assert.match(explained(blocked, 'licence', 'licencePin1').remedy, /police/);
  assert.doesNotMatch(explained(blocked, 'unknown').remedy, /municipal|police/);
  const miss = explained(new CardError('card/pin-wrong', 'x'), 'residence', 'residenceNumber');
  assert.match(miss.remedy, /Nothing counts the misses/);
  for (const kind of ['licence', 'residence', 'unknown'] as const) {
    for (const code of Object.keys(CARD_EXPLANATIONS) as CardErrorCode[]) {
      const { message, remedy } = explained(
        new CardError(code, 'x', { triesLeft: 0 }),
        kind,
        'residenceNumber',
      );
      assert.doesNotMatch(
        `${message} ${remedy}`,
        /municipal office|My Number Card|child|phone/,
        `${kind} ${code}`,
      );
    }
  }
  assert.match(explained(new CardError('card/file', 'x'), 'licence').message, /driver’s licence/);
});

test('the form that is wanted is the one of the secret, and the reader knows best which that was', () => {
  const format = (pin?: 'authentication') =>
    new CardError('card/pin-format', 'x', pin === undefined ? {} : { pin });
  assert.match(explained(format(), 'residence', 'residenceNumber').remedy, /2 letters, 8 digits, 2 letters/);
  assert.match(explained(format()).remedy, /6 to 16 capital letters and digits/);
  assert.match(explained(format('authentication')).remedy, /4 digits/);
});

test('a refusal is exit code 1, a secret of the wrong form 2, a card or a reader that is not there 3', () => {
  assert.equal(explained(new CardError('card/pin-blocked', 'x')).code, 'refused');
  assert.equal(explained(new CardError('card/pin-format', 'x')).code, 'usage');
  assert.equal(explained(new CardError('card/removed', 'x')).code, 'unreachable');
  assert.equal(explained(new ReaderError('reader/no-card', 'x')).code, 'unreachable');
});

test('a fault of the program is not explained away', () => {
  const fault = new TypeError('x');
  assert.equal(explainFailure(fault, { holder: 'town' }), fault);
});
