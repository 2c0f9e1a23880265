import type { CardContents, CardMemory, ChipKeys } from './contents.ts';
import { createCard, type VirtualCard } from './engine/index.ts';
import { myNumberCard } from './layout/index.ts';

export interface VirtualCardParts {
  readonly contents: CardContents;
  readonly memory: CardMemory;
  readonly keys: ChipKeys;
  /** Unpredictable octets: challenges and the salts of signatures. */
  readonly random: (length: number) => Uint8Array;
}

/** A My Number Card in the power-on state; see {@link createCard}. */
export function createVirtualCard({ contents, ...parts }: VirtualCardParts): VirtualCard {
  return createCard(myNumberCard(contents), parts);
}
