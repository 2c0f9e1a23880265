/** Files and folders that are ours alone. Created whole or not at all, never overwritten, never read when loose. */
import { constants } from 'node:fs';
import { link, lstat, mkdir, open, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { randomShortToken } from '../random/index.ts';
import { KeyError } from './key-error.ts';

/** Permission bits of group and others. */
const LOOSE = 0o077;
const LARGEST_FILE = 65_536;

/** Makes the folder (mode 0700) when absent; throws a KeyError (`key/mode`) when others may enter it. */
export async function openPrivateFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new KeyError('key/unavailable', `the folder ${path} cannot be made`, error);
  }
  const { mode } = await lstat(path);
  if ((mode & LOOSE) !== 0) throw new KeyError('key/mode', `others may enter ${path}: chmod 700 it`);
}

/** Undefined when there is no such file. A link is not followed. */
export async function readPrivateFile(path: string): Promise<Uint8Array | undefined> {
  const file = await openExisting(path);
  if (file === undefined) return undefined;
  try {
    const { mode, size } = await file.stat();
    if ((mode & constants.S_IFMT) !== constants.S_IFREG) {
      throw new KeyError('key/mode', `${path} is not a plain file`);
    }
    if ((mode & LOOSE) !== 0) throw new KeyError('key/mode', `others may read ${path}: chmod 600 it`);
    if (size > LARGEST_FILE) throw new KeyError('key/kind', `${path} is too large for a key`);
    return await file.readFile();
  } finally {
    await file.close();
  }
}

/**
 * Writes beside and links into place: `link` fails when the name is taken, so of several writers one wins, and a
 * crash leaves no half file under the name.
 */
export async function createPrivateFile(path: string, content: Uint8Array): Promise<void> {
  const temporary = `${path}.${randomShortToken()}.tmp`;
  try {
    await writeDurably(temporary, content);
    await link(temporary, path);
    await syncFolder(dirname(path));
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw new KeyError('key/unavailable', `${path} cannot be written`, error);
  } finally {
    await unlink(temporary).catch(() => {});
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

async function writeDurably(path: string, content: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, constants.O_RDONLY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
