import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import slices from '@fontsource-variable/noto-sans-jp/unicode.json' with { type: 'json' };
import type { Font } from 'fontkit';
import { type Outline, outlineOf } from './outline.ts';
import { type Recent, recent } from './recent.ts';

/** Outlines of characters, as they are printed on cards. */
export interface Typeface {
  /** Undefined for a character that the font does not have. */
  outline(character: string): Outline | undefined;
}

const PACKAGE = '@fontsource-variable/noto-sans-jp';

/** The people of a municipality use some 2,000 characters in about 30 slices; whoever uses more pays with time, not memory. */
const OUTLINES_KEPT = 1_000;
const SLICES_KEPT = 16;

/**
 * Noto Sans JP, as the pages show it, in its thinnest weight, which is the one that a variable font is made of (fontkit
 * does not vary WOFF2); whoever draws it brings a broader pen. It comes in slices of a few hundred characters. A slice
 * is read when one of its characters is drawn, in a few milliseconds; what was used last is kept.
 */
export function openTypeface(): Typeface {
  const ranges = Object.entries<string>(slices).flatMap(([name, text]) =>
    rangesIn(text).map((range) => ({ name, ...range })),
  );
  const fonts: Recent<string, Font> = recent(SLICES_KEPT);
  const outlines: Recent<string, Outline> = recent(OUTLINES_KEPT);
  const look = (character: string): Outline | undefined => {
    const point = character.codePointAt(0) ?? 0;
    for (const { name, first, last } of ranges) {
      if (point < first || point > last) continue;
      const font = fonts.get(name) ?? openSlice(name);
      fonts.set(name, font);
      if (font.hasGlyphForCodePoint(point)) return outlineOf(font, font.glyphForCodePoint(point));
    }
    return undefined;
  };
  return {
    outline(character) {
      const outline = outlines.get(character) ?? look(character);
      if (outline !== undefined) outlines.set(character, outline);
      return outline;
    },
  };
}

/** Loaded with the first slice: an authority that draws nothing yet starts without it. */
const require = createRequire(import.meta.url);

function openSlice(name: string): Font {
  const { create } = require('fontkit') as typeof import('fontkit');
  return create(readFileSync(pathOf(`files/noto-sans-jp-${name.replace(/[[\]]/g, '')}-wght-normal.woff2`)));
}

function pathOf(file: string): string {
  return fileURLToPath(import.meta.resolve(`${PACKAGE}/${file}`));
}

/** `U+25ee8,U+27410-27411` as in a style sheet. */
function rangesIn(text: string): { first: number; last: number }[] {
  return text.split(',').map((range) => {
    const [first = '', last = first] = range.trim().replace(/^U\+/i, '').split('-');
    return { first: Number.parseInt(first, 16), last: Number.parseInt(last, 16) };
  });
}
