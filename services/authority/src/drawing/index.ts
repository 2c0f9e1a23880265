/**
 * The pictures on a card: name and address as they are printed, the digits, and the portrait. Owns the typeface, the
 * glyphs of digits and what counts as a portrait; refuses to cut anything off: a long text becomes smaller and takes
 * more lines. Every image is PNG of one bit but the portrait, which comes from outside as JPEG 2000 and is looked at
 * box by box, never decoded.
 */

export type { Edge } from './outline.ts';
export { type PictureRequest, type Pictures, picturesOf } from './pictures.ts';
export { readPortrait } from './portrait.ts';
export { openTypeface, type Typeface } from './typeface.ts';
