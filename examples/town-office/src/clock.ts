/** The only place that reads the time. Milliseconds since 1970. */
export type Clock = () => number;

export const systemClock: Clock = () => Date.now();
