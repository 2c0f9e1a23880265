/** What measurements have in common: figures beside peers and limits, as rows of one table, and medians of rounds. */
export { type Figure, keepsLimit } from './figure.ts';
export { median } from './median.ts';
export { figureTable } from './table.ts';
