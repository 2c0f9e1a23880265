/** Serial numbers: of certificates by chance alone, of tokens by a count that the store keeps. */
import { concat } from '@kazasu/bytes';
import { randomOctets } from '@kazasu/server/random';

/** Sixteen octets, the first 01…7F: positive, without padding, and unlike any other. */
export function certificateSerial(): Uint8Array {
  const octets = Uint8Array.from(randomOctets(16));
  octets[0] = 1 + ((octets[0] ?? 0) % 127);
  return octets;
}

const COUNT_OCTETS = 7;
const CHANCE_OCTETS = 9;

/**
 * The count makes numbers of one store differ; what is drawn behind it makes them differ from those of the same store
 * before it was restored from a copy (RFC 3161 section 2.4.2: unique even after an interruption).
 */
export function tokenSerial(count: number): Uint8Array {
  const counted = new Uint8Array(COUNT_OCTETS);
  for (let rest = count, i = COUNT_OCTETS - 1; i >= 0; rest = Math.floor(rest / 256), i--)
    counted[i] = rest % 256;
  return concat(Uint8Array.of(1), counted, randomOctets(CHANCE_OCTETS));
}
