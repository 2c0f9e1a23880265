/**
 * Who plays the phone and the card for the provider's sandbox: opens a transaction with the code that the provider hands over, holds
 * the card of one of the town's people, over the same socket and with the same APDUs as every phone, and agrees or stops.
 *
 * Owns the order of performances: a card is in one hand at a time, so those that want it wait, not too many and not for long. Knows
 * the PINs of the people it plays as they know them themselves. Refuses whoever has no token (the town binds its door to
 * loopback); decides nothing about a login, which the provider judges like any other.
 */
export type { KnownPins } from './perform.ts';
export { createSubstitute, type SubstituteOptions } from './substitute.ts';
