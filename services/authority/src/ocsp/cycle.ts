import { DIVERGENCES } from '../divergences.ts';

/**
 * How long an answer outlives its cycle, so that one that was fetched in the last second is still in force when it is
 * judged.
 */
const OVERLAP_MS = 60_000;

/** The cycles are the same for all processes: they are counted from 1970. */
export interface Cycle {
  readonly start: number;
  readonly end: number;
  /** nextUpdate of all answers of this cycle. */
  readonly nextUpdate: number;
}

export function cycleAt(now: number): Cycle {
  const length = DIVERGENCES.ocspLifetimeMs.value;
  const start = Math.floor(now / length) * length;
  const end = start + length;
  return { start, end, nextUpdate: end + OVERLAP_MS };
}
