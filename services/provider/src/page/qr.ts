import { type Bitmap2D, correction, generate } from 'lean-qr';

/** A QR code as an SVG path: `size` modules a side, quiet zone left to the page. */
export interface QrCode {
  readonly size: number;
  readonly path: string;
}

export function qrCode(text: string): QrCode {
  const code = generate(text, { minCorrectionLevel: correction.M });
  return { size: code.size, path: runsOf(code) };
}

/** Each run of dark modules of a row as a bar: a fifth of what an outline around them costs, and shorter. The page draws it without smoothing. */
function runsOf(code: Bitmap2D): string {
  let path = '';
  for (let y = 0; y < code.size; y++) {
    for (let x = 0; x < code.size; x++) {
      if (!code.get(x, y)) continue;
      const start = x;
      while (code.get(x + 1, y)) x += 1;
      const length = x + 1 - start;
      path += `M${start} ${y}h${length}v1h-${length}z`;
    }
  }
  return path;
}
