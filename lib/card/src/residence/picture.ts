import { encodeObject, filled, imageIn, values } from './data-objects.ts';
import { RESIDENCE_LENGTH, RESIDENCE_TAG } from './ef.ts';

/** 券面(表)イメージ: a TIFF picture compressed as MMR, black and white. Empty: a picture of NULs. */
export function encodeFrontImage(tiff: Uint8Array): Uint8Array {
  return encodeObject(RESIDENCE_TAG.frontImage, filled('front image', tiff, RESIDENCE_LENGTH.frontImage));
}

/** The picture as stored, with the NULs that fill it; empty where there is none. */
export function parseFrontImage(file: Uint8Array): Uint8Array {
  return imageIn(values('front image', file, [RESIDENCE_TAG.frontImage])[0]);
}

/** 顔写真: a JPEG 2000 picture in colour. Empty (a child's card): a picture of NULs. */
export function encodePortrait(jp2: Uint8Array): Uint8Array {
  return encodeObject(RESIDENCE_TAG.portrait, filled('portrait', jp2, RESIDENCE_LENGTH.portrait));
}

/** The picture as stored, with the NULs that fill it; empty where there is none. */
export function parsePortrait(file: Uint8Array): Uint8Array {
  return imageIn(values('portrait', file, [RESIDENCE_TAG.portrait])[0]);
}
