import { median } from '../figure/index.ts';

type Task = () => Promise<void> | void;

/** Milliseconds: long enough that looking at the clock costs nothing, short enough to be rarely interrupted. */
const SLICE = 5;

/** Milliseconds for one run. */
export interface Cost {
  /** By the clock: the median of the slices. */
  readonly clock: number;
  /** What this process used of its processors, garbage collection included. */
  readonly cpu: number;
}

/**
 * Runs the tasks in turns, for `seconds` each in all. What else the machine does touches all of them alike; it spoils
 * slices of the clock, and the processor time not at all.
 */
export async function inTurns(seconds: number, tasks: readonly Task[]): Promise<Cost[]> {
  const meters = tasks.map((task) => ({ task, slices: [] as number[], runs: 0, clock: 0, cpu: 0 }));
  while (meters.some(({ clock }) => clock < seconds * 1000)) {
    for (const meter of meters) {
      const before = process.cpuUsage();
      const start = performance.now();
      let [runs, spent] = [0, 0];
      do {
        const pending = meter.task();
        if (pending !== undefined) await pending;
        runs += 1;
        spent = performance.now() - start;
      } while (spent < SLICE);
      const { user, system } = process.cpuUsage(before);
      meter.slices.push(spent / runs);
      meter.runs += runs;
      meter.clock += spent;
      meter.cpu += (user + system) / 1000;
    }
  }
  return meters.map(({ slices, runs, cpu }) => ({ clock: median(slices), cpu: cpu / runs }));
}
