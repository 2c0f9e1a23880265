import { parseAgeRecord, parseFace, parseMyNumberImage } from '@kazasu/card';
import { table } from '../../terminal.ts';
import { checkPng, portraitToPng } from '../image/index.ts';
import type { AtHand } from './at-hand.ts';
import { type FolderOptions, filesIn, intoNewFiles } from './out-file.ts';

/** Reads the face: the pictures become PNG files, the rest is printed. */
export async function readFaceTo(at: AtHand, { out = '.' }: FolderOptions): Promise<void> {
  const files = filesIn(out, {
    portrait: 'face-portrait.png',
    name: 'face-name.png',
    address: 'face-address.png',
    securityCode: 'face-security-code.png',
  });
  const { birthdate, gender, expiry } = await intoNewFiles(files, async (write) => {
    const { face } = await at.behind(['surfaceNumberB', 'surfaceNumberA'], (number, options, name) =>
      at.card.readFace(name === 'surfaceNumberA' ? { numberA: number } : { numberB: number }, options),
    );
    return at.free(async () => {
      const content = parseFace(face);
      write('portrait', await portraitToPng(content.portrait));
      write('name', checkPng(content.nameImage));
      write('address', checkPng(content.addressImage));
      write('securityCode', checkPng(content.securityCodeImage));
      return content;
    });
  });
  at.answer(
    { birthdate, gender, expiry, files },
    table([['birthdate', birthdate], ['gender', gender], ['expiry', expiry], ...Object.entries(files)]),
  );
}

/** Reads the picture of the twelve digits. */
export async function readMyNumberImageTo(at: AtHand, { out = '.' }: FolderOptions): Promise<void> {
  const files = filesIn(out, { file: 'my-number.png' });
  await intoNewFiles(files, async (write) => {
    const { myNumberImage } = await at.behind(['surfaceNumberA'], (number, options) =>
      at.card.readMyNumberImage(number, options),
    );
    await at.free(async () => write('file', checkPng(parseMyNumberImage(myNumberImage).image)));
  });
  at.answer(files, files.file);
}

/** The birth date as the issuer signed it, for whoever need not know more. */
export async function readAgeTo(at: AtHand): Promise<void> {
  const { birthdate } = await at.behind(['surfaceBirthdate'], async (key, options) =>
    parseAgeRecord((await at.card.readAgeRecord(key, options)).ageRecord),
  );
  at.answer({ birthdate }, birthdate);
}
