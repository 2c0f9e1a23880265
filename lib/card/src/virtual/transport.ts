import { CardError } from '../error.ts';
import type { Card, Transport } from '../transport.ts';

/** Holds the card to a reader in the same process: power on now, power off at `close`. */
export function cardTransport(card: Card): Transport {
  let present = true;
  card.reset();
  return {
    async transmit(command) {
      if (!present) throw new CardError('card/removed', 'the card was taken away');
      return card.transmit(command);
    },
    async close() {
      if (present) card.reset();
      present = false;
    },
  };
}
