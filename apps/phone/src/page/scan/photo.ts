import { pictureOf } from './canvas.ts';
import type { Decoder } from './decoder.ts';

/** A photograph of a screen; nothing reasonable is larger. */
const BYTES_MAX = 30_000_000;
/** A code may fill a picture or be small in it: tried in these sizes, the quickest first. */
const LONGEST = [800, 1_600, 400] as const;

/** The text of the QR code in a picture file; undefined where there is none to be read. */
export async function textInFile(file: Blob, decoder: Decoder): Promise<string | undefined> {
  if (file.size > BYTES_MAX) return undefined;
  const image = await createImageBitmap(file).catch(() => undefined);
  if (image === undefined) return undefined;
  try {
    for (const longest of LONGEST) {
      const picture = pictureOf(image, image, longest);
      const text = picture && (await decoder.read(picture));
      if (text !== undefined) return text;
    }
    return undefined;
  } finally {
    image.close();
  }
}
