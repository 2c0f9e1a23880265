/** Answers a second of one responder: by the clock, and by the processor time that it took. */
import { readFileSync } from 'node:fs';
import { type LaneOptions, rateOfLanes } from './lanes.ts';

/** What else the machine does slows the clock's rate of a fast server more than a slow one's; the processor's hardly. */
export interface OcspRate {
  readonly byClock: number;
  readonly byProcessor: number;
}

export const NO_RATE: OcspRate = { byClock: Number.NaN, byProcessor: Number.NaN };

/** `cpuMs`: the responder's processor time until now; not a number where it cannot be known, then the clock stands for it. */
export async function ocspRate(options: LaneOptions, cpuMs: () => Promise<number>): Promise<OcspRate> {
  const [before, start] = [await cpuMs(), performance.now()];
  const byClock = await rateOfLanes(options);
  const elapsed = performance.now() - start;
  const used = (await cpuMs()) - before;
  return { byClock, byProcessor: Number.isNaN(used) ? byClock : (byClock * elapsed) / used };
}

/** In `/proc/PID/stat` the 14th and 15th words are user and system time, in hundredths of a second. */
export async function processorMs(pid: number | undefined): Promise<number> {
  try {
    const words = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ') ?? [];
    return 10 * (Number(words[11]) + Number(words[12]));
  } catch {
    return Number.NaN;
  }
}
