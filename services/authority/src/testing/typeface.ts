import type { Edge, Typeface } from '../drawing/index.ts';

/**
 * A box for every character, as wide as characters are: for tests that do not look at what is printed on a card, because reading
 * the slices of the real typeface takes longer than most of them.
 */
export function plainTypeface(): Typeface {
  return { outline: (character) => ({ edges: BOX, advance: character < '\u0100' ? 0.5 : 1 }) };
}

const edge = (x1: number, y1: number, x2: number, y2: number): Edge => ({ x1, y1, x2, y2 });
const [LEFT, RIGHT, BOTTOM, TOP] = [0.1, 0.4, 0, 0.7];
const BOX = [
  edge(LEFT, BOTTOM, RIGHT, BOTTOM),
  edge(RIGHT, BOTTOM, RIGHT, TOP),
  edge(RIGHT, TOP, LEFT, TOP),
  edge(LEFT, TOP, LEFT, BOTTOM),
];
