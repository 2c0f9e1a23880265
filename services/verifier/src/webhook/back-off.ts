const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

/** After the first failure; twice as long after each further one. */
const FIRST_MS = 10 * SECOND;
const LONGEST_MS = 6 * HOUR;
/** A delivery that did not succeed in this time is dead. */
export const PATIENCE_MS = 72 * HOUR;

/**
 * How long to wait after so many failed attempts: from half of the step to the whole of it, by `chance` (0 to 1), so that what
 * failed together does not come again together.
 */
export function backOffMs(attempts: number, chance: number): number {
  const step = Math.min(LONGEST_MS, FIRST_MS * 2 ** (Math.min(attempts, 40) - 1));
  return Math.round(step / 2 + (step / 2) * chance);
}
