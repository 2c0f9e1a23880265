/**
 * PDF files as octets: objects, cross-references of every kind, revisions. Owns: where each value stands in the file,
 * which revision brought it, and what the file said at each revision. Refuses: whatever a lenient reader would mend
 * (wrong offsets, entries that point into another revision, duplicate keys, octets behind the last revision), encryption,
 * and files larger, deeper or more numerous than honest ones. Draws nothing, runs nothing, knows nothing of signatures.
 */
export { type PdfDocument, readDocument } from './document.ts';
export { type Entry, FREE, isInFile, isInStream, placeOf } from './entry.ts';
export { PdfLexer } from './lexer.ts';
export { PDF_LIMITS } from './limits.ts';
export type { StoredObject } from './object.ts';
export { hasReferences, type Reference, visitReferences } from './references.ts';
export type { Revision } from './revision.ts';
export { same } from './same.ts';
export { asArray, asDictionary, asInteger, asReference, asText } from './shape.ts';
export {
  isDictionary,
  isReference,
  isStream,
  isString,
  type PdfDictionary,
  type PdfReference,
  type PdfStream,
  type PdfString,
  type PdfValue,
} from './value.ts';
export type { PdfView } from './view.ts';
