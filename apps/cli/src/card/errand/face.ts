import { parseAgeRecord, parseFace, parseMyNumberImage } from '@kazasu/card';
import { table } from '../../terminal.ts';
import { checkPng, portraitToPng } from '../image/index.ts';
import type { AtHand } from './at-hand.ts';
import { type FolderOptions, filesIn, writeNewFile } from './out-file.ts';

/** Reads the face: the pictures become PNG files, the rest is printed. */
export async function readFaceTo(at: AtHand, { out = '.' }: FolderOptions): Promise<void> {
  const files = filesIn(out, {
    portrait: 'face-portrait.png',
    name: 'face-name.png',
    address: 'face-address.png',
    securityCode: 'face-security-code.png',
  });
  const { face } = await at.behind(['surfaceNumberB', 'surfaceNumberA'], (number, options, name) =>
    at.card.readFace(name === 'surfaceNumberA' ? { numberA: number } : { numberB: number }, options),
  );
  const { portrait, nameImage, addressImage, securityCodeImage, birthdate, gender, expiry } = await at.free(
    async () => parseFace(face),
  );
  const png = await at.free(async () => ({
    portrait: await portraitToPng(portrait),
    name: checkPng(nameImage),
    address: checkPng(addressImage),
    securityCode: checkPng(securityCodeImage),
  }));
  writeNewFile(files.portrait, png.portrait);
  writeNewFile(files.name, png.name);
  writeNewFile(files.address, png.address);
  writeNewFile(files.securityCode, png.securityCode);
  at.answer(
    { birthdate, gender, expiry, files },
    table([['birthdate', birthdate], ['gender', gender], ['expiry', expiry], ...Object.entries(files)]),
  );
}

/** Reads the picture of the twelve digits. */
export async function readMyNumberImageTo(at: AtHand, { out = '.' }: FolderOptions): Promise<void> {
  const { file } = filesIn(out, { file: 'my-number.png' });
  const { myNumberImage } = await at.behind(['surfaceNumberA'], (number, options) =>
    at.card.readMyNumberImage(number, options),
  );
  const png = await at.free(async () => checkPng(parseMyNumberImage(myNumberImage).image));
  writeNewFile(file, png);
  at.answer({ file }, file);
}

/** The birth date as the issuer signed it, for whoever need not know more. */
export async function readAgeTo(at: AtHand): Promise<void> {
  const { birthdate } = await at.behind(['surfaceBirthdate'], async (key, options) =>
    parseAgeRecord((await at.card.readAgeRecord(key, options)).ageRecord),
  );
  at.answer({ birthdate }, birthdate);
}
