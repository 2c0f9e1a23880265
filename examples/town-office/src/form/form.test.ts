import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Draft, readApplication, readDraft } from '../application/index.ts';
import { drawForm } from './index.ts';

const TIME = Date.UTC(2026, 10, 23, 3);
const START = '架空県かざす市';

const typed: Draft = {
  name: '見本　花子',
  address: `${START}中央一丁目1番1号`,
  birthdate: '1988-05-17',
  phone: '０９０－１２３４－５６７８０１２３４５',
  household: 'all',
  copies: '5',
  relation: 'yes',
  domicile: 'yes',
  purpose: 'bank',
  delivery: 'mail',
};

async function drawn(change: Partial<Draft>) {
  const { application, wrong } = readApplication(readDraft({ ...typed, ...change }), TIME);
  return drawForm(application ?? assert.fail(wrong.join()), TIME);
}

function pagesOf(pdf: Uint8Array): number {
  return (
    Buffer.from(pdf)
      .toString('latin1')
      .match(/\/Type \/Page\b/g)?.length ?? 0
  );
}

/** What a field takes, full of one piece, from an address's beginning on. */
const filled = (piece: string) => ({
  name: piece.repeat(120),
  address: START + piece.repeat(300),
});

test('the longest that can be typed is one page, and the signature has its whole place on it', async () => {
  for (const piece of ['漢', 'Ｗ', 'W', 'i', '㌔', 'ー', '（', '漢 ', '\u{20000}']) {
    const { form, tooLong } = await drawn(filled(piece));
    assert.deepEqual(tooLong, [], piece);
    assert.ok(form !== undefined);
    assert.equal(pagesOf(form.pdf), 1, piece);
    const [left, bottom, right, top] = form.place;
    // Below it stand the two lines of notes.
    assert.ok(bottom > 55 && Math.round(top - bottom) === 34 && left < right, `${piece} ${form.place}`);
  }
});

test('what does not fit in small letters either is refused by its name, and nothing is drawn', async () => {
  // Words that are longer than half a line, so that every one takes a line of its own.
  const word = `${'W'.repeat(30)} `;
  const { form, tooLong } = await drawn({ address: filled(word).address });
  assert.deepEqual(tooLong, ['address']);
  assert.equal(form === undefined, true);
});

test('what is as long as most people’s is written as large as ever', async () => {
  const short = await drawn({});
  const longer = await drawn({ address: `${START}${'あ'.repeat(27)}` });
  assert.deepEqual(short.form?.place, longer.form?.place);
});

test('what nobody sees is not taken into a form, and no character is cut in two', () => {
  const hidden = '\u0000\u0085\u00ad\u200b\u200d\u2028\u2029\u202e\u2066\ufeff\u{e0041}';
  const read = readDraft({ name: `見本${hidden}花子`, address: `${'a'.repeat(299)}😀😀` });
  assert.equal(read.name, '見本花子');
  assert.equal(read.address, `${'a'.repeat(299)}😀`);
  // A name's own form of a character.
  assert.equal(readDraft({ name: '葛\u{e0100}城' }).name, '葛\u{e0100}城');
});
