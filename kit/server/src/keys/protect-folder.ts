import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { replaceFile } from '../file/index.ts';
import type { Passphrase } from './passphrase.ts';
import { openPrivateFolder, readPrivateFile } from './private-file.ts';
import { isProtected, lockOf, protect, unprotect } from './protect.ts';

/**
 * Puts every key of a folder under the passphrase; those that are under it already stay. Tells the names of the files
 * that it replaced. A crash leaves each file whole, and a second run does the rest. Rejects with a KeyError.
 */
export async function protectFolder(path: string, passphrase: Passphrase): Promise<string[]> {
  await openPrivateFolder(path);
  const lock = lockOf(passphrase);
  const replaced: string[] = [];
  for (const name of (await readdir(path)).filter((file) => /\.(?:pem|key)$/.test(file)).sort()) {
    const file = join(path, name);
    const stored = await readPrivateFile(file);
    if (stored === undefined) continue;
    if (isProtected(stored)) {
      await unprotect(stored, file, lock);
      continue;
    }
    replaceFile(file, await protect(stored, lock, name.endsWith('.key')));
    replaced.push(name);
  }
  return replaced;
}
