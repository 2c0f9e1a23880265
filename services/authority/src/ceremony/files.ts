import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFile, replaceFile } from '@kazasu/server/file';
import * as v from 'valibot';
import { CeremonyRoots } from '../ca/index.ts';
import { refused } from './openssl.ts';

const ROOTS = 'roots.json';

export function rootsFile(folder: string): string {
  return join(folder, ROOTS);
}

/** Undefined when there was no ceremony. Throws `ceremony_refused` for what no ceremony wrote. */
export function readRoots(file: string): CeremonyRoots | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return v.parse(CeremonyRoots, JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw refused(`${file} is not what a ceremony writes`, error);
  }
}

/** One file of a ceremony. Throws `ceremony_refused` when it is missing. */
export function read(folder: string, name: string): Buffer {
  try {
    return readFileSync(join(folder, name));
  } catch (error) {
    throw refused(`${name} is missing in ${folder}`, error);
  }
}

/** Makes files that were not there; none is overwritten. */
export function writeNew(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const taken = Object.keys(files).find((name) => existsSync(join(folder, name)));
  if (taken !== undefined) throw refused(`${join(folder, taken)} exists already: nothing is overwritten`);
  for (const [name, content] of Object.entries(files)) {
    if (!createFile(join(folder, name), content)) throw refused(`${join(folder, name)} exists already`);
  }
}

/** The last thing that is written: what stands there is whole, and an authority can start on it. */
export function writeRoots(folder: string, roots: CeremonyRoots): void {
  replaceFile(rootsFile(folder), `${JSON.stringify(roots, undefined, 2)}\n`);
}
