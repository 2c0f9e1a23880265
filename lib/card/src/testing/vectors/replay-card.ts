import assert from 'node:assert/strict';
import { fromHex, toHex } from '@kazasu/bytes';
import { triesSpent, vectorCard } from './card.ts';
import type { CardJson, TranscriptJson } from './format.ts';
import { randomFrom } from './random.ts';

/** The virtual card must answer each command byte for byte, and have the tries left that the transcript says. */
export function replayOnCard(json: CardJson, transcript: TranscriptJson): void {
  const random = randomFrom(fromHex(transcript.cardRandom ?? ''));
  const { card, memory } = vectorCard(json, transcript.triesBefore ?? {}, random);
  card.reset();
  for (const [index, exchange] of transcript.exchanges.entries()) {
    if ('reset' in exchange) {
      card.reset();
      continue;
    }
    const response = toHex(card.transmit(fromHex(exchange.command)));
    assert.equal(response, exchange.response, `${transcript.id}, exchange ${index}: ${exchange.command}`);
  }
  assert.deepEqual(triesSpent(json, memory), transcript.triesAfter, `${transcript.id}: tries left`);
}
