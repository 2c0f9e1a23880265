import { toHex } from '@kazasu/bytes';
import { listReaders } from '@kazasu/reader/pcsc';
import { CommandProblem } from '../../problem.ts';
import { type Terminal, table } from '../../terminal.ts';
import { describeTown } from '../../town.ts';
import { atCard } from '../explain/index.ts';
import type { CardKind } from '../kind.ts';

interface ListedReader {
  readonly name: string;
  /** Hexadecimal; null where no card lies on the reader. */
  readonly atr: string | null;
}

/** A card in the town's box. */
interface ListedCard {
  readonly id: string;
  readonly kind: CardKind;
  /** Whose it is: a name, or the id of a person. */
  readonly name: string;
}

/** `kazasu card list`: one side that cannot be asked does not hide the other; only both together are a failure. */
export async function listCards(
  { town, json }: { readonly town: string; readonly json?: boolean | undefined },
  terminal: Terminal,
): Promise<void> {
  const readers = await orProblem(readersHere());
  const box = await orProblem(boxOf(town));
  for (const problem of [readers, box]) {
    if (problem instanceof CommandProblem) terminal.note(`${problem.message}\n${problem.remedy}`);
  }
  if (readers instanceof CommandProblem && box instanceof CommandProblem) {
    throw new CommandProblem(
      'unreachable',
      'There is neither a reader nor a town.',
      'One of the two is needed.',
    );
  }
  const known = {
    readers: readers instanceof CommandProblem ? null : readers,
    box: box instanceof CommandProblem ? null : box,
  };
  terminal.out(json === true ? JSON.stringify(known, null, 2) : describe(known.readers, known.box));
}

function describe(readers: readonly ListedReader[] | null, box: readonly ListedCard[] | null): string {
  const rows = [
    ...(readers ?? []).map(({ name, atr }) => ['--reader', `"${name}"`, atr ?? 'no card', '']),
    ...(box ?? []).map(({ id, kind, name }) => ['--person', id, kind, name]),
  ];
  return rows.length === 0 ? 'No reader is connected, and the box is empty.' : table(rows);
}

async function readersHere(): Promise<ListedReader[]> {
  const readers = await atCard({ holder: 'reader' }, undefined, listReaders);
  return readers.map(({ name, atr }) => ({ name, atr: atr === undefined ? null : toHex(atr) }));
}

async function boxOf(town: string): Promise<ListedCard[]> {
  const { people, otherCards } = await describeTown(town);
  const names = new Map<string, string>(people.map(({ id, items }) => [id, items.name]));
  return [
    ...people.map(({ id, items }) => ({ id, kind: 'my-number' as const, name: items.name })),
    ...otherCards.map(({ id, kind, person }) => ({ id, kind, name: names.get(person) ?? person })),
  ];
}

async function orProblem<T>(asked: Promise<T>): Promise<T | CommandProblem> {
  try {
    return await asked;
  } catch (problem) {
    if (problem instanceof CommandProblem) return problem;
    throw problem;
  }
}
