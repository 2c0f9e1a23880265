/**
 * Makes the vectors in `vectors/card/`: a card once, by the authority, and from it the transcripts that the tables in
 * `scenario/` describe. Refuses to write down an answer whose status is not the one that the scenario's source tells.
 */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type CardJson, type TranscriptsJson, VECTORS } from '@kazasu/card/testing';
import { transcriptOf } from './lab.ts';
import { FLAGS, type Flag, type ScenarioFile } from './scenario/scenario.ts';

export { newCard } from './new-card.ts';
export { SCENARIO_FILES } from './scenario/index.ts';

export async function transcriptsOf(json: CardJson, file: ScenarioFile): Promise<TranscriptsJson> {
  const transcripts = [];
  for (const scenario of file.scenarios) transcripts.push(await transcriptOf(json, scenario));
  const used = new Set<Flag>(file.scenarios.flatMap(({ flags }) => flags));
  return {
    $schema: './transcripts.schema.json',
    title: file.title,
    description: file.description,
    card: 'card.json',
    flags: Object.fromEntries(Object.entries(FLAGS).filter(([flag]) => used.has(flag as Flag))),
    transcripts,
  };
}

export function writeVector(name: string, value: object): string {
  const path = resolve(VECTORS, name);
  writeFileSync(path, `${JSON.stringify(value, undefined, 2)}\n`);
  return path;
}
