import type { ReadBudget } from './cross-reference.ts';
import { malformed, tooMuch } from './fault.ts';
import { allowanceFor, unfold } from './filter.ts';
import { PDF_LIMITS } from './limits.ts';
import { ObjectReader } from './object.ts';
import { type Revision, readRevisions } from './revision.ts';
import { latin1 } from './shape.ts';
import type { PdfStream } from './value.ts';
import { createView, type PdfView } from './view.ts';

export interface PdfDocument {
  readonly bytes: Uint8Array;
  /** Oldest first; at least one. */
  readonly revisions: readonly Revision[];
  /**
   * The document as it was when revision `index` was its last. All views together make a bounded number of steps. The
   * number of every object that is asked for, there or not, is added to `asked`.
   */
  view(index: number, asked?: Set<number>): PdfView;
  /** The octets of a stream with its filter undone (FlateDecode or none), bounded for each and for all. */
  unfold(stream: PdfStream): Uint8Array;
}

/** Reads the structure of a file, its objects when they are asked for. Throws PkiError; never for one object alone. */
export function readDocument(bytes: Uint8Array): PdfDocument {
  if (bytes.length > PDF_LIMITS.file) throw tooMuch('file too large');
  if (!/^%PDF-(?:1\.[0-7]|2\.0)[\r\n ]/.test(latin1(bytes.subarray(0, 10)))) {
    throw malformed('the file does not start as a PDF file');
  }
  const budget: ReadBudget = {
    entries: PDF_LIMITS.entries + Math.floor(bytes.length / PDF_LIMITS.octetsPerEntry),
    unfolding: allowanceFor(bytes.length),
  };
  const history = readRevisions(bytes, budget);
  const reader = new ObjectReader(bytes, history, budget.unfolding);
  const steps = { left: PDF_LIMITS.steps + Math.floor(bytes.length / PDF_LIMITS.octetsPerStep) };
  return {
    bytes,
    revisions: history.revisions,
    view: (index, asked) => createView(index, history, reader, steps, asked),
    unfold: (stream) => unfold(stream, budget.unfolding),
  };
}
