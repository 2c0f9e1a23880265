/**
 * What a portrait on a card may be: JPEG 2000 (ISO/IEC 15444-1), bare or in its file format JP2, as My Number Cards,
 * driver's licences and residence cards carry it. Owns the bounds on what a picture may announce, because a few bytes of
 * it can ask a decoder for gigabytes; decodes no pixel, and refuses what no card needs: tiles, precincts of one's own,
 * headers that are changed half-way.
 */
export { type Box, boxesIn } from './box.ts';
export { type Codestream, PORTRAIT_SIDE_MAX, readCodestream } from './codestream.ts';
export { readJpeg2000 } from './jp2.ts';
