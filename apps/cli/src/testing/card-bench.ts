import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keysOfFewPrimes } from '@kazasu/authority/testing';
import { createTown, type Town } from '@kazasu/town';
import { runHere, type Said } from './run-here.ts';

export const JIRO = {
  residentId: 'jiro',
  name: '見本　次郎',
  address: '架空県かざす市読取一丁目１番１号',
  birthdate: '19900401',
  gender: '1',
  myNumber: '999000000202',
  municipality: { code: '48201', prefecture: 'Kakuu-ken', city: 'Kazasu-shi' },
};

export const PINS = { authentication: '7193', text: '8264', signature: 'QZXW7391' };

/** A town, and Jiro's card in a file. */
export interface CardBench {
  readonly town: Town;
  /** The town's data folder. */
  readonly data: string;
  /** A folder that goes with the bench. */
  readonly folder: string;
  /** The file that the card was made of. */
  readonly record: string;
  readonly cardFile: string;
  /** What was said when the card was made. */
  readonly made: Said;
  /** For commands in processes of their own. */
  readonly env: { readonly KAZASU_PORT: string };
  /** Runs `kazasu card …` at the town. */
  card(...typed: string[]): Promise<Said>;
  /** As `card`, but has to succeed; resolves to standard output. */
  ok(...typed: string[]): Promise<string>;
  /** As `ok` with `--json`. */
  // biome-ignore lint/suspicious/noExplicitAny: each test knows the shape that it asked for.
  json(...typed: string[]): Promise<any>;
  /** A path where nothing is. */
  fresh(name: string): string;
  /** A copy of the card with all its tries. */
  freshCard(): string;
  /** Adds what another process said, or a file of it, to what is searched for secrets. */
  heard(text: string): void;
  /** Fails where anything that was said holds one of Jiro's secrets, as text or in hexadecimal. */
  requireDiscretion(): void;
  close(): Promise<void>;
}

export async function openCardBench(): Promise<CardBench> {
  const folder = mkdtempSync(join(tmpdir(), 'kazasu-card-'));
  const data = join(folder, 'data');
  const log = { write: () => {} };
  const town = await createTown({ port: 0, dataFolder: data, makeKey: keysOfFewPrimes(), log });
  const said: string[] = [];
  let names = 0;
  const fresh = (name: string) => join(folder, `${++names}-${name}`);
  const card = async (...typed: string[]) => {
    const result = await runHere('card', ...typed, '--town', town.urls.index);
    said.push(result.out, result.err);
    return result;
  };
  const ok = async (...typed: string[]) => {
    const { code, out, err } = await card(...typed);
    assert.equal(code, 0, `${typed.join(' ')}: ${err}`);
    return out;
  };
  const record = join(folder, 'record.json');
  const cardFile = join(folder, 'jiro.card');
  writeFileSync(record, JSON.stringify({ resident: JIRO, options: { pins: PINS } }));
  const made = await card('personalise', record, '--out', cardFile, '--data', data);
  assert.equal(made.code, 0, made.err);
  return {
    town,
    data,
    folder,
    record,
    cardFile,
    made,
    env: { KAZASU_PORT: new URL(town.urls.index).port },
    card,
    ok,
    json: async (...typed) => JSON.parse(await ok(...typed, '--json')),
    fresh,
    freshCard: () => {
      const path = fresh('card');
      copyFileSync(cardFile, path);
      return path;
    },
    heard: (text) => void said.push(text),
    requireDiscretion: () => requireDiscretion(said),
    close: async () => {
      await town.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function requireDiscretion(said: readonly string[]): void {
  assert.ok(said.length > 10);
  const secrets = Object.values(PINS).flatMap((pin) => [pin, Buffer.from(pin).toString('hex')]);
  for (const text of said) {
    for (const secret of secrets) {
      assert.doesNotMatch(text, new RegExp(`(?<![0-9A-Za-z])${secret}(?![0-9A-Za-z])`, 'i'));
    }
  }
}
