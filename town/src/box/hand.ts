import type { VirtualCard } from '@kazasu/card/virtual';
import { serveCard } from '@kazasu/reader/websocket/serve';
import type { WebSocket } from 'ws';

/** No precise diagnosis (ISO 7816-4): what a card out of reach would say, could it say anything. */
const OUT_OF_REACH = Uint8Array.of(0x6f, 0x00);

/**
 * One card is in one hand at a time. A new connection takes it as another hand would: the old one is cut off and can
 * no longer reach the card, not even with what it had already sent.
 */
export interface Hand {
  give(socket: WebSocket): void;
  /** Takes the card back from whoever has it. */
  empty(): void;
}

export function createHand(card: VirtualCard): Hand {
  let holder: WebSocket | undefined;
  const empty = () => {
    const last = holder;
    holder = undefined;
    last?.terminate();
  };
  return {
    give: (socket) => {
      empty();
      holder = socket;
      card.reset();
      socket.once('close', () => {
        if (holder === socket) {
          holder = undefined;
          card.reset();
        }
      });
      serveCard(socket, {
        transmit: (command) => (holder === socket ? card.transmit(command) : OUT_OF_REACH),
        reset: () => {
          if (holder === socket) {
            card.reset();
          }
        },
      });
    },
    empty,
  };
}
