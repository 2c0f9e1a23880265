/**
 * `npm run vectors`: writes the transcripts in `vectors/card/` anew, from the card that is there; `--new-card` makes
 * another card first, which changes every file.
 */
import { type CardJson, readVector } from '@kazasu/card/testing';
import { newCard, SCENARIO_FILES, transcriptsOf, writeVector } from './vectors/index.ts';

const wantsNewCard = process.argv.includes('--new-card');
const card = wantsNewCard ? await newCard() : readVector<CardJson>('card.json');
if (wantsNewCard) process.stdout.write(`${writeVector('card.json', card)}\n`);
for (const file of SCENARIO_FILES) {
  process.stdout.write(`${writeVector(`${file.name}.json`, await transcriptsOf(card, file))}\n`);
}
