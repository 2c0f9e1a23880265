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

export interface PkiBenchOptions {
  readonly rounds: number;
  /** Of one measurement within a round. */
  readonly seconds: number;
  /** Entries of the large CRL. */
  readonly entries: number;
  /** Names of the measurements to take; none: all. */
  readonly only: readonly string[];
  readonly onProgress: (line: string) => void;
}

/** One file each: takes its figures, side by side with a peer or a limit in the same run. */
export interface Measurement {
  readonly name: string;
  run(options: PkiBenchOptions): Promise<readonly Figure[]>;
}

/** Whether the figure keeps its limit; undefined if it has none. */
export function keepsLimit({ value, ratio = value, limit }: Figure): boolean | undefined {
  if (limit === undefined) return undefined;
  return limit.bound === 'most' ? ratio <= limit.of : ratio >= limit.of;
}
