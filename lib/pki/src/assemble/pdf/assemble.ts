import { concat, equal } from '@kazasu/bytes';
import { PkiError } from '../../error.ts';
import { assembleCms, readSignedAttributes } from '../cms/index.ts';
import { OCTETS, type OptionKinds, requireOptions } from '../option-kinds.ts';
import type { PdfParts, PreparedPdf } from './order.ts';
import { digestOf } from './prepare.ts';

const PREPARED_KINDS: OptionKinds<Pick<PreparedPdf, 'pdf' | 'byteRange'>> = {
  pdf: OCTETS,
  byteRange: {
    must: 'four whole numbers',
    fits: (value) => Array.isArray(value) && value.length === 4 && value.every(Number.isSafeInteger),
  },
};

/**
 * The signed file in three pieces, to be sent one after another: the first and the last are views of the prepared file, which
 * is neither copied nor changed. Throws PkiError: `pki/prepared`, `pki/content` if the file is not the one that was
 * prepared, `pki/room` if the CMS is longer than the place kept for it, and what `assembleCms` throws.
 */
export function pdfPieces(
  prepared: PreparedPdf,
  parts: PdfParts,
): readonly [Uint8Array, Uint8Array, Uint8Array] {
  requireOptions(prepared, PREPARED_KINDS, 'prepared.');
  const { pdf, signedAttributes, digest } = prepared;
  const [before, behind] = placeOf(prepared);
  if (!equal(readSignedAttributes(signedAttributes).messageDigest, digestOf(pdf, before, behind))) {
    throw new PkiError('pki/content', 'another file than the signature was prepared for');
  }
  const { signature, certificate, chain, timestamp } = parts;
  const cms = assembleCms(
    { signedAttributes, digest },
    { signature, certificate, ...(chain && { chain }), ...(timestamp && { timestamp }) },
  );
  const digits = behind - before - 2;
  if (cms.length * 2 > digits) throw new PkiError('pki/room', 'the CMS is longer than the place kept for it');
  const value = Buffer.from(cms).toString('hex').padEnd(digits, '0');
  return [pdf.subarray(0, before), new Uint8Array(Buffer.from(`<${value}>`)), pdf.subarray(behind)];
}

/** The same in one piece: a copy of the file. */
export function assemblePdf(prepared: PreparedPdf, parts: PdfParts): Uint8Array {
  return concat(...pdfPieces(prepared, parts));
}

/** Where the value belongs, its delimiters included. The range must be the one that the file says, and the place empty. */
function placeOf({ pdf, byteRange: [start, before, behind, rest] }: PreparedPdf): readonly [number, number] {
  const inRange =
    start === 0 && before > 0 && behind > before + 2 && rest > 0 && behind + rest === pdf.length;
  const place = inRange ? pdf.subarray(before, behind) : new Uint8Array();
  const isEmpty = place[0] === LESS_THAN && place.at(-1) === GREATER_THAN && place.length % 2 === 0;
  if (!isEmpty || !place.subarray(1, -1).every((octet) => octet === ZERO)) {
    throw new PkiError('pki/prepared', 'a file without an empty place for the signature');
  }
  return [before, behind];
}

const [LESS_THAN, GREATER_THAN, ZERO] = [0x3c, 0x3e, 0x30];
