import { readFileSync, realpathSync } from 'node:fs';
import { type CardImage, chipKeysOf, contentsOf, secretsOf } from '@kazasu/authority/api';
import { createVirtualCard, freshPins, openCardKeys, type VirtualCard } from '@kazasu/card/virtual';
import { createFile, type FileLock, isOpenToOthers, kept, lockFile, replaceFile } from '@kazasu/server/file';
import { randomOctets } from '@kazasu/server/random';
import * as v from 'valibot';
import { CommandProblem } from '../../problem.ts';
import { CardData } from './card-data.ts';

export interface HeldCardFile {
  readonly card: VirtualCard;
  /** Lets the file go. Idempotent. */
  close(): void;
}

/** Writes a new card, with all its tries; an existing file is never replaced. */
export function createCardFile(path: string, image: CardImage): void {
  const data: CardData = { kind: 'kazasu-card', version: 1, image, pins: { ...freshPins(secretsOf(image)) } };
  if (!createFile(path, JSON.stringify(v.parse(CardData, data)))) {
    throw new CommandProblem(
      'usage',
      `${path} exists already and is not replaced.`,
      'Name another file with --out.',
    );
  }
}

/** Opens a card file for this process alone. Throws a CommandProblem where it is damaged, loose or in use. */
export function openCardFile(path: string): HeldCardFile {
  // The lock is on the file that is meant, by whatever name it was reached.
  const file = found(path);
  refuseLoose(file);
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
