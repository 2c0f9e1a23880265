import type { CardState } from '../api.ts';

/** `expired` is never stored: a card runs out by itself. */
export type StoredState = Exclude<CardState, 'expired'>;

/** One card of a resident. */
export interface CardRecord {
  readonly residentId: string;
  /** From 1; the highest is the one that events speak of. */
  readonly sequence: number;
  readonly state: StoredState;
  /** Milliseconds since 1970: when it was ordered, then when it was made. */
  readonly issuedAt: number;
  /** Its last second; null for an ordered one, and for those of before this table, whose end is counted. */
  readonly endsAt: number | null;
  /** Code of the municipality whose key signs what stands on it; null until it is made, or not yet noted. */
  readonly municipality: string | null;
  /** SHA-256 (hex) of the modulus of the key that stands in its face; null where it is not known. */
  readonly faceKey: string | null;
  /** How many instructions were made for it. */
  readonly instructions: number;
  /** What was asked for with an order, sealed; gone when the card is made. */
  readonly ordered: Uint8Array | null;
}
