import type { PdfAppearance } from './order.ts';
import type { PdfUpdate } from './update.ts';

/** Of the height of a line. */
const SIZE = 0.8;
const SIZE_MAX = 12;
const MARGIN = 2;

/** A form XObject with lines of Helvetica, as large as the rectangle lets them be in height; its number. */
export function drawText(update: PdfUpdate, { rectangle, lines }: PdfAppearance): number {
  const [left, bottom, right, top] = rectangle;
  const [width, height] = [right - left, top - bottom];
  const line = Math.min((height - 2 * MARGIN) / Math.max(1, lines.length), SIZE_MAX / SIZE);
  const size = decimal(line * SIZE);
  const shown = lines.map((text) => `(${escaped(text)}) Tj T*`).join('\n');
  const start = `${MARGIN} ${decimal(height - MARGIN - line * SIZE)} Td`;
  const drawn = `q\n0 0 ${decimal(width)} ${decimal(height)} re W n\nBT\n/F ${size} Tf ${decimal(line)} TL ${start}\n${shown}\nET\nQ`;
  const font = update.add(
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  );
  return update.add(
    `<< /Type /XObject /Subtype /Form /BBox [0 0 ${decimal(width)} ${decimal(height)}] ` +
      `/Resources << /Font << /F ${font} 0 R >> >> /Length ${drawn.length} >>\nstream\n${drawn}\nendstream`,
  );
}

function decimal(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function escaped(text: string): string {
  return text.replace(/[\\()]/g, '\\$&');
}
