import { type Figure, median } from '../figure/index.ts';
import { type Counting, mapCounting, ownCounting, peerCounting } from './counting.ts';
import {
  admit,
  bareRefusing,
  costOf,
  openAdmitting,
  ownRefusing,
  peerRefusing,
  type Refusing,
} from './refusing.ts';

export interface LimitsBenchOptions {
  readonly rounds: number;
  /** Length of each server's turn. */
  readonly seconds: number;
  readonly onProgress: (line: string) => void;
}

const COUNTED = 200_000;
const ADMITTED = 100_000;

/** Processor time, microseconds a request; in turns, after a round that warms up. */
export async function runLimitsBench(
  options: LimitsBenchOptions,
): Promise<{ readonly figures: readonly Figure[] }> {
  return { figures: [...(await counted(options)), await admitted(options), ...(await refused(options))] };
}

async function counted({ rounds, onProgress }: LimitsBenchOptions): Promise<readonly Figure[]> {
  onProgress('counting');
  const all: readonly Counting[] = [ownCounting(), peerCounting(), mapCounting()];
  const took = await inTurns(rounds, all, async (one) => {
    const before = process.threadCpuUsage();
    await one.count(COUNTED);
    return since(before) / COUNTED;
  });
  return beside('a request counted', took);
}

async function admitted({ rounds, onProgress }: LimitsBenchOptions): Promise<Figure> {
  onProgress('the door, let in');
  const took: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const door = openAdmitting();
    const before = process.threadCpuUsage();
    await admit(door, ADMITTED);
    if (round > 0) took.push(since(before) / ADMITTED);
    door.close();
  }
  return { name: 'the door for a request that is let in', value: median(took), unit: 'µs CPU' };
}

async function refused({ rounds, seconds, onProgress }: LimitsBenchOptions): Promise<readonly Figure[]> {
  onProgress('refused');
  const all: readonly { readonly name: string; open(): Refusing }[] = [
    { name: 'kazasu', open: () => ownRefusing(0) },
    { name: 'rate-limiter-flexible', open: peerRefusing },
    { name: 'node:http', open: bareRefusing },
    { name: 'with the pause', open: () => ownRefusing(250) },
  ];
  const took = await inTurns(rounds, all, ({ open }) => costOf(open(), seconds * 1_000));
  const paused = took.get('with the pause') ?? Number.NaN;
  took.delete('with the pause');
  return [
    ...beside('a refused request as a whole', took),
    { name: 'a refused request as a whole, late as shipped', value: paused, unit: 'µs CPU' },
  ];
}

async function inTurns<T extends { readonly name: string }>(
  rounds: number,
  all: readonly T[],
  measure: (one: T) => Promise<number>,
): Promise<Map<string, number>> {
  const took = new Map<string, number[]>(all.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const one of all) {
      const cost = await measure(one);
      if (round > 0) took.get(one.name)?.push(cost);
    }
  }
  return new Map([...took].map(([name, costs]) => [name, median(costs)]));
}

/** The first beside each of the others. */
function beside(name: string, took: ReadonlyMap<string, number>): readonly Figure[] {
  const [[, value] = ['', Number.NaN], ...others] = [...took];
  return others.map(([other, cost]) => ({
    name,
    value,
    unit: 'µs CPU',
    beside: { name: other, value: cost },
    ratio: value / cost,
  }));
}

function since(before: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(before);
  return user + system;
}
