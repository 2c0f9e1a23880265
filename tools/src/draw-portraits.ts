/**
 * `npm run portraits`: makes the pictures on cards of their drawings: a JPEG 2000 file beside each portrait and beside
 * the silhouette of cards without one, and the pictures of the driver's licence and the residence card. To be run after
 * a drawing was changed; needs Chromium, which draws, and netpbm, which writes the TIFF. Nothing of this is used when
 * the town runs.
 */
import { writeFileSync } from 'node:fs';
import { type PeerProgram, requirePeer } from '@kazasu/server/peer';
import { launchBrowser } from '@kazasu/ui/testing';
import { PAMTOTIFF } from './portraits/front.ts';
import { makePictures } from './portraits/index.ts';

function pathOf(peer: PeerProgram): string {
  const { path, missing } = requirePeer(peer);
  if (missing !== false) throw new Error(missing);
  return path;
}

const browser = await launchBrowser();
for await (const [file, octets] of makePictures(await browser.newPage(), pathOf(PAMTOTIFF))) {
  writeFileSync(file, octets);
  process.stdout.write(`${file.pathname.split('/').at(-1)} ${octets.length} octets\n`);
}
await browser.close();
