import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { harmlessName, isReadable, readsAsWritten } from './index.ts';

const GOOD = [
  '契約書（𠮷野家）.pdf',
  '髙橋　屋 & Söhne',
  '葛\u{e0100}城市の申請書',
  '辻\ufe00 様',
  'カ\u3099イト\u3099（分解された濁点）',
  'עִבְרִית.pdf',
  'العَرَبِيَّة',
  'สั่งซื้อ',
  'မြန်မာ ကြွေး',
  '見積書　№3',
  'nai\u0308ve café.pdf',
  '家族👪☎\ufe0f',
];
for (const name of GOOD) {
  test(`a name as people give it reads as it is written: ${name}`, () => {
    assert.equal(harmlessName(name), name);
    assert.ok(readsAsWritten(name));
  });
}

const ACTS = {
  'a control': '\u0000',
  'a tabulator': '\t',
  'an end of line': '\n',
  'the next-line control': '\u0085',
  'a turn of the writing direction': '\u202e',
  'an isolate': '\u2066',
  'a mark of direction': '\u061c',
  'a space of no width': '\u200b',
  'a joiner': '\u200d',
  'a soft hyphen': '\u00ad',
  'a byte order mark': '\ufeff',
  'a line separator': '\u2028',
  'a paragraph separator': '\u2029',
  'half a character': '\ud800',
  'a Hangul filler': '\u3164',
  'a halfwidth Hangul filler': '\uffa0',
  'a filler of an initial': '\u115f',
  'an inherent vowel of Khmer': '\u17b4',
  'the grapheme joiner': '\u034f',
  'a variation selector of nothing': '\ufe0f',
  'a selector of Mongolian': '\u180b',
  'a tag': '\u{e0041}',
  'an empty braille pattern': '\u2800',
  'a null notehead': '\u{1d159}',
};
for (const [what, character] of Object.entries(ACTS)) {
  test(`${what} is shown, and never makes a name`, () => {
    assert.equal(harmlessName(`a${character}b`), 'a\ufffdb');
    assert.equal(readsAsWritten(`a${character}b`), false);
    assert.equal(isReadable(character.repeat(3)), false);
  });
}

test('a second selector behind a character is one too many', () => {
  assert.equal(harmlessName('葛\u{e0100}\u{e0101}'), '葛\u{e0100}\ufffd');
});

test('marks are not piled up, and have a character to stand on', () => {
  assert.equal(harmlessName(`a${'\u0e49'.repeat(99)}b`), `a${'\u0e49'.repeat(4)}\ufffdb`);
  for (const name of ['\u0301a', 'a \u0301\u0301', `${'\u0e49'.repeat(99)}a`, 'a\u202e\u0301']) {
    assert.equal(readsAsWritten(name), false);
    assert.doesNotMatch(harmlessName(name), /\p{M}/u);
  }
});

test('a name of spaces, marks, signs or nothing is none', () => {
  for (const name of ['', ' ', '\u00a0\u3000', '\u0301', '…', '─', '\ufffd']) {
    assert.equal(isReadable(name), false, JSON.stringify(name));
    assert.equal(readsAsWritten(name), false);
  }
});

test('whatever is made harmless reads as it is written, if there is anything to read', () => {
  const piece = fc.oneof(
    fc.constantFrom(...Object.values(ACTS), '\u0301', '葛', '\u{e0100}', 'a', ' ', '\ufffd'),
    fc.string({ unit: 'binary', maxLength: 3 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const name = harmlessName(pieces.join(''));
      assert.equal(readsAsWritten(name), isReadable(name));
      assert.doesNotMatch(name, /[\p{Cc}\p{Cf}\p{Cs}]|\p{M}{6}/u);
    }),
    { numRuns: 2000 },
  );
});
