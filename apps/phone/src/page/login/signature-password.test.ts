import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signaturePassword } from './signature-password.ts';

const text = (typed: string) => {
  const password = signaturePassword(typed);
  return password && new TextDecoder().decode(password);
};

test('lower case and full width become what the card knows', () => {
  assert.equal(text('abc123'), 'ABC123');
  assert.equal(text('ＡＢｃ１２３'), 'ABC123');
  assert.equal(text('ABCDEFGH12345678'), 'ABCDEFGH12345678');
  assert.equal(text('123456'), '123456', 'the card says whether it is right');
});

test('what cannot be a password is none, and nothing else becomes one', () => {
  for (const typed of [
    '',
    'ABC12',
    'A'.repeat(17),
    'abc 123',
    'abc-123',
    'ß23456',
    'ﬁ23456',
    'ıbc123',
    'あいうえおか',
    'ABC12\u0331',
  ]) {
    assert.equal(text(typed), undefined, typed);
  }
});

test('of all signs there are, only letters and digits of both widths are taken', () => {
  for (let code = 0; code <= 0xffff; code++) {
    const sign = String.fromCharCode(code);
    assert.equal(
      text(`ABC12${sign}`) !== undefined,
      /[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]/.test(sign),
      code.toString(16),
    );
  }
});
