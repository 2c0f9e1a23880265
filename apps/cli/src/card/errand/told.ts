/** What a kind of card tells without a secret: for programs, where null is what it does not tell, and for the screen. */
export interface Told {
  readonly facts: object;
  readonly rows: readonly (readonly string[])[];
}

export const NOT_TOLD = 'not told';
