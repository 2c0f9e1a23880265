import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandProblem } from '../../problem.ts';

export interface FolderOptions {
  /** A folder; it is made where there is none. */
  readonly out?: string | undefined;
}

/** Writes what came from a card: readable by its owner only, and never in the place of another file. */
export function writeNewFile(path: string, content: Uint8Array | string): void {
  try {
    writeFileSync(path, content, { mode: 0o600, flag: 'wx' });
  } catch (cause) {
    throw cause instanceof Error && 'code' in cause && cause.code === 'EEXIST'
      ? occupied(path)
      : new CommandProblem('usage', `${path} cannot be written.`, 'Name another place with --out.');
  }
}

/** Looked at before a card is asked for anything: no try is used for an answer that has no place to go. */
export function requireFreePlace(...paths: readonly string[]): void {
  const taken = paths.find((path) => existsSync(path));
  if (taken !== undefined) throw occupied(taken);
}

/** As {@link requireFreePlace}, for files of these names in a folder, which is made for its owner alone. */
export function filesIn<Key extends string>(
  folder: string,
  names: { readonly [key in Key]: string },
): { readonly [key in Key]: string } {
  const paths = Object.entries<string>(names).map(([key, name]) => [key, join(folder, name)] as const);
  requireFreePlace(...paths.map(([, path]) => path));
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch {
    throw new CommandProblem('usage', `${folder} cannot be made a folder.`, 'Name another place with --out.');
  }
  return Object.fromEntries(paths) as { [key in Key]: string };
}

function occupied(path: string): CommandProblem {
  return new CommandProblem(
    'usage',
    `${path} exists already and is not replaced.`,
    'Name another place with --out, or move the old file away.',
  );
}
