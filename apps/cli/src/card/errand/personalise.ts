import { readFileSync } from 'node:fs';
import { CardRequest } from '@kazasu/authority/api';
import { toBase64 } from '@kazasu/bytes';
import * as v from 'valibot';
import { CommandProblem } from '../../problem.ts';
import { type Terminal, table } from '../../terminal.ts';
import { cardFileOf } from '../file/index.ts';
import { requestCard, type TownAccess } from './authority.ts';
import { intoNewFiles } from './out-file.ts';

export interface PersonaliseOptions extends TownAccess {
  readonly out: string;
  /** A JP2 file. */
  readonly portrait?: string | undefined;
  readonly json?: boolean | undefined;
}

/** `kazasu card personalise RECORD.json`: a card for a new resident of the running town, as a file. */
export async function personalise(
  record: string,
  options: PersonaliseOptions,
  terminal: Terminal,
): Promise<void> {
  const { out, portrait } = options;
  const request = readRecord(record);
  const whole =
    portrait === undefined
      ? request
      : { ...request, options: { ...request.options, portrait: toBase64(readPortrait(portrait)) } };
  const image = await intoNewFiles({ out }, async (write) => {
    const card = await requestCard(options, whole);
    write('out', cardFileOf(card));
    return card;
  });
  terminal.note(`Wrote ${out}: whoever holds it holds the card. Use it with --card ${out}.`);
  const { residentId, numbers } = image;
  terminal.out(
    options.json === true
      ? JSON.stringify({ card: out, residentId, numbers }, null, 2)
      : table([
          ['resident', residentId],
          ['file', out],
          ['照合番号A (My Number)', numbers.numberA],
          ['照合番号B', numbers.numberB],
          ['birth date for read age', numbers.birthdate],
          ['security code', numbers.securityCode],
          ['expiry', numbers.expiry],
        ]),
  );
}

function readRecord(path: string): CardRequest {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new CommandProblem(
      'usage',
      `${path} cannot be read as JSON.`,
      'See `kazasu card personalise --help`.',
    );
  }
  const record = v.safeParse(CardRequest, value);
  if (!record.success) {
    const places = new Set(record.issues.map((issue) => v.getDotPath(issue) ?? 'all of it'));
    throw new CommandProblem(
      'usage',
      [...places].map((place) => `${path}: ${place} is missing or not of its form.`).join('\n'),
      'See `kazasu card personalise --help` for a whole record.',
    );
  }
  return record.output;
}

function readPortrait(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch {
    throw new CommandProblem('usage', `${path} cannot be read.`, 'Give a grey JPEG 2000 file (JP2).');
  }
}
