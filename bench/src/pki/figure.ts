import type { Figure } from '../figure/index.ts';

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
