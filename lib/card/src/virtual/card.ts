import type { Card } from '../transport.ts';
import type { CardContents, CardMemory } from './contents.ts';
import { type CardKeys, createCard } from './engine/index.ts';
import { myNumberCard } from './layout/index.ts';

export interface VirtualCardParts {
  readonly contents: CardContents;
  readonly memory: CardMemory;
  readonly keys: CardKeys;
  /** Unpredictable octets: challenges and the salts of signatures. */
  readonly random: (length: number) => Uint8Array;
}

/** A My Number Card in the power-on state; see {@link createCard}. */
export function createVirtualCard({ contents, ...parts }: VirtualCardParts): Card {
  return createCard(myNumberCard(contents), parts);
}
