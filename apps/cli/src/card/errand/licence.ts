import { join } from 'node:path';
import { type LicencePin, type LicenceReader, openLicence } from '@kazasu/card/licence';
import { table } from '../../terminal.ts';
import { explainFailure } from '../explain/index.ts';
import { portraitToPng } from '../image/index.ts';
import type { AtHand } from './at-hand.ts';
import type { PictureOptions } from './face.ts';
import { requireFreePlace, writeNewFile } from './out-file.ts';

/** What is printed on a driver's licence. Where its owner chose no PINs, none is asked for. */
export async function readLicenceTo(at: AtHand): Promise<void> {
  const { licence, locked } = await openAt(at);
  const items = locked
    ? await at.behind(['licencePin1'], (pin, options) => licence.readItems(pin, options))
    : await at.free(() => licence.readItems(undefined));
  const { categories, conditions, ...texts } = items;
  at.answer(
    items,
    table([
      ...Object.entries(texts),
      ...conditions.map((condition) => ['condition', condition]),
      ...Object.entries(categories).map(([category, date]) => [category, date]),
    ]),
  );
}

/** What both PINs open: the registered domicile, and the photo as a PNG file. */
export async function readLicencePhotoTo(at: AtHand, { out = '.' }: PictureOptions): Promise<void> {
  const file = join(out, 'licence-photo.png');
  requireFreePlace(file);
  const { licence, locked } = await openAt(at);
  const photo = locked
    ? await behindBoth(at, (pin1, pin2) => licence.readPhoto(pin1, pin2, at.pinOptions))
    : await at.free(() => licence.readPhoto(undefined, undefined));
  const png = await portraitToPng(photo).catch((failure: unknown) => {
    throw explainFailure(failure);
  });
  writeNewFile(file, png);
  at.answer({ file }, file);
}

export async function readLicenceDomicileTo(at: AtHand): Promise<void> {
  const { licence, locked } = await openAt(at);
  const domicile = locked
    ? await behindBoth(at, (pin1, pin2) => licence.readDomicile(pin1, pin2, at.pinOptions))
    : await at.free(() => licence.readDomicile(undefined, undefined));
  at.answer({ domicile }, domicile);
}

async function openAt(at: AtHand): Promise<{ licence: LicenceReader; locked: boolean }> {
  const licence = openLicence(at.held.transport, { onStep: at.onStep });
  return { licence, locked: await at.free(() => licence.readPinSetting()) };
}

/** Which of the two was wrong is not told apart: the card is asked for both in one errand. */
async function behindBoth<T>(
  at: AtHand,
  work: (pin1: LicencePin, pin2: LicencePin) => Promise<T>,
): Promise<T> {
  const first = await at.pins.get('licencePin1');
  const second = await at.pins.get('licencePin2').catch((problem: unknown) => {
    first.pin.fill(0);
    throw problem;
  });
  return at.free(() => work(first.pin, second.pin));
}
