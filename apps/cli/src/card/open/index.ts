/**
 * A card in the hand, from wherever it is: a reader of this machine, the town's box, a file. Owns which one is taken
 * when nothing is said, and the trace of what goes to it and fro; whoever took a card gives it back with `close`.
 */
export { type CardChoice, type Held, takeCard } from './take.ts';
export { findTownCard } from './town-card.ts';
export { traceTo } from './trace.ts';
