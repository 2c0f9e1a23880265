/**
 * Signed documents put together from what a card answered, in two steps with plain data between them: prepare gives the
 * digest that the card is to sign, assemble takes the signature and the certificate, which may be known only then
 * (docs/adr/0025-assembling.md). CMS and CAdES, XML-DSig and XAdES, PDF and PAdES, each of them with one signer more, and
 * with a time-stamp if there is a token. Signs nothing, holds no key, asks no clock. Refuses a signature that is not by the
 * certificate over what was prepared, and a certificate other than the one that was prepared for.
 * XML is apart, in `@kazasu/pki/assemble/xml`: who signs no XML need not load the parser.
 */
export { digestInfoOf } from '../digest-signature.ts';
export { assembleCms, type CmsOrder, type CmsParts, type PreparedCms, prepareCms } from './cms/index.ts';
export {
  assemblePdf,
  type PdfAppearance,
  type PdfOrder,
  type PdfParts,
  type PreparedPdf,
  pdfPieces,
  preparePdf,
} from './pdf/index.ts';
export type { SignedValue } from './signer.ts';
