/** One line of the table. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What stands beside it, in the same unit. */
  readonly beside?: { readonly name: string; readonly value: number };
  /** What the limit is about; from `value` and `beside` unless the value itself is meant. */
  readonly ratio?: number;
  /** Wanted of the ratio if there is one, or else of the value. */
  readonly limit?: { readonly bound: 'most' | 'least'; readonly of: number };
  readonly note?: string;
}

/** Whether the figure keeps its limit; undefined if it has none. */
export function keepsLimit({ value, ratio = value, limit }: Figure): boolean | undefined {
  if (limit === undefined) return undefined;
  return limit.bound === 'most' ? ratio <= limit.of : ratio >= limit.of;
}
