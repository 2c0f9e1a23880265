import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toUtf8 } from '@kazasu/bytes';
import { PIN_RULES, pinFormat } from './pin.ts';
import { triesIn } from './status.ts';

test('the authentication and the text PIN are exactly four ASCII digits', () => {
  for (const name of ['authentication', 'text'] as const) {
    assert.equal(pinFormat(name, '1234'), true);
    assert.equal(pinFormat(name, toUtf8('0000')), true);
    for (const wrong of ['', '123', '12345', '12a4', '１２３４', '12 4', '123\n', '-123']) {
      assert.equal(pinFormat(name, wrong), false, JSON.stringify(wrong));
      assert.equal(pinFormat(name, toUtf8(wrong)), false, JSON.stringify(wrong));
    }
  }
});

test('the signature password is 6 to 16 capital letters and digits', () => {
  for (const right of ['ABC123', 'ABCDEFGHIJKLMNOP', '000000', 'AAAAAA'])
    assert.equal(pinFormat('signature', right), true);
  for (const wrong of ['ABC12', 'ABCDEFGHIJKLMNOPQ', 'abc123', 'ABC-123', 'ABC12é']) {
    assert.equal(pinFormat('signature', wrong), false, wrong);
    assert.equal(pinFormat('signature', toUtf8(wrong)), false, wrong);
  }
});

test('the card allows three wrong tries for a PIN, five for the password, ten for what is printed on it', () => {
  const tries = Object.fromEntries(Object.entries(PIN_RULES).map(([name, rule]) => [name, rule.tries]));
  assert.deepEqual(tries, {
    authentication: 3,
    signature: 5,
    text: 3,
    textNumberA: 10,
    textNumberB: 10,
    surfaceNumberA: 10,
    surfaceNumberB: 10,
    surfaceBirthdate: 10,
    juki: 3,
    common: 3,
  });
});

test('what is printed on the card has one length each and can never be changed', () => {
  const printed = Object.entries(PIN_RULES).filter(([, rule]) => rule.changedBy === 'none');
  assert.deepEqual(Object.fromEntries(printed.map(([name, rule]) => [name, rule.lengthMax])), {
    textNumberA: 12,
    textNumberB: 14,
    surfaceNumberA: 12,
    surfaceNumberB: 14,
    surfaceBirthdate: 6,
  });
  assert.equal(pinFormat('surfaceBirthdate', '550217'), true);
  assert.equal(pinFormat('surfaceBirthdate', '19800217'), false);
  assert.equal(pinFormat('textNumberB', '55021720352285'), true);
  assert.equal(pinFormat('textNumberA', '55021720352285'), false);
});

test('only 63Cx carries a number of tries', () => {
  assert.equal(triesIn(0x63c0), 0);
  assert.equal(triesIn(0x63c5), 5);
  for (const status of [0x6300, 0x63b3, 0x9000, 0x6984, 0x64c3]) assert.equal(triesIn(status), undefined);
});
