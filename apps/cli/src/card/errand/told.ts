/** What a kind of card tells without a secret: for programs, where null is what it does not tell, and for the screen. */
export interface Told {
  readonly facts: object;
  /** Where it can be told more exactly than by its kind: a phone may be a My Number Card. */
  readonly device?: string | null;
  readonly rows: readonly (readonly string[])[];
}

export const NOT_TOLD = 'not told';
