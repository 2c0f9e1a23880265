import { CardError } from '../error.ts';
import type { Transport } from '../transport.ts';

/**
 * Commands for one errand. The longest reads a face as long as a file can be: 128 pieces, each fetched with a second
 * command on a reader that shows `61xx`, and what opens it.
 */
export const COMMANDS_MAX = 288;

/** The way to the card for one errand, which ends when the errand does. */
export interface GuardedTransport extends Transport {
  /** From now on every command is refused: what is left of an errand that ran out of time must not go on. */
  end(): void;
}

/**
 * Guards all errands over one transport. A card that leads an errand in circles is CardError `card/response` after
 * {@link COMMANDS_MAX} commands. While a command of an earlier errand still waits for its answer nothing is sent
 * (`card/busy`): the answer would be taken for another's.
 */
export function guardOver(transport: Transport): () => GuardedTransport {
  let underWay = false;
  return () => {
    let commands = 0;
    let ended = false;
    return {
      async transmit(command) {
        if (ended) throw new CardError('card/timeout', 'the errand is over');
        if (underWay) throw new CardError('card/busy', 'an earlier command has no answer yet');
        if (commands++ >= COMMANDS_MAX) throw new CardError('card/response', 'the card comes to no end');
        underWay = true;
        try {
          return await transport.transmit(command);
        } finally {
          underWay = false;
        }
      },
      close: () => transport.close(),
      end() {
        ended = true;
      },
    };
  };
}
