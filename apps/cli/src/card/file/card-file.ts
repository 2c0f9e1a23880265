import { readFileSync, realpathSync, statSync } from 'node:fs';
import { type CardImage, chipKeysOf, contentsOf, secretsOf } from '@kazasu/authority/api';
import { createVirtualCard, freshPins, openCardKeys, type VirtualCard } from '@kazasu/card/virtual';
import { type FileLock, isOpenToOthers, kept, lockFile, replaceFile } from '@kazasu/server/file';
import { randomOctets } from '@kazasu/server/random';
import * as v from 'valibot';
import { CommandProblem } from '../../problem.ts';
import { CardData } from './card-data.ts';

export interface HeldCardFile {
  readonly card: VirtualCard;
  /** Lets the file go. Idempotent. */
  close(): void;
}

/** What the file of a new card holds, which has all its tries. */
export function cardFileOf(image: CardImage): string {
  const data: CardData = { kind: 'kazasu-card', version: 1, image, pins: { ...freshPins(secretsOf(image)) } };
  return JSON.stringify(v.parse(CardData, data));
}

/** Opens a card file for this process alone. Throws a CommandProblem where it is damaged, loose or in use. */
export function openCardFile(path: string): HeldCardFile {
  // The lock is on the file that is meant, by whatever name it was reached.
  const file = found(path);
  // Asked first: whoever names another file by mistake is told of that, and no lock is left beside it.
  readCardData(file);
  refuseLoose(file);
  refuseSecondName(file);
  const lock = locked(file);
  try {
    const data = readCardData(file);
    const card = createVirtualCard({
      contents: contentsOf(data.image),
      memory: kept(data.pins, (pins) => replaceFile(file, JSON.stringify({ ...data, pins }))),
      keys: openCardKeys(chipKeysOf(data.image)),
      random: randomOctets,
    });
    return { card, close: lock.release };
  } catch (failure) {
    lock.release();
    throw failure;
  }
}

function found(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    throw new CommandProblem(
      'usage',
      `There is no card file ${path}.`,
      'Make one with `kazasu card personalise RECORD.json --out FILE`.',
    );
  }
}

function refuseLoose(path: string): void {
  if (isOpenToOthers(path)) {
    throw new CommandProblem(
      'refused',
      `Others may read ${path}, where the card's keys and PINs lie.`,
      `Take the permissions away: chmod 600 ${path}`,
    );
  }
}

/** The lock goes by the name: under two names a card would be opened twice, with its tries for each. */
function refuseSecondName(path: string): void {
  if (statSync(path).nlink > 1) {
    throw new CommandProblem(
      'refused',
      `${path} is one of several names (hard links) of the same file; a card is in one place at a time.`,
      'Remove the other names.',
    );
  }
}

/** The lock is a file beside the card, which is replaced whenever it counts. */
function locked(path: string): FileLock {
  const lock = lockFile(`${path}.lock`);
  if (lock !== undefined) return lock;
  throw new CommandProblem(
    'refused',
    `Another command holds the card in ${path}.`,
    'Wait for it, or end it: a card is in one place at a time.',
  );
}

function readCardData(path: string): CardData {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // What it holds is secret, also where it is broken.
  }
  const data = v.safeParse(CardData, value);
  if (!data.success) {
    throw new CommandProblem(
      'refused',
      `${path} is no card file, or a damaged one. A card never starts again with fresh counters.`,
      'Give a file that `kazasu card personalise` wrote, or make a new one.',
    );
  }
  return data.output;
}
