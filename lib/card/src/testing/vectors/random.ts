import { concat, toHex } from '@kazasu/bytes';

export type Random = (length: number) => Uint8Array;

/** Hands out these octets in order, and no others. */
export function randomFrom(octets: Uint8Array): Random {
  let at = 0;
  return (length) => {
    if (at + length > octets.length) throw new Error('more randomness wanted than the vector has');
    at += length;
    return octets.slice(at - length, at);
  };
}

/** Remembers what it handed out. */
export function recordedRandom(random: Random): { random: Random; taken: () => string } {
  const parts: Uint8Array[] = [];
  return {
    random: (length) => {
      const part = random(length);
      parts.push(part.slice());
      return part;
    },
    taken: () => toHex(concat(...parts)),
  };
}
