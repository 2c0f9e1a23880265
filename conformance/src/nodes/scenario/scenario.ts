import type { Violation } from '../history/index.ts';

export interface ScenarioOptions {
  readonly logins: number;
  /** Logins under way at once. */
  readonly concurrent: number;
  /** Cards, each of another person. */
  readonly people: number;
  /** Decides when things go wrong; the same seed tries again, as far as time allows. */
  readonly seed: number;
  /** Where the history is written as it happens; in memory alone when not given. */
  readonly file?: string | undefined;
  readonly onProgress: (line: string) => void;
}

/** What came of it. */
export interface Proof {
  readonly violations: readonly Violation[];
  /** What happened how often. */
  readonly counts: Readonly<Record<string, number>>;
  /** What makes the proof worthless, such as a fault that never came; empty for a good one. */
  readonly doubts: readonly string[];
}

export interface Scenario {
  readonly name: string;
  readonly summary: string;
  run(options: ScenarioOptions): Promise<Proof>;
}
