import { CardError } from '../error.ts';

/** The message names the place of the file that is wrong, never what stands there. */
export function demand(condition: boolean, what: string): asserts condition {
  if (!condition) throw new CardError('card/file', `portrait: ${what}`);
}
