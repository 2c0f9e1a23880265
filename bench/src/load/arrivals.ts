import { monitorEventLoopDelay } from 'node:perf_hooks';
import { randomBytes } from '../crypto.ts';

export interface Arrivals {
  /** A second, on average. */
  readonly rate: number;
  readonly seconds: number;
}

export interface Waited {
  /** Milliseconds from when each was due to when it was done: who had to wait before being begun waits too. */
  readonly all: readonly number[];
  /** What of that each says it waited for somebody else. */
  readonly others: readonly number[];
  /** How late timers of this process were at one time in a hundred: what its own work adds to a wait. */
  readonly lateMs: number;
}

const RESOLUTION_MS = 1;

/**
 * Begins one after the other at times that no answer has a part in (a Poisson process), and waits for all. `work` resolves to what
 * it waited for others; one that fails fails the measurement.
 */
export async function openLoop(work: () => Promise<number>, { rate, seconds }: Arrivals): Promise<Waited> {
  const [all, others]: [number[], number[]] = [[], []];
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  const underWay: Promise<void>[] = [];
  const start = performance.now();
  for (let due = pause(rate); due < seconds * 1000; due += pause(rate)) {
    const early = start + due - performance.now();
    if (early > 0) await new Promise((resolve) => void setTimeout(resolve, early));
    const at = start + due;
    const done = work().then((waited) => {
      all.push(performance.now() - at);
      others.push(waited);
    });
    underWay.push(done);
  }
  await Promise.all(underWay);
  delay.disable();
  return { all, others, lateMs: Math.max(0, delay.percentile(99) / 1e6 - RESOLUTION_MS) };
}

/** Milliseconds to the next arrival, exponentially distributed. */
function pause(rate: number): number {
  const uniform = (randomBytes(4).readUInt32BE() + 1) / 2 ** 32;
  return (-Math.log(uniform) / rate) * 1000;
}

/** The value that `share` of them do not pass. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
