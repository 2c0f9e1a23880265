/**
 * A personalised card as a file: what the authority handed out, and the counters of its PINs. Owns the form of the file
 * and the order in which it is written: a counter is on disk before the card answers. Refuses to be opened twice at a
 * time, which would give more tries than a card has, and a file that others may read.
 */
export { cardFileOf, openCardFile } from './card-file.ts';
