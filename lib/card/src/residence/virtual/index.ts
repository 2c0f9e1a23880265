/**
 * The virtual residence card: answers APDUs from given files to whoever proves to know the card number. It counts
 * nothing and remembers nothing when power goes.
 */
import type { Card } from '../../transport.ts';
import { createCard } from '../../virtual/engine/index.ts';
import type { ResidenceContents } from './contents.ts';
import { residenceLayout } from './layout.ts';

export type { ResidenceContents } from './contents.ts';

export interface VirtualResidenceCardParts {
  readonly contents: ResidenceContents;
  /** Twelve characters in ASCII; see isCardNumber. */
  readonly cardNumber: Uint8Array;
  /** Unpredictable octets: challenges and halves of session keys. */
  readonly random: (length: number) => Uint8Array;
}

/** A residence card in the power-on state. */
export function createResidenceCard({ contents, cardNumber, random }: VirtualResidenceCardParts): Card {
  return createCard(residenceLayout(contents, cardNumber), {
    memory: { read: () => ({}), write: () => {} },
    random,
  });
}
