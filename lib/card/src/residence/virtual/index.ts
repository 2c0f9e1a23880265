/**
 * The virtual residence card: answers APDUs from given files to whoever proves to know the card number. It counts
 * nothing and remembers nothing when power goes. Beside it, the triple DES of Node for readers that run there.
 */
import { createCard, type VirtualCard } from '../../virtual/engine/index.ts';
import { NO_CHIP_KEYS } from '../../virtual/no-chip-keys.ts';
import type { ResidenceContents } from './contents.ts';
import { residenceLayout } from './layout.ts';

export type { ResidenceContents } from './contents.ts';
export { nodeTripleDes } from './triple-des.ts';

export interface VirtualResidenceCardParts {
  readonly contents: ResidenceContents;
  /** Twelve characters in ASCII; see isCardNumber. */
  readonly cardNumber: Uint8Array;
  /** Unpredictable octets: challenges and halves of session keys. */
  readonly random: (length: number) => Uint8Array;
}

/** A residence card in the power-on state. */
export function createResidenceCard({
  contents,
  cardNumber,
  random,
}: VirtualResidenceCardParts): VirtualCard {
  return createCard(residenceLayout(contents, cardNumber), {
    memory: { read: () => ({}), write: () => {} },
    keys: NO_CHIP_KEYS,
    random,
  });
}
