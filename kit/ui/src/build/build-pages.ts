import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assetsFolder } from '../assets.ts';
import { fingerprintFolders } from './fingerprint.ts';
import { putInPlace, readStamp, STAMP_FILE } from './place.ts';
import type { SingleFile } from './single-file.ts';

/** Pages that an app wants built: an `index.html` and whatever it leads to. */
export interface PageSource {
  /** Short, for people: `phone`. */
  readonly name: string;
  /** Folder with the `index.html`. */
  readonly root: string;
  /** Where the built pages go; replaced as a whole. Its parent must be a folder that git ignores. */
  readonly outFolder: string;
  /** Folders and files whose content decides whether the pages are still fresh. Tests in them do not count. */
  readonly sources: readonly string[];
  /** There: the page becomes one file that needs no server. */
  readonly single?: SingleFile;
  /** What the app adds to the folder once its pages are in it: a manifest, a service worker that lists them. */
  readonly finish?: (folder: string) => Promise<void>;
}

export interface BuildOptions {
  readonly apps?: readonly PageSource[];
  /** One short English line for each thing that is built; never called when all is fresh. */
  readonly onProgress?: (line: string) => void;
}

const UI_SOURCES = fileURLToPath(new URL('../', import.meta.url));
/** What ends up in pages; the catalogue and the helpers of tests do not. */
const UI_PARTS = ['build', 'crypto.ts', 'font.css', 'icon', 'react', 'style', 'style.css', 'text'].map(
  (part) => join(UI_SOURCES, part),
);
const LOCK_FILE = fileURLToPath(new URL('../../../../package-lock.json', import.meta.url));

/** Builds the style sheet and the given apps where they are stale. */
export async function buildPages(options: BuildOptions = {}): Promise<void> {
  const tell = options.onProgress ?? (() => {});
  const style = { name: 'style', outFolder: assetsFolder, sources: [] };
  await buildOne(style, tell, async (into) => (await import('./bundle.ts')).bundleStyle(UI_SOURCES, into));
  for (const app of options.apps ?? []) {
    await buildOne(app, tell, async (into) => {
      await bundle(app, into);
      await app.finish?.(into);
    });
  }
}

async function bundle({ root, single }: PageSource, into: string): Promise<void> {
  if (single === undefined) return (await import('./bundle.ts')).bundleApp(root, into);
  return (await import('./single-file.ts')).bundleSingle(root, into, single, join(assetsFolder, 'style.css'));
}

type Target = Pick<PageSource, 'name' | 'outFolder' | 'sources'>;

/** Everything is built beside its final place and moved there in one step, so nobody ever sees half of it. */
async function buildOne(
  target: Target,
  tell: (line: string) => void,
  make: (into: string) => Promise<void>,
): Promise<void> {
  const stamp = await fingerprintFolders([...UI_PARTS, LOCK_FILE, ...target.sources]);
  if ((await readStamp(target.outFolder)) === stamp) return;
  tell(`building ${target.name}`);
  const place = resolve(target.outFolder);
  await mkdir(dirname(place), { recursive: true });
  const building = await mkdtemp(join(dirname(place), 'building-'));
  try {
    await make(building);
    await writeFile(join(building, STAMP_FILE), stamp);
    await chmod(building, 0o755);
    await putInPlace(building, place, stamp);
  } finally {
    await rm(building, { recursive: true, force: true });
  }
}
