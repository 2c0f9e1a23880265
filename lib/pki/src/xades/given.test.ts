import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { toUtf8 } from '@kazasu/bytes';
import { createSigningBench } from './testing/bench.ts';
import { createJudges, edited } from './testing/judged.ts';
import { contract, EXCLUSIVE, PROPERTIES_REFERENCE, reference } from './testing/template.ts';

/** What a caller gives, or says that they will read, they take for signed when the verdict is good. */
const bench = createSigningBench();
const alone = (signature: string) => signature;
const ofProperties = reference(PROPERTIES_REFERENCE);
const { judged } = createJudges(bench);

const ENVELOPING = bench.signed(
  {
    references: reference({ id: 'r', uri: '#o', transforms: [EXCLUSIVE] }) + ofProperties,
    objects: '<ds:Object Id="o">I owe nothing</ds:Object>',
  },
  alone,
);

function assertUncovered(result: ReturnType<typeof judged>, reason: string, facts: object | undefined): void {
  const [fault] = result.signature?.checks.filter(({ status }) => status === 'failed') ?? [];
  assert.deepEqual(result.faults, [`xades.coverage ${reason}`]);
  assert.deepEqual(fault?.facts, facts);
  assert.equal(result.report.indication, 'TOTAL-FAILED');
  assert.equal(result.report.subIndication, 'FORMAT_FAILURE');
}

test('content that no reference is to is not covered by a good signature over something else', () => {
  assert.deepEqual(judged(ENVELOPING, {}).faults, []);
  assertUncovered(judged(ENVELOPING, { content: toUtf8('I owe a million') }), 'given', undefined);
});

test('a file that no reference is to is not covered, also beside one that is', () => {
  const detached = new Map([['contract.pdf', toUtf8('evil')]]);
  assertUncovered(judged(ENVELOPING, { detached }), 'given', { uri: 'contract.pdf' });
  writeFileSync(bench.h.shop.path('one'), 'one');
  const one = bench.signed({ references: reference({ id: 'r', uri: 'one' }) + ofProperties }, alone);
  const good = new Map([['one', toUtf8('one')]]);
  assert.deepEqual(judged(one, { detached: good }).faults, []);
  const two = new Map(good).set('two', toUtf8('two'));
  assertUncovered(judged(one, { detached: two }), 'given', { uri: 'two' });
});

test('each part that is going to be read must be covered, not only one of them', () => {
  const overPart = bench.signed(
    { references: reference({ id: 'r', uri: '#c1', transforms: [EXCLUSIVE] }) + ofProperties },
    contract,
  );
  assert.deepEqual(judged(overPart, { parts: ['c1'] }).faults, []);
  const forged = edited(overPart, '乙は甲に支払う', '甲は乙に支払う');
  assertUncovered(judged(forged, { parts: ['c1', 'c2'] }), 'part', { part: 'c2' });
  assertUncovered(judged(overPart, { parts: ['c1', 'c3'] }), 'part', { part: 'c3' });
});

test('a signature over the whole document covers every part of it outside of signatures', () => {
  const whole = bench.signed();
  assert.deepEqual(judged(whole, { parts: ['c1', 'c2'] }).faults, []);
  assertUncovered(judged(whole, { parts: ['c1', 'elsewhere'] }), 'part', { part: 'elsewhere' });
  // Nobody signs what was added to a signature afterwards.
  const added = edited(
    whole,
    '</xades:QualifyingProperties>',
    '<xades:UnsignedProperties><xades:UnsignedSignatureProperties><note Id="n">evil</note></xades:UnsignedSignatureProperties></xades:UnsignedProperties></xades:QualifyingProperties>',
  );
  assert.deepEqual(judged(added, { parts: ['c1'] }).faults, []);
  assertUncovered(judged(added, { parts: ['c1', 'n'] }), 'part', { part: 'n' });
});

test('the report says what each reference is to', () => {
  const facts = judged(bench.signed(), {}).signature?.checks.flatMap(({ id, facts }) =>
    id === 'xades.reference' ? [facts] : [],
  );
  assert.deepEqual(facts, [
    { position: 0, covers: 'document', uri: '' },
    { position: 1, covers: 'signed-properties', uri: '#p' },
  ]);
});
