import type { PhonePin } from '../../headless/index.ts';
import type { CardReader } from '../login/index.ts';
import { cardTimeout } from '../login/index.ts';
import { Hand } from './hand.ts';

/** Long enough to read what is going on, short enough not to wait for it. */
const STAGE_MS = 350;
/** So long a card may be waited for and read. */
const CARD_MS = 60_000;

/** A hand in the browser's time. */
export function createHand(readers: () => readonly CardReader[], pins: readonly PhonePin[]): Hand {
  const world = {
    readers,
    pause: () => new Promise<void>((resolve) => setTimeout(resolve, STAGE_MS)),
    patience: (signal: AbortSignal) =>
      new Promise<never>((_, reject) => {
        const timer = setTimeout(() => reject(cardTimeout()), CARD_MS);
        signal.addEventListener('abort', () => clearTimeout(timer));
      }),
  };
  return new Hand(world, pins);
}
