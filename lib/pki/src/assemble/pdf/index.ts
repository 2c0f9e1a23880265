/**
 * A PDF file with one signature more, as an incremental update (ISO 32000-2 7.5.6 and 12.8): what stood in the file stays
 * octet for octet. Owns the signature field, its dictionary, and the revision that brings them, in the kind of
 * cross-references that the file has. Refuses encrypted files, files that only a mending reader opens, those that earlier
 * signers allowed nobody to change, and whatever update the judge of `pades/` would take for more than a signature.
 */
export { assemblePdf, pdfPieces } from './assemble.ts';
export type { PdfAppearance, PdfOrder, PdfParts, PreparedPdf } from './order.ts';
export { preparePdf } from './prepare.ts';
