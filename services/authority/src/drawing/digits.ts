import { type Bitmap, blacken, whiteBitmap } from './bitmap.ts';

/** Each digit has six columns and twelve rows, of which four and nine are its own. */
const WIDTH = 6;
const HEIGHT = 12;
const LEFT = 1;
const TOP = 1;

/** Drawn for this project; any two digits differ in at least four pixels, because a code is read by eye. */
const SHAPES: readonly (readonly string[])[] = [
  ['.##.', '#..#', '#..#', '#..#', '#..#', '#..#', '#..#', '#..#', '.##.'],
  ['..#.', '.##.', '#.#.', '..#.', '..#.', '..#.', '..#.', '..#.', '####'],
  ['.##.', '#..#', '...#', '...#', '..#.', '.#..', '#...', '#...', '####'],
  ['####', '...#', '..#.', '.##.', '...#', '...#', '...#', '#..#', '.##.'],
  ['...#', '..##', '.#.#', '#..#', '#..#', '####', '...#', '...#', '...#'],
  ['####', '#...', '#...', '###.', '...#', '...#', '...#', '#..#', '.##.'],
  ['..##', '.#..', '#...', '###.', '#..#', '#..#', '#..#', '#..#', '.##.'],
  ['####', '...#', '...#', '..#.', '..#.', '..#.', '.#..', '.#..', '.#..'],
  ['.##.', '#..#', '#..#', '#..#', '.##.', '#..#', '#..#', '#..#', '.##.'],
  ['.##.', '#..#', '#..#', '#..#', '#..#', '.###', '...#', '..#.', '##..'],
];

/** A number as the card shows it: 6 × 12 pixels a digit, so 24 × 12 for a security code, 72 × 12 for a My Number. */
export function drawDigits(digits: string): Bitmap {
  const bitmap = whiteBitmap(WIDTH * digits.length, HEIGHT);
  for (const [place, digit] of [...digits].entries()) {
    for (const [y, row] of (SHAPES[Number(digit)] ?? []).entries()) {
      for (const [x, mark] of [...row].entries()) {
        if (mark === '#') blacken(bitmap, place * WIDTH + LEFT + x, TOP + y);
      }
    }
  }
  return bitmap;
}
