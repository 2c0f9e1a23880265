import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encode } from 'fast-png';
import { compareImages, decodeImage, differenceLimit } from './compare.ts';
import type { Picture } from './take.ts';

export const PICTURES_FOLDER = fileURLToPath(new URL('../../../screenshots/', import.meta.url));

const ACCEPT = 'if it should look like this, npm run ui -- --update';

/**
 * Where pictures are not what lies in the folder, one line each; empty is good. What is now and the difference are written
 * to a temporary folder that the line names.
 */
export async function pictureFaults(
  pictures: readonly Picture[],
  folder = PICTURES_FOLDER,
): Promise<string[]> {
  const kept = await readdir(folder);
  const names = new Set(pictures.map(({ name }) => `${name}.png`));
  const stale = kept.filter((file) => file.endsWith('.png') && !names.has(file));
  const faults: string[] = stale.map((file) => `${file}: shows a section that is gone; ${ACCEPT}`);
  for (const picture of pictures) {
    const fault = await faultOf(picture, folder);
    if (fault !== undefined) faults.push(`${picture.name}.png: ${fault}; ${ACCEPT}`);
  }
  return faults;
}

async function faultOf({ name, png }: Picture, folder: string): Promise<string | undefined> {
  const before = await readFile(join(folder, `${name}.png`)).catch(() => undefined);
  if (before === undefined) return 'there is no picture yet';
  if (png.length === before.length && Buffer.from(png).equals(before)) return undefined;
  const one = decodeImage(before);
  const other = decodeImage(png);
  if (one.width !== other.width || one.height !== other.height) {
    const place = await writeAside({ name, png });
    return `${other.width}×${other.height} in place of ${one.width}×${one.height}, see ${place}`;
  }
  const { different, drawn } = compareImages(one, other);
  if (different <= differenceLimit) return undefined;
  const place = await writeAside({ name, png }, { name: `${name}-difference`, png: encode(drawn) });
  return `${different} pixels differ, see ${place}`;
}

async function writeAside(...pictures: readonly Picture[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kazasu-pictures-'));
  for (const { name, png } of pictures) await writeFile(join(folder, `${name}.png`), png);
  return folder;
}

/** Makes these the pictures that later ones are compared with; those that hardly differ stay as they are. */
export async function keepPictures(
  pictures: readonly Picture[],
  folder = PICTURES_FOLDER,
): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const faults = await pictureFaults(pictures, folder);
  const changed = faults.map((fault) => fault.split(':', 1)[0] ?? '');
  for (const file of changed) {
    const picture = pictures.find(({ name }) => `${name}.png` === file);
    if (picture === undefined) await rm(join(folder, file));
    else await writeFile(join(folder, file), picture.png);
  }
  return changed;
}
