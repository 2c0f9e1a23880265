import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fingerprintOf } from '../crypto.ts';

/** Changes exactly when a name or the content of a file in one of the folders changes. Times do not matter. */
export async function fingerprintFolders(paths: readonly string[]): Promise<string> {
  const files = (await Promise.all(paths.map(filesOf))).flat();
  const contents = await Promise.all(files.map((file) => readFile(file.path)));
  return fingerprintOf(files.flatMap((file, index) => [file.name, contents[index] ?? new Uint8Array()]));
}

interface NamedFile {
  /** Relative to the folder asked for, so that the place of the repository does not matter. */
  readonly name: string;
  readonly path: string;
}

async function filesOf(path: string): Promise<NamedFile[]> {
  if ((await stat(path)).isFile()) return [{ name: '', path }];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$|\.md$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({ name: file.slice(path.length), path: file }));
}
