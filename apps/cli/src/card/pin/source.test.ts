import assert from 'node:assert/strict';
import test from 'node:test';
import { fromUtf8, toUtf8 } from '@kazasu/bytes';
import { CommandProblem } from '../../problem.ts';
import { createPinSource, type PinSourceParts } from './source.ts';

/** A person who answers one question after another. */
function person(...answers: string[]) {
  const questions: string[] = [];
  const given: Uint8Array[] = [];
  return {
    questions,
    given,
    present: true,
    ask: async (question: string) => {
      questions.push(question);
      const bytes = toUtf8(answers.shift() ?? '');
      given.push(bytes);
      return bytes;
    },
  };
}

const nobody = { present: false, ask: async () => assert.fail('nobody is there to be asked') };

function source(parts: Partial<PinSourceParts>) {
  return createPinSource({
    keyboard: nobody,
    readStdin: async () => assert.fail('standard input is not for secrets here'),
    known: {},
    ...parts,
  });
}

const usage = (said: RegExp) => (problem: unknown) =>
  problem instanceof CommandProblem && problem.code === 'usage' && said.test(problem.message);

test('a secret comes from --pin, else from the town, else from the person', async () => {
  const known = { authentication: '2580' };
  const asked = person('1111');
  const pin = async (parts: Partial<PinSourceParts>) =>
    fromUtf8((await source(parts).get('authentication')).pin);
  assert.equal(await pin({ pin: '1234', known, keyboard: asked }), '1234');
  assert.equal(await pin({ known, keyboard: asked }), '2580');
  assert.equal(await pin({ keyboard: asked }), '1111');
  assert.deepEqual(asked.questions, ['authentication PIN (利用者証明用電子証明書), 4 digits']);
});

test('where nobody sits at a terminal, a missing secret is an error that names the way out', async () => {
  await assert.rejects(source({}).get('text'), (problem) => {
    assert.ok(problem instanceof CommandProblem);
    assert.match(problem.remedy, /--pin-stdin/);
    return problem.code === 'usage';
  });
});

test('a secret that cannot be right is refused and overwritten before the card hears of it', async () => {
  const asked = person('12345');
  await assert.rejects(source({ keyboard: asked }).get('text'), usage(/cannot be right/));
  assert.ok(asked.given[0]?.every((key) => key === 0));
  await assert.rejects(source({ pin: 'abcdef' }).get('authentication'), usage(/cannot be right/));
  await assert.rejects(source({ pin: 'ABC12-' }).get('signature'), usage(/cannot be right/));
});

test('lower-case letters of a signature password become capitals', async () => {
  assert.equal(fromUtf8((await source({ pin: 'abcXyz12' }).get('signature')).pin), 'ABCXYZ12');
});

test('which of two numbers was typed is told by its length', async () => {
  const names = ['surfaceNumberB', 'surfaceNumberA'] as const;
  const typed = async (pin: string) => (await source({ pin }).get(...names)).name;
  assert.equal(await typed('999000000016'), 'surfaceNumberA');
  assert.equal(await typed('63051720352285'), 'surfaceNumberB');
  await assert.rejects(source({ pin: '1234' }).get(...names), usage(/cannot be right/));
});

test('--pin-stdin hands out a line for each secret, with either line end and without a last one', async () => {
  const input = toUtf8('1234\r\n5678\n9012');
  let reads = 0;
  const readStdin = async () => {
    reads += 1;
    return input;
  };
  const pins = source({ pinStdin: true, readStdin, known: { text: '0000' } });
  assert.equal(fromUtf8((await pins.get('text')).pin), '1234');
  assert.equal(fromUtf8(await pins.choose('text')), '5678');
  assert.equal(fromUtf8((await pins.get('authentication')).pin), '9012');
  await assert.rejects(pins.get('text'), usage(/no line/));
  assert.equal(reads, 1);
  assert.ok(!fromUtf8(input).match(/\d/));
});

test('a new secret is typed twice, and two that differ are both forgotten', async () => {
  assert.equal(fromUtf8(await source({ keyboard: person('4321', '4321') }).choose('text')), '4321');
  for (const answers of [
    ['4321', '4322'],
    ['ABC123', 'ABC1234'],
  ] as const) {
    const name = answers[0].length === 4 ? 'text' : 'signature';
    const asked = person(...answers);
    await assert.rejects(source({ keyboard: asked }).choose(name), usage(/differ/));
    assert.ok(asked.given.every((bytes) => bytes.every((key) => key === 0)));
  }
});

test('a secret in two ways is an error', () => {
  assert.throws(() => source({ pin: '1234', pinStdin: true }), usage(/two ways/));
});
