import { CardError } from '@kazasu/card';
import { type Codestream, readJpeg2000 } from '@kazasu/card/portrait';
import { encode } from 'fast-png';
import { decodeApart } from './decode-apart.ts';
import { ImageError } from './image-error.ts';
import type { Decoded } from './jpeg2000.ts';

/** Milliseconds; a portrait takes a few hundredths of that, the start of the decoder included. */
const DECODING_MAX = 20_000;

/**
 * The portrait of a card, JPEG 2000, as a PNG. What it announces is looked at before anything is decoded, and only what
 * was looked at is decoded. Throws an ImageError.
 */
export async function portraitToPng(portrait: Uint8Array): Promise<Uint8Array> {
  const codestream = modest(portrait);
  const { width, height, components, pixels } = await decoded(codestream);
  return encode({ width, height, data: pixels, depth: 8, channels: components });
}

function modest(portrait: Uint8Array): Codestream {
  try {
    return readJpeg2000(portrait);
  } catch (cause) {
    if (!(cause instanceof CardError)) throw cause;
    throw new ImageError('a portrait that is no JPEG 2000, or not as a card has it', { cause });
  }
}

async function decoded({ bytes, width, height, components }: Codestream): Promise<Decoded> {
  const picture = await decodeApart(bytes, DECODING_MAX).catch(() => undefined);
  const asAnnounced =
    picture !== undefined &&
    picture.bits === 8 &&
    picture.width === width &&
    picture.height === height &&
    picture.components === components &&
    picture.pixels.length === width * height * components;
  if (!asAnnounced) {
    throw new ImageError('a portrait that cannot be decoded');
  }
  return picture;
}
