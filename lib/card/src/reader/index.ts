/**
 * The reader: what a client wants from a card, over any Transport. Runs in a browser. It trusts the card with
 * nothing: answers are bounded and of the expected form, or a CardError. It judges no signature.
 */
export type { PinOptions } from './pin.ts';
export { type CardReader, type FourItemFiles, openCard } from './reader.ts';
