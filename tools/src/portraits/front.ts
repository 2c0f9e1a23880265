import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { toUtf8 } from '@kazasu/bytes';
import type { PeerProgram } from '@kazasu/server/peer';
import type { Image } from './jp2.ts';

/** Writes TIFF; no small library that is kept writes Group 4, and only this generator needs it. */
export const PAMTOTIFF: PeerProgram = {
  name: 'netpbm',
  commands: ['pamtotiff'],
  remedy: 'apt-get install netpbm',
};

/** Darker than this is black: hair, clothes and pen, but no skin. */
const BLACK_BELOW = 0xb0;

/**
 * The SVG of a card's front as it is drawn: with the portrait in its place, and with the letters of the pages, so that
 * it looks the same on every machine. `portrait`: a drawing of 240 × 320.
 */
export function composeFront(front: string, portrait: string): string {
  const face = `<style>${letters()}</style>`;
  const shapes = portrait.slice(portrait.indexOf('</title>') + '</title>'.length, portrait.indexOf('</svg>'));
  const whole = front
    .replace('</title>', `</title>${face}`)
    .replace(/(<g id="portrait"[^>]*)\/>/, `$1>${shapes}</g>`);
  if (!whole.includes(face) || !whole.includes(shapes)) throw new Error('a front without title or portrait');
  return whole;
}

/** The style sheet with the font itself in place of its address. */
function letters(): string {
  const style = readFileSync(new URL('./front.css', import.meta.url), 'utf8');
  return style.replace(/url\("([^"]+)"\)/, (_, file: string) => {
    const font = readFileSync(fileURLToPath(import.meta.resolve(file))).toString('base64');
    return `url("data:font/woff2;base64,${font}")`;
  });
}

/** Black and white without shades, as a portable bitmap: `P4`, rows padded to octets, a set bit is black. */
export function toBitmap({ width, height, pixels }: Image): Uint8Array {
  const stride = Math.ceil(width / 8);
  const head = toUtf8(`P4\n${width} ${height}\n`);
  const file = new Uint8Array(head.length + stride * height);
  file.set(head);
  for (const [at, level] of pixels.entries()) {
    if (level >= BLACK_BELOW) continue;
    const [x, y] = [at % width, Math.floor(at / width)];
    const octet = head.length + y * stride + (x >> 3);
    file[octet] = (file[octet] ?? 0) | (0x80 >> (x & 7));
  }
  return file;
}

/** A TIFF of one strip, compressed with Group 4 (ITU-T T.6). `program`: where {@link PAMTOTIFF} is. */
export function encodeTiff(image: Image, program: string): Uint8Array {
  return new Uint8Array(execFileSync(program, ['-g4', '-miniswhite'], { input: toBitmap(image) }));
}
