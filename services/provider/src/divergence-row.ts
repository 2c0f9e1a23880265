/** How far a value may be trusted, from an official page down to a free decision. */
export type Mark = '公式' | '実装' | '第三者' | 'KC' | '推定' | '不明';

export interface Divergence<Value = unknown> {
  /** Section of the wire facts. */
  readonly section: string;
  readonly mark: Mark;
  /** What is not known, in one sentence. */
  readonly unsure: string;
  /** What this provider does. */
  readonly value: Value;
}

/** One row of a table of guesses. */
export function row<const Value>(
  section: string,
  mark: Mark,
  unsure: string,
  value: Value,
): Divergence<Value> {
  return { section, mark, unsure, value };
}
