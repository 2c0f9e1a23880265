import { type Bitmap, fill, trace, whiteBitmap } from './bitmap.ts';
import type { Outline } from './outline.ts';
import type { Typeface } from './typeface.ts';

/** Where a text is printed. Sizes are those of the em in pixels, the preferred one first; the last always fits. */
export interface TextArea {
  readonly width: number;
  readonly height: number;
  readonly sizes: readonly number[];
  /** From line to line, in em. */
  readonly leading: number;
}

/** Printed in place of a character that the typeface does not have: the geta mark, U+3013. */
export const SUBSTITUTE = '〓';

/** The baseline below the top of its line, in em, as designers of Japanese type draw the em square. */
const BASELINE = 0.88;

/** On each side, in pixels, half of it above and below: room for the pen, and for strokes that reach out of their em square. */
const MARGIN = 4;

/** Radius of the pen in em: makes of the thinnest weight a medium one, whose strokes are never narrower than a pixel. */
const PEN = 0.022;

interface Letter {
  readonly character: string;
  readonly outline: Outline;
}

export interface DrawnText {
  readonly bitmap: Bitmap;
  /** How many characters the typeface does not have. */
  readonly substituted: number;
}

/**
 * Draws a text so that all of it is there: in the largest size in which it fits, on several lines if need be. Lines end
 * at spaces where that costs no size; Latin words stay whole where that fits in any size.
 */
export function drawText(typeface: Typeface, text: string, area: TextArea): DrawnText {
  const { letters, substituted } = lettersOf(typeface, text);
  const { lines, size } = layOut(letters, {
    ...area,
    width: area.width - 2 * MARGIN,
    height: area.height - MARGIN,
  });
  const bitmap = whiteBitmap(area.width, area.height);
  const step = size * area.leading;
  const top = (area.height - ((lines.length - 1) * step + size)) / 2;
  for (const [i, line] of lines.entries()) {
    let x = MARGIN;
    for (const { outline } of line) {
      const place = { x, y: Math.round(top + i * step + BASELINE * size), size };
      fill(bitmap, outline.edges, place);
      trace(bitmap, outline.edges, place, PEN * size);
      x += outline.advance * size;
    }
  }
  return { bitmap, substituted };
}

function lettersOf(typeface: Typeface, text: string): { letters: Letter[]; substituted: number } {
  const substitute = typeface.outline(SUBSTITUTE) ?? { edges: [], advance: 1 };
  let substituted = 0;
  const letters = [...text].map((character) => {
    const outline = typeface.outline(character);
    if (outline === undefined) substituted += 1;
    return { character, outline: outline ?? substitute };
  });
  return { letters, substituted };
}

/** What stays on one line, as long as it is no wider than one. */
type Split = (letters: readonly Letter[], width: number) => Letter[][];

function layOut(letters: readonly Letter[], area: TextArea): { lines: Letter[][]; size: number } {
  for (const splits of [[phrasesOf, wordsOf], [lettersAlone]]) {
    for (const size of area.sizes) {
      for (const split of splits) {
        const lines = breakLines(letters, area.width / size, split);
        if (((lines.length - 1) * area.leading + 1) * size <= area.height) return { lines, size };
      }
    }
  }
  throw new RangeError('a text that fits in no size');
}

/** Lines no wider than `width` em. */
function breakLines(letters: readonly Letter[], width: number, split: Split): Letter[][] {
  const lines: Letter[][] = [];
  let line: Letter[] = [];
  for (const word of split(letters, width)) {
    if (line.length > 0 && widthOf(line) + widthOf(withoutSpace(word)) > width) {
      lines.push(line);
      line = [];
    }
    for (const letter of word) {
      if (line.length > 0 && widthOf([...line, letter]) > width && !isSpace(letter)) {
        lines.push(line);
        line = [];
      }
      // A space at the beginning of a line would look like an indent.
      if (line.length > 0 || lines.length === 0 || !isSpace(letter)) line.push(letter);
    }
  }
  return [...lines, line];
}

/** Everything up to a space with the space behind it, as the name of a house; one wider than a line, as its words. */
function phrasesOf(letters: readonly Letter[], width: number): Letter[][] {
  const phrases: Letter[][] = [];
  let closed = true;
  for (const letter of letters) {
    const last = phrases.at(-1);
    if (last === undefined || (closed && !isSpace(letter))) phrases.push([letter]);
    else last.push(letter);
    closed = isSpace(letter);
  }
  return phrases.flatMap((phrase) => (widthOf(withoutSpace(phrase)) > width ? wordsOf(phrase) : [phrase]));
}

function lettersAlone(letters: readonly Letter[]): Letter[][] {
  return letters.map((letter) => [letter]);
}

/** Runs of Latin letters with the space behind them; every other character for itself. */
function wordsOf(letters: readonly Letter[]): Letter[][] {
  const words: Letter[][] = [];
  let open = false;
  for (const letter of letters) {
    const last = words.at(-1);
    const latin = /[!-~\u00c0-\u024f]/.test(letter.character);
    if (last !== undefined && ((open && latin) || isSpace(letter))) last.push(letter);
    else words.push([letter]);
    open = latin;
  }
  return words;
}

function isSpace({ character }: Letter): boolean {
  return character === ' ' || character === '\u3000';
}

function withoutSpace(word: readonly Letter[]): readonly Letter[] {
  return word.filter((letter) => !isSpace(letter));
}

function widthOf(letters: readonly Letter[]): number {
  return letters.reduce((sum, { outline }) => sum + outline.advance, 0);
}
