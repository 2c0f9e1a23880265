import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { encode } from 'fast-png';
import { compareImages, LIMITS } from './compare.ts';
import { decodeImage, type Image } from './image.ts';
import type { Picture } from './take.ts';

export const PICTURES_FOLDER = fileURLToPath(new URL('../../../screenshots/', import.meta.url));

const ACCEPT = 'if it should look like this, npm run ui -- --update';

interface Difference {
  /** The file's name in the folder. */
  readonly file: string;
  readonly what: string;
  /** Undefined for a file whose section is gone. */
  readonly picture?: Picture;
  readonly drawn?: Image;
}

/**
 * Where pictures are not what lies in the folder, one line each; empty is good. What is now and the difference are written
 * to a temporary folder that the line names.
 */
export async function pictureFaults(
  pictures: readonly Picture[],
  folder = PICTURES_FOLDER,
): Promise<string[]> {
  const differences = await compareWithKept(pictures, folder);
  return Promise.all(
    differences.map(async (difference) => {
      const place = await writeAside(difference);
      return `${difference.file}: ${difference.what}${place === undefined ? '' : `, see ${place}`}; ${ACCEPT}`;
    }),
  );
}

/**
 * Makes these the pictures that later ones are compared with; those that hardly differ stay as they are.
 * @returns the names of the files that were written or removed
 */
export async function keepPictures(
  pictures: readonly Picture[],
  folder = PICTURES_FOLDER,
): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const differences = await compareWithKept(pictures, folder);
  for (const { file, picture } of differences) {
    if (picture === undefined) await rm(join(folder, file));
    else await writeFile(join(folder, file), picture.png);
  }
  return differences.map(({ file }) => file);
}

async function compareWithKept(pictures: readonly Picture[], folder: string): Promise<Difference[]> {
  const names = new Set(pictures.map(({ name }) => `${name}.png`));
  const kept = (await readdir(folder)).filter((file) => file.endsWith('.png')).sort();
  const gone = kept.filter((file) => !names.has(file)).map((file) => ({ file, what: 'its section is gone' }));
  const differences: Difference[] = [...gone];
  for (const picture of pictures) {
    const file = `${picture.name}.png`;
    const difference = kept.includes(file)
      ? differenceTo(await readFile(join(folder, file)), picture)
      : { what: 'there is no picture yet' };
    if (difference !== undefined) differences.push({ file, picture, ...difference });
  }
  return differences;
}

function differenceTo(
  before: Buffer,
  { png, texts }: Picture,
): Pick<Difference, 'what' | 'drawn'> | undefined {
  if (before.equals(png)) return undefined;
  const one = decodeImage(before);
  const other = decodeImage(png);
  if (one.width !== other.width || one.height !== other.height)
    return { what: `${other.width}×${other.height} in place of ${one.width}×${one.height}` };
  const { shapes, letters, drawn } = compareImages(one, other, texts);
  const what = [
    ...(shapes > LIMITS.shapes ? [`${shapes} pixels of shapes differ`] : []),
    ...(letters > LIMITS.letters ? [`${Math.round(letters * 100)} % of a line of text differs`] : []),
  ];
  return what.length === 0 ? undefined : { what: what.join(', '), drawn };
}

async function writeAside({ file, picture, drawn }: Difference): Promise<string | undefined> {
  if (picture === undefined) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'kazasu-pictures-'));
  await writeFile(join(folder, file), picture.png);
  if (drawn !== undefined) await writeFile(join(folder, `difference-${file}`), encode(drawn));
  return folder;
}
