/**
 * `npm run portraits`: makes a grey JPEG 2000 file of every drawing, beside it: the twelve people's, and the silhouette
 * of cards without a portrait. To be run after a drawing was changed; needs Chromium, which draws. Nothing of this is
 * used when the town runs.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { CHROMIUM, requirePeer } from '@kazasu/server/peer';
import { chromium } from 'playwright-core';
import { DRAWINGS } from './portraits/index.ts';
import { encodeJp2 } from './portraits/jp2.ts';
import { drawSvg } from './portraits/pixels.ts';

const { path, missing } = requirePeer(CHROMIUM);
if (missing !== false) throw new Error(missing);
const browser = await chromium.launch({ executablePath: path, args: ['--no-sandbox'] });
const page = await browser.newPage();
for (const drawing of DRAWINGS) {
  const file = await encodeJp2(await drawSvg(page, readFileSync(drawing, 'utf8')));
  const made = new URL(drawing.href.replace(/svg$/, 'jp2'));
  writeFileSync(made, file);
  process.stdout.write(`${made.pathname.split('/').at(-1)} ${file.length} octets\n`);
}
await browser.close();
