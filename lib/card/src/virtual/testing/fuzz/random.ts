/** A small seeded generator (xorshift32): a run is repeated by its seed. Nothing here needs to be unpredictable. */
export interface Chance {
  /** 0 to limit − 1. */
  below(limit: number): number;
  octets(length: number): Uint8Array;
  pick<T>(choices: readonly T[]): T;
  /** True once in so many times. */
  onceIn(times: number): boolean;
}

export function chance(seed: number): Chance {
  let state = (seed * 2_654_435_761) >>> 0 || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
  const below = (limit: number) => Math.floor((next() / 2 ** 32) * limit);
  return {
    below,
    octets: (length) => Uint8Array.from({ length }, () => below(256)),
    pick: (choices) => choices[below(choices.length)] as (typeof choices)[number],
    onceIn: (times) => below(times) === 0,
  };
}
