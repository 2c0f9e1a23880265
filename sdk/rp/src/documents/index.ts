/**
 * Signed documents put together from what `fetchSignature` gives: prepare gives the digest for `createSignRequest`, assemble takes
 * the signature and the certificate. CMS and CAdES, PDF and PAdES; XML is in `@kazasu/rp/documents/xml`, so that who signs
 * none loads no parser. Nothing here asks anybody anything.
 */
export {
  assembleCms,
  assemblePdf,
  type CmsOrder,
  type CmsParts,
  type PdfAppearance,
  type PdfOrder,
  type PdfParts,
  type PreparedCms,
  type PreparedPdf,
  pdfPieces,
  prepareCms,
  preparePdf,
} from '@kazasu/pki/assemble';
