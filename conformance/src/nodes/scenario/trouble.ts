import { setTimeout as sleep } from 'node:timers/promises';

/** Numbers from 0 up to 1 that a seed decides (mulberry32); good enough to choose moments. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface Trouble {
  /** Milliseconds of quiet between two troubles, at least and at most; before the first the least. */
  readonly quiet: readonly [number, number];
  readonly seed: number;
  /** Makes the trouble, and mends it. */
  readonly make: (random: () => number) => Promise<void>;
}

/** Makes trouble again and again for as long as `work` goes on, and lets the last be mended. Resolves to what `work` did and how often there was trouble. */
export async function troubled<T>(
  { quiet, seed, make }: Trouble,
  work: () => Promise<T>,
): Promise<[T, number]> {
  const random = seeded(seed);
  const over = new AbortController();
  let times = 0;
  const troubling = (async () => {
    while (!over.signal.aborted) {
      await sleep(quiet[0] + random() * (quiet[1] - quiet[0]), undefined, { signal: over.signal }).catch(
        () => {},
      );
      if (over.signal.aborted) return;
      times += 1;
      await make(random);
    }
  })();
  const done = await work().finally(async () => {
    over.abort();
    await troubling;
  });
  return [done, times];
}
