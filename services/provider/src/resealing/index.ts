/**
 * What is sealed under the key `items`, and by which of its versions. Owns: the list of all columns that hold something sealed; sealing
 * anew, in small steps, what is kept for years. Refuses nothing; a version is let go only when nothing stands under it.
 */
export { type Resealed, reseal, standsUnder } from './reseal.ts';
export { SEALED, type SealedColumn } from './sealed-columns.ts';
