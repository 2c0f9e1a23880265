import { readFileSync } from 'node:fs';
import { encodePng } from './bitmap.ts';
import { drawDigits } from './digits.ts';
import { drawText, type TextArea } from './text.ts';
import type { Typeface } from './typeface.ts';

export interface PictureRequest {
  readonly name: string;
  readonly address: string;
  readonly myNumber: string;
  readonly securityCode: string;
  /** A JP2; a silhouette when there is none. */
  readonly portrait: Uint8Array | undefined;
}

/** PNG of one bit, but for the portrait, a grey JP2. */
export interface Pictures {
  readonly name: Uint8Array;
  readonly address: Uint8Array;
  /** 72 × 12. */
  readonly myNumber: Uint8Array;
  /** 24 × 12. */
  readonly securityCode: Uint8Array;
  readonly portrait: Uint8Array;
}

export const NAME: TextArea = {
  width: 640,
  height: 80,
  sizes: [40, 36, 32, 28, 24, 20, 18, 16, 12, 8],
  leading: 1,
};
export const ADDRESS: TextArea = {
  width: 640,
  height: 160,
  sizes: [32, 28, 24, 22, 20, 18, 16, 12, 8],
  leading: 1.1,
};

const SILHOUETTE = new Uint8Array(readFileSync(new URL('./silhouette.jp2', import.meta.url)));

/** `substituted`: how many characters of name and address the typeface does not have. */
export function picturesOf(
  typeface: Typeface,
  request: PictureRequest,
): { readonly pictures: Pictures; readonly substituted: number } {
  const name = drawText(typeface, request.name, NAME);
  const address = drawText(typeface, request.address, ADDRESS);
  return {
    substituted: name.substituted + address.substituted,
    pictures: {
      name: encodePng(name.bitmap),
      address: encodePng(address.bitmap),
      myNumber: encodePng(drawDigits(request.myNumber)),
      securityCode: encodePng(drawDigits(request.securityCode)),
      portrait: request.portrait ?? SILHOUETTE,
    },
  };
}
