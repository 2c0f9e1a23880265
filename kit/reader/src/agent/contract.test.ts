import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { agentProtocols, CODE_ALPHABET, normalCode, tokenInProtocols } from './index.ts';

test('no sign of a code looks like another one', () => {
  assert.equal(new Set(CODE_ALPHABET).size, CODE_ALPHABET.length);
  for (const alike of ['0O', '1IL', 'UV', '2Z', '5S', '8B']) {
    assert.ok([...alike].filter((sign) => CODE_ALPHABET.includes(sign)).length <= 1, alike);
  }
});

test('a code is understood in any case, width and grouping', () => {
  for (const typed of ['ABCD2345', 'A-B']) assert.equal(normalCode(typed), undefined, typed);
  for (const typed of [
    'ACDE-2345',
    'acde2345',
    ' ac de 23 45 ',
    'ＡＣＤＥ－２３４５',
    'ACDE—2345',
    'ACDEー2345',
  ]) {
    assert.equal(normalCode(typed), 'ACDE2345', typed);
  }
});

test('whatever is typed is a code of the alphabet or none', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (typed) => {
      const code = normalCode(typed);
      assert.ok(code === undefined || /^[2-9ACDEFGHJKMNPQRTWXY]{8}$/.test(code));
    }),
  );
});

test('a token comes through the subprotocols, and nothing beside it', () => {
  const token = 'x'.repeat(43);
  const [protocol = '', carrier = ''] = agentProtocols(token);
  assert.deepEqual(tokenInProtocols([protocol, carrier]), { protocol, token });
  for (const offered of [
    [],
    [protocol],
    [carrier],
    [carrier, protocol],
    [protocol, carrier, 'more'],
    ['other', carrier],
  ]) {
    assert.equal(tokenInProtocols(offered), undefined, offered.join());
  }
});
