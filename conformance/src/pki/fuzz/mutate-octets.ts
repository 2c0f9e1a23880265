import type { Dice } from './dice.ts';

/** Octets changed without regard to what they say: flipped, overwritten, cut out, doubled, cut short. */
export function mutateOctets(good: Uint8Array, d: Dice): Uint8Array {
  const at = d.below(good.length);
  const to = Math.min(good.length, at + 1 + d.below(d.pick([2, 8, 64])));
  switch (d.below(6)) {
    case 0:
      return flipped(good, at, 1 << d.below(8));
    case 1:
      return flipped(good, at, 1 + d.below(255));
    case 2:
      return Buffer.concat([good.subarray(0, at), good.subarray(to)]);
    case 3:
      return Buffer.concat([good.subarray(0, to), good.subarray(at)]);
    case 4:
      return good.slice(0, at);
    default:
      return moved(good, at, d.below(good.length), to - at);
  }
}

/** With other bits at one place. */
export function flipped(good: Uint8Array, at: number, mask: number): Uint8Array {
  const copy = good.slice();
  copy[at] = (copy[at] ?? 0) ^ mask;
  return copy;
}

/** Some octets of one place written over another. */
function moved(good: Uint8Array, from: number, to: number, length: number): Uint8Array {
  const copy = good.slice();
  copy.copyWithin(to, from, from + length);
  return copy;
}
