/**
 * For tests, measurements and generators of other rooms: an authority with keys and store in memory and a clock that
 * stands, and card keys and a typeface that cost little. Refuses to be secret: its tokens are constants, and its card keys are made
 * of few primes and boxes printed on the cards, unless real ones are asked for.
 */
export { createCardKey } from '../card/index.ts';
export { openTypeface } from '../drawing/index.ts';
export { ADMIN, PINS, somebody, type TestAuthority, testAuthority, VERIFIER } from './authority.ts';
export { keysOfFewPrimes } from './card-keys.ts';
export { type PhoneKeys, phoneKeys, phoneRequest, signedByCard, statementOf } from './signing.ts';
export { plainTypeface } from './typeface.ts';
