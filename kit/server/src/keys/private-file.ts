/** Files and folders that are ours alone. Created whole or not at all, never overwritten, never read when loose. */
import { constants } from 'node:fs';
import { lstat, mkdir, open } from 'node:fs/promises';
import { createFile, privateFault, removeFile } from '../file/index.ts';
import { KeyError } from './key-error.ts';

const LARGEST_FILE = 65_536;

/** Makes the folder (mode 0700) when absent; throws a KeyError (`key/mode`) when others may enter it. */
export async function openPrivateFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new KeyError('key/unavailable', `the folder ${path} cannot be made`, error);
  }
  const fault = privateFault(await lstat(path), 'folder');
  if (fault === 'mode') throw new KeyError('key/mode', `others may enter ${path}: chmod 700 it`);
  if (fault !== undefined) throw new KeyError('key/mode', `${path} is not a folder of this user`);
}

/** Undefined when there is no such file. A link is not followed. */
export async function readPrivateFile(path: string): Promise<Uint8Array | undefined> {
  const file = await openExisting(path);
  if (file === undefined) return undefined;
  try {
    const stats = await file.stat();
    const { size } = stats;
    const fault = privateFault(stats, 'file');
    if (fault === 'mode') throw new KeyError('key/mode', `others may read ${path}: chmod 600 it`);
    if (fault !== undefined) throw new KeyError('key/mode', `${path} is not a plain file of this user`);
    if (size > LARGEST_FILE) throw new KeyError('key/kind', `${path} is too large for a key`);
    return await file.readFile();
  } finally {
    await file.close();
  }
}

/** Does nothing where the name is taken: of several writers one wins. */
export function createPrivateFile(path: string, content: Uint8Array): void {
  try {
    createFile(path, content);
  } catch (error) {
    throw new KeyError('key/unavailable', `${path} cannot be written`, error);
  }
}

/** False when there was no such file. */
export function removePrivateFile(path: string): boolean {
  try {
    return removeFile(path);
  } catch (error) {
    throw new KeyError('key/unavailable', `${path} cannot be removed`, error);
  }
}

async function openExisting(path: string) {
  try {
    return await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    if (codeOf(error) === 'ELOOP') throw new KeyError('key/mode', `${path} is not a plain file`);
    throw new KeyError('key/unavailable', `${path} cannot be read`, error);
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
