/**
 * That no text, however odd, makes drawing long, large or fall over. Bounds are counted (outlines asked for, straight
 * edges drawn, widths looked at), not timed.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromBase64, isJisCharacter } from '@kazasu/bytes';
import { parseFourItems } from '@kazasu/card';
import fc from 'fast-check';
import { AuthorityError } from '../error.ts';
import { ADMIN, OPTIONS, somebody, testAuthority } from '../testing/authority.ts';
import { encodePng } from './bitmap.ts';
import { ADDRESS, NAME } from './pictures.ts';
import { drawText, SUBSTITUTE } from './text.ts';
import { openTypeface, type Typeface } from './typeface.ts';

/** As many as the contract allows, in UTF-16 units. */
const LENGTH_MAX = { name: 100, address: 200 };
/** A square full of the finest hatching has 1,849, a kanji some 400. */
const EDGES_OF_A_CHARACTER = 2_000;

/** Laying out compares letters of one line, in each of ten sizes and a few ways to break lines. */
const WIDTHS_OF_A_PAIR = 50;

/** What texts are known to break programs that draw them. */
const ODDITIES = [
  ...['\u0301', '\u0489', '\u3099', '\u309a', '\u20dd', '\u0e49', '\u1ab0'], // combining marks
  ...['\ufe00', '\ufe0e', '\ufe0f', '\u{e0100}', '\u{e01ef}'], // variation selectors
  ...[
    '\u{1f468}',
    '\u200d',
    '\u{1f469}',
    '\u{1f3ff}',
    '\u{1f1ef}',
    '\u{1f1f5}',
    '\u{e007f}',
    '#\ufe0f\u20e3',
  ], // emoji
  ...['\u202e', '\u2066', '\u2069', '\u200f', 'א', 'ش', 'لله', '\ufdfa'], // right to left
  ...['\ud800', '\udbff', '\udc00', '\udfff'], // halves of pairs
  ...['\u0000', '\u001b', '\n', '\u0085', '\u2028', '\ufeff', '\ufffe', '\u{10ffff}', '\ue000'], // no characters
  ...['\u2e3b', '\u2603', '\u3000', ' ', '\u00ad', '\u200b', 'ก', 'ஶ்ரீ', '\u{12031}', '﷽', 'W', '鬱', '見'],
];

const oddText = (length: number) =>
  fc
    .array(
      fc.oneof(fc.constantFrom(...ODDITIES), fc.string({ unit: 'binary', minLength: 1, maxLength: 3 })),
      {
        maxLength: length,
      },
    )
    .map((parts) => parts.join('').slice(0, length));

/** Long runs of the same, which is where what grows faster than its input shows. */
const runOfOne = (length: number) =>
  fc.constantFrom(...ODDITIES).map((part) => part.repeat(length).slice(0, length));

const texts = (length: number) => fc.oneof(oddText(length), runOfOne(length)).filter((text) => text !== '');

/** A typeface that counts what it is asked for. */
function counting(typeface: Typeface) {
  const count = { outlines: 0, edges: 0, widths: 0 };
  const outline = (character: string) => {
    const found = typeface.outline(character);
    count.outlines += 1;
    count.edges += found?.edges.length ?? 0;
    if (found === undefined) return undefined;
    return {
      edges: found.edges,
      get advance() {
        count.widths += 1;
        return found.advance;
      },
    };
  };
  return { count, typeface: { outline } };
}

const plain = openTypeface();

for (const [kind, area] of [['name', NAME] as const, ['address', ADDRESS] as const]) {
  test(`any text of at most ${LENGTH_MAX[kind]} units is drawn as ${kind}, with work in proportion to its length`, () => {
    fc.assert(
      fc.property(texts(LENGTH_MAX[kind]), (text) => {
        const { count, typeface } = counting(plain);
        const { bitmap, substituted } = drawText(typeface, text, area);
        const characters = [...text].length;
        // One more for the character that stands in place of others.
        assert.equal(count.outlines, characters + 1);
        assert.ok(count.edges <= EDGES_OF_A_CHARACTER * count.outlines);
        assert.ok(count.widths <= WIDTHS_OF_A_PAIR * (characters + 1) ** 2, `${count.widths}`);
        assert.ok(substituted <= characters);
        assert.deepEqual([bitmap.width, bitmap.height], [area.width, area.height]);
        assert.ok(encodePng(bitmap).length < 2 * bitmap.rows.length);
      }),
      { numRuns: 60 },
    );
  });
}

test('each odd character has one place of its own: nothing joins, stacks or turns round', () => {
  for (const odd of ODDITIES.filter((each) => plain.outline(each) === undefined && [...each].length === 1)) {
    const drawn = drawText(plain, `見${odd}本`, NAME);
    assert.deepEqual(drawn.bitmap.rows, drawText(plain, `見${SUBSTITUTE}本`, NAME).bitmap.rows, odd);
  }
});

/** As the certificate can carry it: what it cannot is replaced, so that this is never why somebody is refused. */
function certifiable(name: string, address: string) {
  const carried = (text: string) =>
    [...text]
      .map((character) => (/^[ -~]$/.test(character) || isJisCharacter(character) ? character : SUBSTITUTE))
      .join('');
  return { name, certificateName: carried(name), address, certificateAddress: carried(address) };
}

test('a card is made for every odd name that is text, says it as it was registered, and refuses every other', async () => {
  const authority = await testAuthority({ typeface: openTypeface() });
  const counts = { made: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(texts(LENGTH_MAX.name), texts(LENGTH_MAX.address), async (name, address) => {
      const resident = somebody(certifiable(name, address));
      try {
        const image = await authority.personalise({ resident, options: OPTIONS });
        const items = parseFourItems(fromBase64(image.text.fourItems));
        assert.deepEqual([items.name, items.address], [name, address]);
        counts.made += 1;
      } catch (error) {
        assert.ok(error instanceof AuthorityError && error.code === 'record_invalid', String(error));
        assert.ok(
          !(name + address).isWellFormed() || /\p{Cc}/u.test(name + address),
          'refused without a reason',
        );
        counts.refused += 1;
      }
    }),
    { numRuns: 40 },
  );
  assert.ok(counts.made > 0 && counts.refused > 0, JSON.stringify(counts));
});

test('half a surrogate pair or a control character in the body of a request is a refusal with a reason, not a failure', async () => {
  const authority = await testAuthority({ typeface: openTypeface() });
  for (const name of ['見本　\ud800', '\udc00', '見\u0000本', '\u202e\ud83d']) {
    const resident = somebody(certifiable(name, '見本市'));
    const response = await authority.post(ADMIN, '/admin/cards', { resident, options: OPTIONS });
    assert.equal(response.status, 400);
    assert.equal(((await response.json()) as { error: string }).error, 'record_invalid');
  }
});
