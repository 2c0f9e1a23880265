import type { Figure } from '../figure/index.ts';

/** One bench of the run. */
export interface ReportSection {
  /** Of `parts.ts`. */
  readonly name: string;
  /** What is typed to measure this alone. */
  readonly command: string;
  readonly figures: readonly Figure[];
}

/** A run, as `docs/performance.json` keeps it. */
export interface ReportData {
  /** The day (UTC). */
  readonly day: string;
  readonly machine: { readonly cores: number; readonly node: string };
  readonly sections: readonly ReportSection[];
}
