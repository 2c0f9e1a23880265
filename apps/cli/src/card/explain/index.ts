/**
 * What a card, a reader or a picture refused, told so that somebody can act on it: cause, remedy, exit code. Owns one
 * table with a row for every code of CardError and ReaderError; the compiler demands the rows.
 */
export { atCard, explainFailure, type Holder, type Place } from './explain.ts';
