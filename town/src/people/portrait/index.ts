/**
 * The portraits of the twelve: drawings of nobody, made of simple shapes for this project. Owns the SVG sources, and the
 * grey JPEG 2000 files that go onto the cards, which `npm run portraits` makes of them.
 */
import { readFileSync } from 'node:fs';
import type { PersonId } from '../person.ts';

/** JP2, 240 × 320, grey. */
export function portraitOf(id: PersonId): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`./${id}.jp2`, import.meta.url)));
}

/** The drawing itself, as SVG. */
export function portraitDrawing(id: PersonId): string {
  return readFileSync(new URL(`./${id}.svg`, import.meta.url), 'utf8');
}
