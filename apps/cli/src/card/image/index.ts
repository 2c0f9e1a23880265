/**
 * Pictures of a card as files that any program shows: the portrait becomes a PNG, what is a PNG already stays as it is.
 * Owns the bounds on a picture from a card, which may be anybody's; draws and judges nothing.
 */

export { ImageError } from './image-error.ts';
export { checkPng } from './png.ts';
export { portraitToPng } from './portrait.ts';
