import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toHex } from '@kazasu/bytes';
import { STATEMENT_SIGNED, STATEMENTS, statementOctets } from './signed-message.ts';

test('a statement that is signed as octets is a context and its hash, as long as no digest and no DigestInfo', () => {
  const hash = new Uint8Array(32).fill(0xab);
  const context = Buffer.from('kazasu/statement/1').toString('hex');
  assert.equal(toHex(statementOctets(hash)), context + 'ab'.repeat(32));
  assert.equal(statementOctets(hash).length, 50);
  for (const length of [0, 31, 33, 51]) {
    assert.throws(() => statementOctets(new Uint8Array(length)), RangeError);
  }
});

test('of all statements the consent alone, which the signature API must be able to carry, is signed as a document is', () => {
  assert.deepEqual(STATEMENT_SIGNED, {
    phone: 'octets',
    phoneEnd: 'octets',
    consent: 'digest',
    withdrawal: 'octets',
  });
  assert.deepEqual(Object.keys(STATEMENT_SIGNED), Object.keys(STATEMENTS));
});
