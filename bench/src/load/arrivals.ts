import { randomBytes } from '../crypto.ts';

export interface Arrivals {
  /** A second, on average. */
  readonly rate: number;
  readonly seconds: number;
}

/** Milliseconds from when each was due to when it was done: who had to wait before being begun waits too. */
export interface Waited {
  readonly all: readonly number[];
}

/**
 * Begins one after the other at times that no answer has a part in (a Poisson process), and waits for all. One that fails fails the
 * measurement.
 */
export async function openLoop(work: () => Promise<void>, { rate, seconds }: Arrivals): Promise<Waited> {
  const all: number[] = [];
  const underWay: Promise<void>[] = [];
  const start = performance.now();
  for (let due = pause(rate); due < seconds * 1000; due += pause(rate)) {
    const early = start + due - performance.now();
    if (early > 0) await new Promise((resolve) => void setTimeout(resolve, early));
    const at = start + due;
    underWay.push(work().then(() => void all.push(performance.now() - at)));
  }
  await Promise.all(underWay);
  return { all };
}

/** Milliseconds to the next arrival, exponentially distributed. */
function pause(rate: number): number {
  const uniform = (randomBytes(4).readUInt32BE() + 1) / 2 ** 32;
  return (-Math.log(uniform) / rate) * 1000;
}

/** The value that `share` of them do not pass. */
export function percentile({ all }: Waited, share: number): number {
  const sorted = [...all].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
