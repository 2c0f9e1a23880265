import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isOpenToOthers, replaceFile } from '@kazasu/server/file';
import * as v from 'valibot';
import { TownError } from '../error.ts';
import { CARD_DATA_VERSION, CARD_ID, CardData } from './card-data.ts';

/** One folder, one file per card, readable by the owner only. */
export interface CardFolder {
  ids(): string[];
  /** Throws when there is no such card or the file is damaged: a card never starts again with fresh counters. */
  read(id: string): CardData;
  /** Returns when the whole new state is on disk; at every moment the file is either the old or the new one. */
  write(card: CardData): void;
}

export function openCardFolder(folder: string): CardFolder {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  refuseLoose(folder);
  const pathOf = (id: string) => join(folder, `${id}.json`);
  return {
    ids: () =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.json') && CARD_ID.test(name.slice(0, -5)))
        .map((name) => name.slice(0, -5))
        .sort(),
    read: (id) => {
      refuseLoose(pathOf(id));
      const stored: unknown = JSON.parse(readFileSync(pathOf(id), 'utf8'));
      refuseOld(stored);
      return v.parse(CardData, stored);
    },
    write: (card) => replaceFile(pathOf(card.id), JSON.stringify(card)),
  };
}

/** What was a card before it had a version. */
const Old = v.object({ version: v.optional(v.number(), 1), id: v.string(), image: v.object({}) });

/** An old card lacks keys and files that nobody can add to it afterwards. */
function refuseOld(stored: unknown): void {
  const { success, output } = v.safeParse(Old, stored);
  if (success && output.version < CARD_DATA_VERSION) {
    throw new TownError(
      'town/data-old',
      'The cards in the data folder were made by an older version and lack what cards have now.',
      'Move the data folder away to begin a new town with new cards, or name another one with KAZASU_DATA.',
    );
  }
}

/** Private keys and PINs lie here: what others may read is no longer a secret, and nobody should go on as if it were. */
function refuseLoose(path: string): void {
  if (isOpenToOthers(path)) {
    throw new TownError(
      'town/data-loose',
      `Others may read ${path}, where the cards' keys and PINs lie.`,
      `Take the permissions away: chmod -R go-rwx ${path}`,
    );
  }
}
