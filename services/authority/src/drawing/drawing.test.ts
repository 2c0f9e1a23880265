/** Pictures of texts, read back by pngcheck and netpbm, which know nothing of how they were drawn. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { type PeerProgram, requirePeer } from '@kazasu/server/peer';
import { OPTIONS, somebody, testAuthority } from '../testing/authority.ts';
import { type Bitmap, encodePng, fill, isBlack, trace, whiteBitmap } from './bitmap.ts';
import { drawDigits } from './digits.ts';
import { ADDRESS, NAME, picturesOf } from './pictures.ts';
import { drawText, SUBSTITUTE } from './text.ts';
import { openTypeface } from './typeface.ts';

const PNGCHECK: PeerProgram = {
  name: 'pngcheck',
  commands: ['pngcheck'],
  remedy: 'apt-get install pngcheck',
};
const PNGTOPNM: PeerProgram = { name: 'netpbm', commands: ['pngtopnm'], remedy: 'apt-get install netpbm' };
const pngcheck = requirePeer(PNGCHECK);
const pngtopnm = requirePeer(PNGTOPNM);
const options = { skip: pngcheck.missing || pngtopnm.missing };

const typeface = openTypeface();
const AREA = { width: 640, height: 80, sizes: [40, 20, 10], leading: 1 };

/** Rows of a picture, `#` for black, as netpbm reads the file. */
function readBack(png: Uint8Array): string[] {
  const checked = spawnSync(pngcheck.path, ['-q'], { input: png });
  assert.equal(checked.status, 0, String(checked.stdout));
  const [magic, size, ...rows] = execFileSync(pngtopnm.path, ['-plain'], {
    input: png,
    encoding: 'ascii',
  }).split('\n');
  assert.equal(magic, 'P1', 'one bit a pixel');
  const width = Number(size?.split(' ')[0]);
  const bits = rows.join('').replaceAll(/\s/g, '');
  return Array.from({ length: bits.length / width }, (_, y) =>
    bits
      .slice(y * width, (y + 1) * width)
      .replaceAll('1', '#')
      .replaceAll('0', '.'),
  );
}

function rowsOf(bitmap: Bitmap): string[] {
  return Array.from({ length: bitmap.height }, (_, y) =>
    Array.from({ length: bitmap.width }, (_, x) => (isBlack(bitmap, x, y) ? '#' : '.')).join(''),
  );
}

test(
  'pictures read by other programs are the drawn ones, pixel by pixel, with one bit a pixel',
  options,
  () => {
    for (const bitmap of [
      drawText(typeface, '見本　花子', AREA).bitmap,
      drawText(typeface, 'ALEXANDRA MARIA', { ...AREA, width: 637 }).bitmap,
      drawDigits('0123456789'),
    ]) {
      assert.deepEqual(readBack(encodePng(bitmap)), rowsOf(bitmap));
    }
  },
);

test(
  'a My Number is 72 × 12 and a security code 24 × 12, and each digit is the one drawn for it',
  options,
  () => {
    const { pictures } = picturesOf(typeface, {
      name: '見本',
      address: '見本',
      myNumber: '999000000016',
      securityCode: '2285',
      portrait: undefined,
    });
    const number = readBack(pictures.myNumber);
    assert.deepEqual([number[0]?.length, number.length], [72, 12]);
    const code = readBack(pictures.securityCode);
    assert.deepEqual([code[0]?.length, code.length], [24, 12]);
    assert.deepEqual(code.map((row) => row.slice(12, 24)).slice(0, 11), [
      '............',
      '..##..' + '.####.',
      '.#..#.' + '.#....',
      '.#..#.' + '.#....',
      '.#..#.' + '.###..',
      '..##..' + '....#.',
      '.#..#.' + '....#.',
      '.#..#.' + '....#.',
      '.#..#.' + '.#..#.',
      '..##..' + '..##..',
      '............',
    ]);
  },
);

test('any two digits differ in at least four pixels', () => {
  const shapes = [...'0123456789'].map((digit) => rowsOf(drawDigits(digit)).join(''));
  for (const [i, one] of shapes.entries()) {
    for (const other of shapes.slice(i + 1)) {
      const apart = [...one].filter((mark, at) => mark !== other[at]).length;
      assert.ok(apart >= 4, `${apart}`);
    }
  }
});

test('a square is filled where pixel centres are inside, and a contour laid over another stays black', () => {
  const square = (low: number, high: number) => [
    { x1: low, y1: low, x2: low, y2: high },
    { x1: low, y1: high, x2: high, y2: high },
    { x1: high, y1: high, x2: high, y2: low },
    { x1: high, y1: low, x2: low, y2: low },
  ];
  const bitmap = whiteBitmap(6, 6);
  fill(bitmap, [...square(0.2, 0.8), ...square(0.3, 0.7)], { x: 0, y: 5, size: 5 });
  // From 1 to 4 in both directions, y counted from the baseline at 5.
  assert.deepEqual(rowsOf(bitmap), ['......', '.###..', '.###..', '.###..', '......', '......']);
  const line = whiteBitmap(5, 3);
  trace(line, [{ x1: 0.2, y1: 0, x2: 0.8, y2: 0 }], { x: 0, y: 1.5, size: 5 }, 0.6);
  assert.deepEqual(rowsOf(line), ['.....', '#####', '.....']);
});

/** The rows and columns at the border of the picture that hold something. */
function touchesBorder(bitmap: Bitmap): boolean {
  const rows = rowsOf(bitmap);
  const [first = '', last = ''] = [rows[0], rows.at(-1)];
  return (
    first.includes('#') || last.includes('#') || rows.some((row) => row.startsWith('#') || row.endsWith('#'))
  );
}

test('the longest names and addresses are there whole: nothing reaches the border, and every part leaves its mark', () => {
  const texts = {
    name: ['漢'.repeat(100), 'W'.repeat(100), 'WINTERBOTTOM '.repeat(7), '髙'.repeat(99)],
    address: ['鬱'.repeat(200), 'MMMMMMMMMMMMMMMMMMMM '.repeat(9), '⸻'.repeat(200)],
  };
  const areas = { name: NAME, address: ADDRESS };
  for (const kind of ['name', 'address'] as const) {
    for (const text of texts[kind]) {
      const { bitmap } = drawText(typeface, text, areas[kind]);
      assert.ok(!touchesBorder(bitmap), `${kind} ${text.slice(0, 5)}`);
      const shorter = drawText(typeface, [...text.trimEnd()].slice(0, -1).join(''), areas[kind]).bitmap;
      assert.notDeepEqual(rowsOf(bitmap), rowsOf(shorter), 'the last character shows');
    }
  }
});

test('lines break between Latin words, and a space that ends a line is not carried over', () => {
  const { bitmap } = drawText(typeface, 'IIII　WWWW', {
    width: 208,
    height: 100,
    sizes: [40],
    leading: 1.25,
  });
  const rows = rowsOf(bitmap);
  const leftmost = (from: number, to: number) =>
    Math.min(
      ...rows
        .slice(from, to)
        .map((row) => row.indexOf('#'))
        .filter((x) => x >= 0),
    );
  const blank = rows.findIndex(
    (row, y) => y > 15 && !row.includes('#') && rows.slice(0, y).some((above) => above.includes('#')),
  );
  assert.ok(blank > 0 && rows.slice(blank).some((row) => row.includes('#')), 'two lines');
  assert.ok(leftmost(blank, rows.length) < 10, 'no indent');
});

/** How many pixels are black in each em of a line, from the left, at 40 pixels an em. */
function lineWidths(text: string, width: number): number[] {
  const { bitmap } = drawText(typeface, text, { width, height: 200, sizes: [40], leading: 1.25 });
  const rows = rowsOf(bitmap);
  const tops = rows.flatMap((row, y) => (row.includes('#') && !rows[y - 1]?.includes('#') ? [y] : []));
  const bottoms = rows.flatMap((row, y) => (row.includes('#') && !rows[y + 1]?.includes('#') ? [y] : []));
  return tops.map((top, i) => {
    const ends = rows.slice(top, (bottoms[i] ?? top) + 1).map((row) => row.lastIndexOf('#'));
    return Math.ceil((Math.max(...ends) - 4) / 40);
  });
}

test('a line ends at a full-width space rather than within the word behind it, unless that word needs a line and more', () => {
  // Lines of six: the space is the fourth character, so that the word behind it would begin on the first line.
  assert.deepEqual(lineWidths('国国国　国国国国', 248), [3, 4]);
  assert.deepEqual(lineWidths('国国国　国国', 248), [6], 'everything fits');
  assert.deepEqual(
    lineWidths('国国国　国国国国国国国国', 248),
    [6, 6],
    'a word longer than a line fills the first one',
  );
  assert.deepEqual(lineWidths('国国国国国国国国', 248), [6, 2], 'no space');
});

test('a line ends within a word where ending it before would cost size', () => {
  const area = { width: 248, height: 94, sizes: [40, 20], leading: 1.25 };
  const { bitmap } = drawText(typeface, '国国　国国国国国　国国', area);
  const first = rowsOf(bitmap).findIndex((row) => row.includes('#'));
  const large = drawText(typeface, '国国　国国国', area).bitmap;
  assert.deepEqual(
    rowsOf(bitmap).slice(first, first + 40),
    rowsOf(large).filter((_, y, rows) => {
      const top = rows.findIndex((row) => row.includes('#'));
      return y >= top && y < top + 40;
    }),
  );
});

test('a text that would need an unreadable size is an error, not a picture of a part', () => {
  assert.throws(() => drawText(typeface, '漢'.repeat(200), { ...AREA, sizes: [40] }), RangeError);
});

test('a character that the typeface lacks is printed as a geta mark and counted in the log, never named', async () => {
  const lacking = '\u{e000}';
  assert.equal(typeface.outline(lacking), undefined);
  const drawn = drawText(typeface, `見${lacking}`, AREA);
  assert.equal(drawn.substituted, 1);
  assert.deepEqual(rowsOf(drawn.bitmap), rowsOf(drawText(typeface, `見${SUBSTITUTE}`, AREA).bitmap));
  assert.equal(drawText(typeface, '𠮷𡈽髙﨑', AREA).substituted, 0);
  const authority = await testAuthority({ typeface: openTypeface() });
  const resident = somebody({ name: `見本　${lacking}子`, certificateName: '見本　〓子' });
  await authority.personalise({ resident, options: OPTIONS });
  const [line] = authority.lines.filter((each) => each.includes('card.character-missing'));
  assert.equal((JSON.parse(line ?? '{}') as { count?: number }).count, 1);
  assert.ok(!authority.lines.some((each) => each.includes(lacking) || each.includes('e000')));
});
