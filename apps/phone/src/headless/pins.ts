import type { AppTransaction } from '@kazasu/provider/api';

/**
 * The secrets that a person types: the two PINs of four digits, and the password of 6 to 16 capitals and digits that a
 * signature takes.
 */
export type PhonePin = 'authentication' | 'signature' | 'text';

/** ASCII. Handed over for good: all of them are zero once the promise settles. */
export type Pins = { readonly [pin in PhonePin]?: Uint8Array | undefined };

/** For which of them the person has agreed to use the only try that is left. */
export type LastTry = { readonly [pin in PhonePin]?: boolean };

/** How often each may still be wrong; only those that the transaction needs. */
export type TriesLeft = { readonly [pin in PhonePin]?: number };

/** What has to be typed for this transaction, in this order: the plan is known before the card is held. */
export function pinsFor({
  signing,
  items,
}: Pick<AppTransaction, 'signing' | 'items'>): readonly [PhonePin, ...PhonePin[]] {
  const first = signing === undefined ? 'authentication' : 'signature';
  return items.length === 0 ? [first] : [first, 'text'];
}
