import load from '@cornerstonejs/codec-openjpeg/wasmjs';
import { concat, fromHex, toUtf8 } from '@kazasu/bytes';

/** Pixels, row by row: one octet each in grey, three (red, green, blue) in colour. */
export interface Image {
  readonly width: number;
  readonly height: number;
  readonly components: 1 | 3;
  readonly pixels: Uint8Array;
}

/** Enumerated colour spaces (ISO/IEC 15444-1, I.5.3.3): grey is 17, sRGB is 16. */
const COLOUR_SPACE = { 1: fromHex('00000011'), 3: fromHex('00000010') };

/**
 * A JP2 file (ISO/IEC 15444-1, annex I) of the four boxes that it needs, around a codestream from OpenJPEG.
 * `ratio`: how many times smaller than the pixels.
 */
export async function encodeJp2(image: Image, ratio: number): Promise<Uint8Array> {
  const size = new DataView(new ArrayBuffer(8));
  size.setUint32(0, image.height);
  size.setUint32(4, image.width);
  return concat(
    box('jP  ', fromHex('0d0a870a')),
    box('ftyp', concat(toUtf8('jp2 '), fromHex('00000000'), toUtf8('jp2 '))),
    box(
      'jp2h',
      concat(
        // So many components of eight bits, JPEG 2000, a known colour space.
        box('ihdr', concat(new Uint8Array(size.buffer), Uint8Array.of(0, image.components, 7, 7, 0, 0))),
        box('colr', concat(fromHex('010000'), COLOUR_SPACE[image.components])),
      ),
    ),
    box('jp2c', await encodeCodestream(image, ratio)),
  );
}

function box(type: string, content: Uint8Array): Uint8Array {
  const length = new DataView(new ArrayBuffer(4));
  length.setUint32(0, 8 + content.length);
  return concat(new Uint8Array(length.buffer), toUtf8(type), content);
}

async function encodeCodestream(image: Image, ratio: number): Promise<Uint8Array> {
  const { width, height, components, pixels } = image;
  const { J2KEncoder } = await load();
  const encoder = new J2KEncoder();
  encoder
    .getDecodedBuffer({ width, height, bitsPerSample: 8, componentCount: components, isSigned: false })
    .set(pixels);
  // Lossy, in a single layer.
  encoder.setQuality(false, 1);
  encoder.setCompressionRatio(0, ratio);
  encoder.encode();
  const codestream = Uint8Array.from(encoder.getEncodedBuffer());
  encoder.delete();
  return codestream;
}
