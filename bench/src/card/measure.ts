import { median } from '../login/round.ts';

type Task = () => Promise<void> | void;

/** Milliseconds: long enough that looking at the clock costs nothing, short enough to be rarely interrupted. */
const SLICE = 5;

/**
 * Milliseconds for one run of each task: the median of short slices, in which the tasks take turns, for `seconds` each in
 * all. What else the machine does touches all of them alike, and spoils slices rather than figures.
 */
export async function inTurns(seconds: number, tasks: readonly Task[]): Promise<number[]> {
  const meters = tasks.map((task) => ({ task, slices: [] as number[], milliseconds: 0 }));
  while (meters.some(({ milliseconds }) => milliseconds < seconds * 1000)) {
    for (const meter of meters) {
      const start = performance.now();
      let [runs, spent] = [0, 0];
      do {
        const pending = meter.task();
        if (pending !== undefined) await pending;
        runs += 1;
        spent = performance.now() - start;
      } while (spent < SLICE);
      meter.slices.push(spent / runs);
      meter.milliseconds += spent;
    }
  }
  return meters.map(({ slices }) => median(slices));
}
