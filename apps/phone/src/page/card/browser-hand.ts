import type { PhonePin } from '../../headless/index.ts';
import { type CardReader, cardTime } from '../login/index.ts';
import { Hand } from './hand.ts';

/** A hand in the browser's time. */
export function createHand(readers: () => readonly CardReader[], pins: readonly PhonePin[]): Hand {
  return new Hand({ readers, ...cardTime }, pins);
}
