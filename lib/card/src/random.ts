import { concat } from '@kazasu/bytes';
import { CardError } from './error.ts';

/** Fresh bytes that nobody can foresee. */
export type Random = (length: number) => Uint8Array;

/** A copy that may be overwritten. A source that gives more or less is CardError `card/command`. */
export function take(random: Random, length: number): Uint8Array<ArrayBuffer> {
  const bytes = concat(random(length));
  if (bytes.length !== length) throw new CardError('card/command', 'not as much randomness as asked for');
  return bytes;
}
