/**
 * What the commands do with a card: one function each, which could be called without a command line. Each takes a card,
 * asks for the secrets that it needs, prints its answer and gives the card back. What is on a card goes to standard
 * output or into files readable by their owner only, and nowhere else.
 */
export type { CardCommandOptions, CardContext } from './at-hand.ts';
export { showInformation } from './information.ts';
export { listCards } from './list.ts';
export { type PersonaliseOptions, personalise } from './personalise.ts';
export { CHANGEABLE, changePin, showPins } from './pin.ts';
export { READ_ITEMS, type ReadItemOptions, readItem } from './read.ts';
export { type SignOptions, signFile } from './sign.ts';
export { type VerifyOptions, verifyCard } from './verify.ts';
