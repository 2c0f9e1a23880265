/**
 * `kazasu card`: a My Number Card at hand, whether in a USB reader, in the town's box or in a file: what it is, what is
 * on it, what it signs, whether it is genuine. Owns how a card is chosen, how PINs are asked for, and what is said
 * when a card or a reader refuses; knows no APDU (`@kazasu/card` does).
 */
export { ImageError } from './image/index.ts';
