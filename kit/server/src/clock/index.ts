/** The only place that reads the time. Everything else is handed a {@link Clock}. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A clock for tests and seeding: it stands until it is set. */
export interface SettableClock extends Clock {
  set(milliseconds: number): void;
  advance(milliseconds: number): void;
}

export function settableClock(start: number): SettableClock {
  let time = start;
  return {
    now: () => time,
    set: (milliseconds) => {
      time = milliseconds;
    },
    advance: (milliseconds) => {
      time += milliseconds;
    },
  };
}

/** Milliseconds since some moment, never backwards, whatever the clock is set to: for whoever counts how often something comes. */
export type Ticks = () => number;

export const ticks: Ticks = () => performance.now();

/** Starts measuring; the answer tells the milliseconds since, undisturbed when the clock is set. */
export function stopwatch(): () => number {
  const start = performance.now();
  return () => performance.now() - start;
}
