/** Milliseconds since 1970. */
export type Clock = () => number;

/** The only place that reads the time; every caller may bring another clock. */
export const systemClock: Clock = Date.now;
