/** How far a row may be trusted: B one credible source, C doubtful or inferred. */
export type Mark = 'B' | 'C';

export interface CardDivergence {
  readonly section: string;
  readonly mark: Mark;
  /** What is not known, in one sentence. */
  readonly unsure: string;
  /** What the virtual card does. */
  readonly value: string;
  /** Where, below lib/card/src. */
  readonly file: string;
}

/** One row of a table of divergences. */
export function row(
  section: string,
  mark: Mark,
  file: string,
  unsure: string,
  value: string,
): CardDivergence {
  return { section, mark, unsure, value, file };
}
