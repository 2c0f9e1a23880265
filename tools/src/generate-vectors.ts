/**
 * `npm run vectors`: writes the transcripts in `vectors/card/` anew, from the card that is there; `--new-card` makes
 * another card first, which changes every file. `npm run vectors -- pki` writes `vectors/pki/` instead; `--fresh` makes
 * other keys first.
 */
import { type CardJson, readVector } from '@kazasu/card/testing';
import { newCard, SCENARIO_FILES, transcriptsOf, writeVector } from './card-vectors/index.ts';
import { writePkiVectors } from './pki-vectors/index.ts';

if (process.argv.includes('pki')) {
  const paths = await writePkiVectors({ fresh: process.argv.includes('--fresh') });
  process.stdout.write(`${paths.join('\n')}\n`);
} else {
  await writeCardVectors();
}

async function writeCardVectors(): Promise<void> {
  const wantsNewCard = process.argv.includes('--new-card');
  const card = wantsNewCard ? await newCard() : readVector<CardJson>('card.json');
  if (wantsNewCard) process.stdout.write(`${writeVector('card.json', card)}\n`);
  for (const file of SCENARIO_FILES) {
    process.stdout.write(`${writeVector(`${file.name}.json`, await transcriptsOf(card, file))}\n`);
  }
}
