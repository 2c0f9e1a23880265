import { rateLimit } from '@kazasu/server/limit';
import { RateLimiterMemory } from 'rate-limiter-flexible';

/** Keys that are asked for in turn: addresses of a busy process. */
const KEYS = Array.from({ length: 20_000 }, (_, i) => `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`);

/** Counts so many requests, which are all let in. */
export interface Counting {
  readonly name: string;
  count(times: number): Promise<void>;
}

const keyOf = (i: number) => KEYS[i % KEYS.length] ?? '';

/** Ours: bounded memory, no timer. */
export function ownCounting(): Counting {
  const limit = rateLimit({ perSecond: 1_000_000, burst: 1_000_000, most: 50_000 });
  return {
    name: 'kazasu',
    count: async (times) => {
      for (let i = 0; i < times; i += 1) {
        if (limit.take(keyOf(i)) > 0) throw new Error('refused');
      }
    },
  };
}

/** A promise and an entry with a timer for each key. */
export function peerCounting(): Counting {
  const limiter = new RateLimiterMemory({ points: 1_000_000_000, duration: 3_600 });
  return {
    name: 'rate-limiter-flexible',
    count: async (times) => {
      for (let i = 0; i < times; i += 1) await limiter.consume(keyOf(i));
    },
  };
}

/** The least: a number for each key, of a window that never ends. */
export function mapCounting(): Counting {
  const counts = new Map<string, number>();
  return {
    name: 'Map',
    count: async (times) => {
      for (let i = 0; i < times; i += 1) {
        const key = keyOf(i);
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    },
  };
}
