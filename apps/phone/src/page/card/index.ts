/**
 * A card in hand for what is no login: which reader, which card, how many tries, and holding it. Owns no PIN and knows no provider;
 * whoever has an errand brings it along.
 */
export { createHand } from './browser-hand.ts';
export { CardChoice } from './CardChoice.tsx';
export { HoldCard } from './HoldCard.tsx';
export { Hand, type HandState, type HandWorld, type InHand } from './hand.ts';
