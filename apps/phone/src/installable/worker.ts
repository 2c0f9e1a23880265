import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { toHex } from '@kazasu/bytes';
import { assetsFolder } from '@kazasu/ui';

/** Of the shared files, those that every page needs; fonts come one by one when a text needs them. */
const SHARED = ['style.css', 'font.css', 'icon.svg'];

/**
 * The service worker for what lies in the folder: its source with the list of the files put before it, each with its SHA-256. A worker
 * differs exactly when a file does, which is how browsers notice that there is something new.
 */
export async function workerFor(folder: string): Promise<string> {
  const files: Record<string, string> = {};
  for (const path of await filesIn(folder)) {
    files[path === 'index.html' ? '/' : `/${path}`] = await digestOf(join(folder, path));
  }
  for (const name of SHARED) files[`/ui/${name}`] = await digestOf(join(assetsFolder, name));
  const version = (await sha256(new TextEncoder().encode(JSON.stringify(files)))).slice(0, 16);
  const source = await readFile(new URL('./service-worker.js', import.meta.url), 'utf8');
  return `const VERSION = '${version}';\nconst FILES = ${JSON.stringify(files)};\n${source}`;
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && entry.name !== 'sw.js')
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

async function digestOf(path: string): Promise<string> {
  return sha256(await readFile(path));
}

async function sha256(bytes: Uint8Array): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes))));
}
