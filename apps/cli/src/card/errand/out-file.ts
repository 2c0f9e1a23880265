import { existsSync, writeFileSync } from 'node:fs';
import { CommandProblem } from '../../problem.ts';

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

function occupied(path: string): CommandProblem {
  return new CommandProblem(
    'usage',
    `${path} exists already and is not replaced.`,
    'Name another place with --out, or move the old file away.',
  );
}
