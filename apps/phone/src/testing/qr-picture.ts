import { correction, generate } from 'lean-qr';

/** Modules of quiet zone around the code (ISO/IEC 18004 section 6.3.8). */
const QUIET = 4;

/** One brightness (0 to 255) for each pixel, row by row from the top. */
export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** A QR code in the middle of a grey picture, made by another hand than the one that reads it. */
export function qrPicture(text: string, width = 640, height = 480): GreyPicture {
  const code = generate(text, { minCorrectionLevel: correction.M });
  const modules = code.size + 2 * QUIET;
  const scale = Math.floor((Math.min(width, height) * 0.9) / modules);
  const left = Math.floor((width - modules * scale) / 2);
  const top = Math.floor((height - modules * scale) / 2);
  const pixels = new Uint8Array(width * height).fill(150);
  for (let y = 0; y < modules * scale; y++) {
    for (let x = 0; x < modules * scale; x++) {
      const dark = code.get(Math.floor(x / scale) - QUIET, Math.floor(y / scale) - QUIET);
      pixels[(top + y) * width + left + x] = dark ? 35 : 225;
    }
  }
  return { width, height, pixels };
}

export function blankPicture(width = 640, height = 480): GreyPicture {
  return { width, height, pixels: new Uint8Array(width * height).fill(150) };
}

/** A film in YUV4MPEG2, as Chromium's camera for tests plays it over and over: each picture for a second. */
export function filmOf(pictures: readonly GreyPicture[], framesPerSecond = 5): Buffer {
  const [{ width, height }] = pictures as [GreyPicture];
  const header = Buffer.from(`YUV4MPEG2 W${width} H${height} F${framesPerSecond}:1 Ip A1:1 C420jpeg\n`);
  const frame = Buffer.from('FRAME\n');
  const colour = Buffer.alloc((width * height) / 2, 128);
  const parts = pictures.flatMap(({ pixels }) =>
    Array.from({ length: framesPerSecond }, () => [frame, Buffer.from(pixels), colour]).flat(),
  );
  return Buffer.concat([header, ...parts]);
}

/** A bitmap file of 24 bits a pixel. */
export function bitmapOf({ width, height, pixels }: GreyPicture): Buffer {
  const head = Buffer.alloc(54);
  head.write('BM');
  head.writeUInt32LE(54 + width * height * 3, 2);
  head.writeUInt32LE(54, 10);
  head.writeUInt32LE(40, 14);
  head.writeInt32LE(width, 18);
  // Negative: the rows begin at the top.
  head.writeInt32LE(-height, 22);
  head.writeUInt16LE(1, 26);
  head.writeUInt16LE(24, 28);
  const body = Buffer.alloc(width * height * 3);
  for (const [at, brightness] of pixels.entries()) body.fill(brightness, at * 3, at * 3 + 3);
  return Buffer.concat([head, body]);
}
