import type { CardImage, CardInstruction, ResidentRecord } from '../api.ts';

/** What became of a card on the reader. `refused`: it does not believe the instruction. */
export type Delivery = 'done' | 'refused' | 'no-card';

/**
 * The card reader on the counter's desk, where there is one. Without it images and instructions are offered as files
 * to whoever stands behind the counter, and portraits are silhouettes.
 */
export interface CounterReader {
  /** A new card for this person. */
  put(resident: ResidentRecord, image: CardImage): Delivery;
  instruct(residentId: string, instruction: CardInstruction): Delivery;
  /** The person's picture, JP2 in base64, as `CardOptions` takes it. */
  portraitOf(residentId: string): string | undefined;
  /** The face file that is on the person's card now, base64. */
  faceOf(residentId: string): string | undefined;
}
