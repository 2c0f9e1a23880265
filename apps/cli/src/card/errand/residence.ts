import { openResidenceCard, type ResidenceCardReader } from '@kazasu/card/residence';
import { nodeTripleDes } from '@kazasu/card/residence/node';
import { randomOctets } from '@kazasu/server/random';
import { table } from '../../terminal.ts';
import { portraitToPng } from '../image/index.ts';
import type { AtHand } from './at-hand.ts';
import { orNone } from './or-none.ts';
import { type FolderOptions, filesIn, intoNewFiles, type Places, type Write } from './out-file.ts';
import { NOT_TOLD, type Told } from './told.ts';

/** What a residence card shows to whoever knows its number; its pictures become files. */
export async function readResidenceCardTo(at: AtHand, { out = '.' }: FolderOptions): Promise<void> {
  const files = filesIn(out, { portrait: 'residence-portrait.png', front: 'residence-front.tiff' });
  const { type, address, permissions, renewal, written } = await intoNewFiles(files, async (write) => {
    const read = await readAll(at);
    return { ...read, written: await writePictures(at, read, files, write) };
  });
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

async function readAll(at: AtHand) {
  const card = openAt(at);
  const { type } = await at.free(() => card.readCommonData());
  return at.behind(['residenceNumber'], async (number) => {
    const session = await card.authenticate(number);
    try {
      return {
        type,
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
}

/** What a residence card tells to everybody. */
export async function residenceCardTells(at: AtHand): Promise<Told> {
  const common = await at.free(() => orNone(openAt(at).readCommonData()));
  const { version = null, type = null } = common ?? {};
  return {
    facts: { version, type },
    rows: [
      ['version', version ?? NOT_TOLD],
      ['type', type ?? NOT_TOLD],
    ],
  };
}

function openAt({ held, onStep }: AtHand): ResidenceCardReader {
  return openResidenceCard(held.transport, { tripleDes: nodeTripleDes, random: randomOctets, onStep });
}

type Picture = 'portrait' | 'front';

/** A child's card has no portrait: null stands for a picture that is not there. */
async function writePictures(
  at: AtHand,
  { portrait, front }: { readonly [picture in Picture]: Uint8Array },
  files: Places<Picture>,
  write: Write<Picture>,
): Promise<{ readonly [picture in Picture]: string | null }> {
  if (portrait.length > 0) write('portrait', await at.free(() => portraitToPng(portrait)));
  if (front.length > 0) write('front', front);
  return {
    portrait: portrait.length > 0 ? files.portrait : null,
    front: front.length > 0 ? files.front : null,
  };
}
