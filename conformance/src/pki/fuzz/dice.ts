/** A small seeded generator (xorshift32): a throw is repeated by its seed. Nothing here needs to be unpredictable. */
export interface Dice {
  /** 0 to limit − 1. */
  below(limit: number): number;
  pick<T>(choices: readonly T[]): T;
  /** True once in so many times. */
  onceIn(times: number): boolean;
}

export function dice(seed: number): Dice {
  let state = Math.imul(seed + 1, 2_654_435_761) >>> 0 || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
  // The first ones of neighbouring seeds are alike.
  for (let i = 0; i < 8; i++) next();
  const below = (limit: number) => Math.floor((next() / 2 ** 32) * limit);
  return {
    below,
    pick: (choices) => choices[below(choices.length)] as (typeof choices)[number],
    onceIn: (times) => below(times) === 0,
  };
}
