import type { PdfAppearance } from './order.ts';
import type { PdfUpdate } from './update.ts';

/** Of the height of a line. */
const SIZE = 0.8;
const SIZE_MAX = 12;
const MARGIN = 2;

/** A form XObject with the lines, as large as the rectangle lets them be in height; its number. */
export function drawText(update: PdfUpdate, { rectangle, lines }: PdfAppearance): number {
  const [left, bottom, right, top] = rectangle;
  const [width, height] = [right - left, top - bottom];
  const line = Math.min((height - 2 * MARGIN) / Math.max(1, lines.length), SIZE_MAX / SIZE);
  const size = decimal(line * SIZE);
  const isLatin = lines.every((text) => LATIN.test(text));
  const shown = lines.map((text) => `${isLatin ? latinString(text) : japaneseString(text)} Tj T*`).join('\n');
  const start = `${MARGIN} ${decimal(height - MARGIN - line * SIZE)} Td`;
  const drawn = `q\n0 0 ${decimal(width)} ${decimal(height)} re W n\nBT\n/F ${size} Tf ${decimal(line)} TL ${start}\n${shown}\nET\nQ`;
  const font = isLatin ? update.add(HELVETICA) : japaneseFont(update);
  return update.add(
    `<< /Type /XObject /Subtype /Form /BBox [0 0 ${decimal(width)} ${decimal(height)}] ` +
      `/Resources << /Font << /F ${font} 0 R >> >> /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`,
  );
}

function decimal(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** Printable in WinAnsiEncoding, which is Latin-1 there. */
const LATIN = /^[ -~\xa0-\xff]*$/;

const HELVETICA = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>';

function latinString(text: string): string {
  return `(${text.replace(/[\\()]/g, '\\$&')})`;
}

function japaneseString(text: string): string {
  return `<${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;
}

/**
 * A Gothic face that is not in the file: readers have one of their own for the characters of Adobe-Japan1, by a CMap that is
 * predefined (ISO 32000-2 9.7.5.2). Letters and digits of ASCII, and half-width kana, take half the width.
 */
function japaneseFont(update: PdfUpdate): number {
  const name = '/HeiseiKakuGo-W5';
  const descriptor = update.add(
    `<< /Type /FontDescriptor /FontName ${name} /Flags 4 /FontBBox [-92 -250 1010 922] /ItalicAngle 0 /Ascent 752 /Descent -221 /CapHeight 737 /StemV 114 >>`,
  );
  const system = '<< /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >>';
  const glyphs = `<< /Type /Font /Subtype /CIDFontType0 /BaseFont ${name} /CIDSystemInfo ${system} /DW 1000 /W [231 389 500] /FontDescriptor ${descriptor} 0 R >>`;
  const descendant = update.add(glyphs);
  const encoding = 'UniJIS-UCS2-HW-H';
  return update.add(
    `<< /Type /Font /Subtype /Type0 /BaseFont ${name}-${encoding} /Encoding /${encoding} /DescendantFonts [${descendant} 0 R] >>`,
  );
}
