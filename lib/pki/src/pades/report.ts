import type { DocumentReport } from '../building-block/index.ts';
import type { Change } from './update/index.ts';

/** One state of the document as it was saved. */
export interface RevisionReport {
  /** How many octets of the file it takes from the start: `file.subarray(0, end)` is the document as it was. */
  readonly end: number;
  /** Which signature of the report covers it; absent for a revision that nobody signed. */
  readonly signature?: number;
  /** It carries a time-stamp of the document. */
  readonly timestamp?: boolean;
  /** Against the revision before. Not given before the first signature: nobody had signed anything yet. */
  readonly changes?: readonly Change[];
}

/** The judgement of a signed PDF file. */
export interface PadesReport extends DocumentReport {
  /** Oldest first. Empty if the file cannot be read. */
  readonly revisions: readonly RevisionReport[];
}
