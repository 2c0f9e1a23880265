/**
 * What makes the pages an app that can be installed and opened without a network: the manifest in two languages, the icons, and the
 * service worker with the list of the files that it keeps. Made when the pages are built, from what was built; nothing personal is
 * in any of it, and the worker keeps no answer of an API.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ICONS, iconPng } from './icon.ts';
import { manifests } from './manifest.ts';
import { workerFor } from './worker.ts';

/** Into the folder of the built pages. */
export async function makeInstallable(folder: string): Promise<void> {
  const made = [
    ...Object.entries(manifests()).map(([name, manifest]) => ({
      name,
      content: `${JSON.stringify(manifest)}\n`,
    })),
    ...ICONS.map((icon) => ({ name: icon.file, content: iconPng(icon) })),
  ];
  for (const { name, content } of made) await writeFile(join(folder, name), content);
  await writeFile(join(folder, 'sw.js'), await workerFor(folder));
}
