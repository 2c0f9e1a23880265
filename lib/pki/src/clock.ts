/**
 * How far somebody else's clock may run ahead of the judge's, in milliseconds: what was signed just now must not count as
 * something from the future. Seconds suffice, because who signs lists, answers and time-stamps keeps the time; more would
 * let them speak of times that have not come.
 */
export const CLOCK_TOLERANCE_MS = 10_000;
