import { closeSync, fsyncSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandProblem } from '../../problem.ts';

export interface FolderOptions {
  /** A folder; it is made where there is none. */
  readonly out?: string | undefined;
}

export type Places<Key extends string> = { readonly [key in Key]: string };
export type Write<Key extends string> = (place: Key, content: Uint8Array | string) => void;

/**
 * Files for what comes from a card: readable by their owner only, and never in the place of another. They are made
 * before the work begins, so that no try is used, and nothing issued, for an answer that has no place to go. Where the
 * work fails or is ended by a signal, none of them stays; otherwise those stay that were written.
 */
export async function intoNewFiles<Key extends string, T>(
  places: Places<Key>,
  work: (write: Write<Key>) => Promise<T>,
): Promise<T> {
  const open = new Map<string, number>();
  const written = new Set<string>();
  const putAway = (stays: (path: string) => boolean) => {
    for (const [path, file] of open) {
      closeSync(file);
      if (!stays(path)) rmSync(path, { force: true });
    }
    open.clear();
  };
  const release = onSignal(() => putAway(() => false));
  try {
    for (const path of Object.values<string>(places)) open.set(path, newFile(path));
    const result = await work((place, content) => {
      fill(places[place], open.get(places[place]), content);
      written.add(places[place]);
    });
    putAway((path) => written.has(path));
    return result;
  } finally {
    putAway(() => false);
    release();
  }
}

/** Files of these names in a folder, which is made for its owner alone. */
export function filesIn<Key extends string>(folder: string, names: Places<Key>): Places<Key> {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch {
    throw new CommandProblem('usage', `${folder} cannot be made a folder.`, 'Name another place with --out.');
  }
  const paths = Object.entries<string>(names).map(([key, name]) => [key, join(folder, name)]);
  return Object.fromEntries(paths) as Places<Key>;
}

function newFile(path: string): number {
  try {
    return openSync(path, 'wx', 0o600);
  } catch (cause) {
    throw cause instanceof Error && 'code' in cause && cause.code === 'EEXIST'
      ? occupied(path)
      : unwritable(path);
  }
}

function fill(path: string, file: number | undefined, content: Uint8Array | string): void {
  if (file === undefined) throw new Error('written to after its end');
  try {
    writeFileSync(file, content);
    fsyncSync(file);
  } catch {
    throw unwritable(path);
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Does this before a signal ends the process, as it would have without us. Returns how to leave it be. */
function onSignal(work: () => void): () => void {
  const release = () => {
    for (const signal of SIGNALS) process.off(signal, end);
  };
  const end = (signal: NodeJS.Signals) => {
    release();
    work();
    process.kill(process.pid, signal);
  };
  for (const signal of SIGNALS) process.on(signal, end);
  return release;
}

function occupied(path: string): CommandProblem {
  return new CommandProblem(
    'usage',
    `${path} exists already and is not replaced.`,
    'Name another place with --out, or move the old file away.',
  );
}

function unwritable(path: string): CommandProblem {
  return new CommandProblem('usage', `${path} cannot be written.`, 'Name another place with --out.');
}
