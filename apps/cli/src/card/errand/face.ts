import { join } from 'node:path';
import { parseFace, parseMyNumberImage } from '@kazasu/card';
import { table } from '../../terminal.ts';
import { explainFailure } from '../explain/index.ts';
import { checkPng, portraitToPng } from '../image/index.ts';
import type { AtHand } from './at-hand.ts';
import { requireFreePlace, writeNewFile } from './out-file.ts';

export interface PictureOptions {
  /** A folder. */
  readonly out?: string | undefined;
}

/** Reads the face: the pictures become PNG files, the rest is printed. */
export async function readFaceTo(at: AtHand, { out = '.' }: PictureOptions): Promise<void> {
  const files = {
    portrait: join(out, 'face-portrait.png'),
    name: join(out, 'face-name.png'),
    address: join(out, 'face-address.png'),
    securityCode: join(out, 'face-security-code.png'),
  };
  requireFreePlace(...Object.values(files));
  const { face } = await at.behind(['surfaceNumberB', 'surfaceNumberA'], (number, options, name) =>
    at.card.readFace(name === 'surfaceNumberA' ? { numberA: number } : { numberB: number }, options),
  );
  const { portrait, nameImage, addressImage, securityCodeImage, birthdate, gender, expiry } = await at.free(
    async () => parseFace(face),
  );
  await pictures(async () => {
    const png = {
      portrait: await portraitToPng(portrait),
      name: checkPng(nameImage),
      address: checkPng(addressImage),
      securityCode: checkPng(securityCodeImage),
    };
    writeNewFile(files.portrait, png.portrait);
    writeNewFile(files.name, png.name);
    writeNewFile(files.address, png.address);
    writeNewFile(files.securityCode, png.securityCode);
  });
  at.answer(
    { birthdate, gender, expiry, files },
    table([['birthdate', birthdate], ['gender', gender], ['expiry', expiry], ...Object.entries(files)]),
  );
}

/** Reads the picture of the twelve digits. */
export async function readMyNumberImageTo(at: AtHand, { out = '.' }: PictureOptions): Promise<void> {
  const file = join(out, 'my-number.png');
  requireFreePlace(file);
  const { myNumberImage } = await at.behind(['surfaceNumberA'], (number, options) =>
    at.card.readMyNumberImage(number, options),
  );
  const { image } = await at.free(async () => parseMyNumberImage(myNumberImage));
  await pictures(async () => writeNewFile(file, checkPng(image)));
  at.answer({ file }, file);
}

async function pictures(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (failure) {
    throw explainFailure(failure);
  }
}
