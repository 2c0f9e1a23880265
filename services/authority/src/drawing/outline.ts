import type { Font, Glyph } from 'fontkit';

/** A straight edge of a glyph, in units of the em square: x to the right, y upwards. */
export interface Edge {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

export interface Outline {
  readonly edges: readonly Edge[];
  /** How far the next glyph is, in em. */
  readonly advance: number;
}

/** Curves are cut into this many straight pieces: at the sizes of a card less than a tenth of a pixel away from them. */
const PIECES = 8;

export function outlineOf(font: Font, glyph: Glyph): Outline {
  return { edges: edgesOf(font, glyph), advance: glyph.advanceWidth / font.unitsPerEm };
}

function edgesOf(font: Font, glyph: Glyph): Edge[] {
  const edges: Edge[] = [];
  let [x, y, startX, startY] = [0, 0, 0, 0];
  const lineTo = (toX: number, toY: number) => {
    edges.push({ x1: x, y1: y, x2: toX, y2: toY });
    [x, y] = [toX, toY];
  };
  for (const { command, args } of glyph.path.commands) {
    const [a = 0, b = 0, c = 0, d = 0] = args.map((value) => value / font.unitsPerEm);
    if (command === 'moveTo') {
      [x, y, startX, startY] = [a, b, a, b];
    } else if (command === 'lineTo') {
      lineTo(a, b);
    } else if (command === 'quadraticCurveTo') {
      const [fromX, fromY] = [x, y];
      for (let piece = 1; piece <= PIECES; piece++) {
        const t = piece / PIECES;
        lineTo(curveAt(fromX, a, c, t), curveAt(fromY, b, d, t));
      }
    } else if (command === 'closePath') {
      lineTo(startX, startY);
    }
  }
  return edges;
}

/** TrueType outlines have quadratic curves alone. */
function curveAt(from: number, control: number, to: number, t: number): number {
  return (1 - t) * (1 - t) * from + 2 * (1 - t) * t * control + t * t * to;
}
