/**
 * Readable transcripts of what a reader and a card say to each other: tracedTransport on the reader's side, tracedCard on
 * the card's, each entry annotated from the state that the exchanges so far have led to. Applications, files,
 * instructions and status words are rows of tables, so that a new file is one row. Refuses to write PINs in any form, and
 * file contents, answers and data of unknown meaning unless `contents: 'show'` asks for them, which is for test cards.
 */
export type { TraceEntry, TraceOptions, TraceSink } from './entry.ts';
export { traceText } from './text.ts';
export { tracedCard, tracedTransport } from './traced.ts';
