import type { Figure } from '../figure/index.ts';

export interface VerifyBenchOptions {
  readonly rounds: number;
  /** Of one measurement within a round. */
  readonly seconds: number;
  /** Also the large tree in PostgreSQL, and longer runs. */
  readonly full: boolean;
  /** Names of the measurements to take; none: all. */
  readonly only: readonly string[];
  readonly onProgress: (line: string) => void;
}

/** One file each: takes its figures, side by side with a peer or a limit in the same run. */
export interface VerifyMeasurement {
  readonly name: string;
  run(options: VerifyBenchOptions): Promise<readonly Figure[]>;
}
