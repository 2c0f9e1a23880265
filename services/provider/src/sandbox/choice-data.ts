import { findOutcome, type Outcome } from './outcome/index.ts';

/** What was chosen in place of holding a card. */
export interface ChosenOutcome {
  readonly outcome: Outcome;
  /** Whose card is held; undefined where none is. */
  readonly person: string | undefined;
  /** By how much late; only of an outcome that is. */
  readonly delayMs: number;
}

export interface ChoiceRow {
  readonly transaction_id: string;
  readonly outcome: string;
  readonly person: string | null;
  readonly delay_ms: number;
  readonly expires_at: number;
}

/** Undefined for an outcome that this version does not know any more. */
export function chosenOf(row: ChoiceRow): ChosenOutcome | undefined {
  const outcome = findOutcome(row.outcome);
  if (outcome === undefined) return undefined;
  return { outcome, person: row.person ?? undefined, delayMs: row.delay_ms };
}
