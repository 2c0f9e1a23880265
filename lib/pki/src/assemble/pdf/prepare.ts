import { createHash } from '../../crypto.ts';
import { PkiError } from '../../error.ts';
import { BASELINE, PLAIN } from '../../pades/check-dictionary.ts';
import { readDocument } from '../../pdf/index.ts';
import { prepareCms } from '../cms/index.ts';
import { requireOptions } from '../option-kinds.ts';
import { requireAllowed } from './earlier.ts';
import { placeField } from './field.ts';
import { ORDER_KINDS } from './kinds.ts';
import type { PdfOrder, PreparedPdf } from './order.ts';
import { PdfUpdate } from './update.ts';
import { writeDate, writeText } from './value.ts';

const RESERVED = 16_384;

/**
 * The file with a revision more, in which a signature is still to be filled in. Throws PkiError: `pki/pdf`, `pki/pdf-xref`,
 * `pki/pdf-end`, `pki/pdf-encrypted` and `pki/budget` for a file that is not read here, `pki/pdf-permission` where an
 * earlier signer allows no further signature, `pki/pdf-field` where the field that is asked for cannot be signed or made,
 * and what `parseCertificate` throws; TypeError for an option that is not of its kind.
 */
export function preparePdf(order: PdfOrder): PreparedPdf {
  requireOptions(order, ORDER_KINDS);
  const update = new PdfUpdate(readDocument(order.pdf));
  placeField(update, update.add(signatureDictionary(order)), order);
  const { pdf, byteRange } = withRange(order.pdf, update.encode());
  requireAllowed(pdf);
  const [, before, behind] = byteRange;
  const contentDigest = digestOf(pdf, before, behind);
  const { certificate, signingTime } = order;
  // PAdES has the time in the dictionary alone (ETSI EN 319 142-1 section 6.3).
  const inside = certificate === undefined ? { signingTime } : { certificate };
  return { ...prepareCms({ contentDigest, ...inside }), pdf, byteRange };
}

/** Of what the signature covers: all but the place of its value. */
export function digestOf(pdf: Uint8Array, before: number, behind: number): Uint8Array {
  const digest = createHash('sha256').update(pdf.subarray(0, before)).update(pdf.subarray(behind)).digest();
  return new Uint8Array(digest);
}

const PLACE = '/Contents <';
const RANGE = '0000000000 0000000000 0000000000';

/** ISO 32000-2 table 255. Nothing of the caller's stands before the place of the value. */
function signatureDictionary(order: PdfOrder): string {
  const { certificate, signingTime, name, reason, location, reservedOctets = RESERVED } = order;
  const kind = certificate === undefined ? PLAIN : BASELINE;
  const told = Object.entries({ Name: name, Reason: reason, Location: location }).flatMap(([key, text]) =>
    text === undefined ? [] : [`/${key} ${writeText(text)}`],
  );
  const more = [`/M ${writeDate(signingTime)}`, ...told].join(' ');
  return (
    `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /${kind} /ByteRange [0 ${RANGE}] ` +
    `${PLACE}${'00'.repeat(reservedOctets)}> ${more} >>`
  );
}

/** The one copy of the file that is made: behind it the update, with its range filled in. */
function withRange(source: Uint8Array, update: string): Pick<PreparedPdf, 'pdf' | 'byteRange'> {
  const open = update.indexOf(PLACE) + PLACE.length - 1;
  const close = update.indexOf('>', open) + 1;
  const at = update.indexOf(RANGE);
  if (at < 0 || open < at || close <= open) throw new PkiError('pki/pdf', 'no place for the signature');
  const behind = update.length - close;
  const byteRange = [0, source.length + open, source.length + close, behind] as const;
  const range = byteRange.slice(1).join(' ').padEnd(RANGE.length);
  const pdf = new Uint8Array(source.length + update.length);
  pdf.set(source);
  pdf.set(Buffer.from(update, 'latin1'), source.length);
  pdf.set(Buffer.from(range, 'latin1'), source.length + at);
  return { pdf, byteRange };
}
