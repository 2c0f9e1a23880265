import type { CmsParts, PreparedCms } from '../cms/index.ts';

/** A rectangle of a page in which the signature shows. Without one the signature stands in the file and on no page. */
export interface PdfAppearance {
  /** From 1. */
  readonly page: number;
  /** Left, bottom, right and top, in the page's own units (1/72 inch) from its lower left corner. */
  readonly rectangle: readonly [number, number, number, number];
  /**
   * Lines of text, Latin or Japanese, in a font of the reader's own. They are drawn before anybody signed, so that they cannot
   * tell who did.
   */
  readonly lines: readonly string[];
}

/** Which file is to be signed, and what its signature says besides. */
export interface PdfOrder {
  /** Not encrypted; any number of revisions and signatures. */
  readonly pdf: Uint8Array;
  /** DER. With it the signature becomes PAdES (ETSI.CAdES.detached); without it adbe.pkcs7.detached. */
  readonly certificate?: Uint8Array;
  /** Milliseconds since 1970; /M. */
  readonly signingTime: number;
  readonly name?: string;
  readonly reason?: string;
  readonly location?: string;
  /** The full name, of at most 127 characters, of an empty signature field, or of one to be made. Absent: `Signature1`, or the next number that is free. */
  readonly fieldName?: string;
  readonly appearance?: PdfAppearance;
  /** Kept for the CMS; default 16 KiB, enough for a chain and a time-stamp. */
  readonly reservedOctets?: number;
}

/** Plain data, to be kept until the signature comes back. */
export interface PreparedPdf extends PreparedCms {
  /** The file with its new revision, the place of the CMS still empty. */
  readonly pdf: Uint8Array;
  /** What the signature covers: offset and length before the place of the CMS, offset and length behind it. */
  readonly byteRange: readonly [number, number, number, number];
}

export type PdfParts = Omit<CmsParts, 'content'>;
