import {
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { randomShortToken } from '../random/index.ts';

/**
 * Puts a new content in the place of the old one: at every moment the file is either the one or the other. One writer
 * at a time is the caller's duty; what a crash left beside is overwritten.
 */
export function replaceFile(path: string, content: string | Uint8Array): void {
  const beside = `${path}.new`;
  rmSync(beside, { force: true });
  writeDurably(beside, content);
  renameSync(beside, path);
  syncFolder(dirname(path));
}

/** Makes a file that is not there; false, and nothing changed, where it is. Of several writers one wins. */
export function createFile(path: string, content: string | Uint8Array): boolean {
  const beside = `${path}.${randomShortToken()}.tmp`;
  try {
    writeDurably(beside, content);
    linkSync(beside, path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(beside, { force: true });
  }
  syncFolder(dirname(path));
  return true;
}

/** Takes a file away so that a power loss does not bring it back; false where there is none. */
export function removeFile(path: string): boolean {
  try {
    unlinkSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
  syncFolder(dirname(path));
  return true;
}

/** Whether anybody but the owner may do anything with a file or folder: then what lies there is no secret any more. */
export function isOpenToOthers(path: string): boolean {
  return (statSync(path).mode & 0o077) !== 0;
}

function writeDurably(path: string, content: string | Uint8Array): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeFileSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
