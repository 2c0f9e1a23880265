/**
 * Tokens: a request is read, a number and the right to this time are taken by one statement, and the unit signs. Owns the
 * count of tokens and the latest time that was given away. Refuses a time before that, whatever the clock says, and
 * signs nothing that it has no number for.
 */
export { NUMBER_TABLES } from './number-store.ts';
export { createStamper, type Stamped, type Stamper } from './stamp.ts';
