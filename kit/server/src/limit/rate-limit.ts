import { type Ticks, ticks } from '../clock/index.ts';

export interface RateLimitOptions {
  /** How many a second, for long. */
  readonly perSecond: number;
  /** How many at once, after a while of quiet. */
  readonly burst: number;
}

export interface RateLimit {
  /** Counts one request. 0: it may go on; else the milliseconds after which one more may. What is refused is not counted. */
  take(key: string, limits?: RateLimitOptions): number;
  /** As {@link RateLimit.take}, and counts nothing. */
  look(key: string, limits?: RateLimitOptions): number;
  /** How many keys are remembered. */
  readonly size: number;
}

export interface RateLimitsOptions extends RateLimitOptions {
  /** How many keys are remembered. */
  readonly most: number;
  /** Whom a key is counted with where no more can be remembered; all together when not given. */
  readonly wider?: (key: string) => string;
  readonly ticks?: Ticks;
}

/** The wider ones, when there is no more room: so many times what one key may. */
const WIDER_TIMES = 8;
/** Looked at for each new key, so that there is room before it is wanted. */
const LOOKED_AT = 3;

/**
 * The generic cell rate algorithm (ITU-T I.371, "virtual scheduling"): of each key one number, the time at which it will have been quiet
 * for as long as it takes to have its whole burst again. What lies in the past says as much as nothing, and is forgotten. Nobody who is
 * being limited is ever forgotten to make room: where every place is taken by such keys, new ones share what wider keys may.
 */
export function rateLimit({ most, wider, ticks: now = ticks, ...standard }: RateLimitsOptions): RateLimit {
  const times = new Map<string, number>();
  let cursor = times.entries();
  const shared = new Map<string, number>();

  return {
    take: (key, limits = standard) => count(key, limits, true),
    look: (key, limits = standard) => count(key, limits, false),
    get size() {
      return times.size + shared.size;
    },
  };

  function count(key: string, limits: RateLimitOptions, really: boolean): number {
    const time = now();
    const known = times.get(key);
    if (known !== undefined) return step(times, key, known, { time, limits, really });
    if (really) forgetSome(time);
    if (times.size < most) return step(times, key, 0, { time, limits, really });
    const together = wider?.(key) ?? '';
    const place = shared.has(together) || shared.size < most ? together : '';
    const { perSecond, burst } = limits;
    const more = { perSecond: perSecond * WIDER_TIMES, burst: burst * WIDER_TIMES };
    return step(shared, place, shared.get(place) ?? 0, { time, limits: more, really });
  }

  /** Goes round and round, a few steps at a time. */
  function forgetSome(time: number): void {
    for (let i = 0; i < LOOKED_AT; i += 1) {
      const next = cursor.next();
      if (next.done) {
        cursor = times.entries();
        if (times.size < most) shared.clear();
        return;
      }
      const [key, quietAt] = next.value;
      if (quietAt <= time) times.delete(key);
    }
  }
}

interface Step {
  readonly time: number;
  readonly limits: RateLimitOptions;
  readonly really: boolean;
}

function step(
  within: Map<string, number>,
  key: string,
  before: number,
  { time, limits, really }: Step,
): number {
  const each = 1000 / limits.perSecond;
  const quietAt = (before > time ? before : time) + each;
  const early = quietAt - time - each * limits.burst;
  // Sums of fractions miss whole numbers by less than this.
  if (early > 1e-6) return early;
  if (really) within.set(key, quietAt);
  return 0;
}
