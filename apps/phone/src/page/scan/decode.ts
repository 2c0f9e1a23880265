import decodeQR from 'qr/decode.js';

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** RGBA. */
  readonly data: Uint8ClampedArray;
}

/** Longer than this no code in a picture of ours needs; a picture made to keep us busy gets no more. */
const EFFORT_MS = 150;
/** More than any address of ours has. */
const TEXT_MAX = 500;

/** The text in the QR code of a picture; undefined where there is none to be read. */
export function textIn(picture: Picture): string | undefined {
  try {
    const text = decodeQR(picture, { format: 'RGBA', timeLimit: EFFORT_MS });
    return text.slice(0, TEXT_MAX);
  } catch {
    return undefined;
  }
}
