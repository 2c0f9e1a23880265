import { join } from 'node:path';
import { openResidenceCard } from '@kazasu/card/residence';
import { nodeTripleDes } from '@kazasu/card/residence/virtual';
import { randomOctets } from '@kazasu/server/random';
import { table } from '../../terminal.ts';
import { explainFailure } from '../explain/index.ts';
import { portraitToPng } from '../image/index.ts';
import type { AtHand } from './at-hand.ts';
import type { PictureOptions } from './face.ts';
import { orNone } from './or-none.ts';
import { requireFreePlace, writeNewFile } from './out-file.ts';

/** What a residence card shows to whoever knows its number; its pictures become files. */
export async function readResidenceCardTo(at: AtHand, { out = '.' }: PictureOptions): Promise<void> {
  const files = { portrait: join(out, 'residence-portrait.png'), front: join(out, 'residence-front.tiff') };
  requireFreePlace(...Object.values(files));
  const card = openResidenceCard(at.held.transport, {
    tripleDes: nodeTripleDes,
    random: randomOctets,
    onStep: at.onStep,
  });
  const { type } = await at.free(() => card.readCommonData());
  const read = await at.behind(['residenceNumber'], async (number) => {
    const session = await card.authenticate(number);
    try {
      return {
        address: await session.readAddress(),
        permissions: await orNone(session.readPermissions()),
        renewal: await orNone(session.readRenewal()),
        portrait: await session.readPortrait(),
        front: await session.readFrontImage(),
      };
    } finally {
      session.end();
    }
  });
  const { address, permissions, renewal } = read;
  const written = await writePictures(read, files);
  at.answer(
    { type, address, permissions, renewal, files: written },
    table([
      ['type', type],
      ['address', address.address],
      ['registered', `${address.date} in ${address.municipality}`],
      [
        'permissions',
        permissions === null ? '' : `${permissions.comprehensive} ${permissions.individual}`.trim(),
      ],
      ['renewal', renewal === true ? 'pending' : ''],
      ...Object.entries(written).map(([name, file]) => [name, file ?? 'none']),
    ]),
  );
}

interface Pictures<T> {
  readonly portrait: T;
  readonly front: T;
}

/** A child's card has no portrait: null stands for a picture that is not there. */
async function writePictures(
  { portrait, front }: Pictures<Uint8Array>,
  files: Pictures<string>,
): Promise<Pictures<string | null>> {
  if (portrait.length > 0) {
    const png = await portraitToPng(portrait).catch((failure: unknown) => {
      throw explainFailure(failure);
    });
    writeNewFile(files.portrait, png);
  }
  if (front.length > 0) writeNewFile(files.front, front);
  return {
    portrait: portrait.length > 0 ? files.portrait : null,
    front: front.length > 0 ? files.front : null,
  };
}
