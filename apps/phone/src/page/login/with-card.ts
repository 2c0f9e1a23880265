import { CardError, type Transport } from '@kazasu/card';
import { PhoneError } from '../../headless/index.ts';
import type { CardReader } from './card-reader.ts';

export interface CardHolding {
  readonly reader: CardReader;
  /** Rejects when a card has been waited for long enough. */
  readonly patience: ((signal: AbortSignal) => Promise<never>) | undefined;
  /** The card is taken away: nothing more is sent to it from then on, also where the reader is still on the way to it. */
  readonly away: AbortSignal;
}

/** Holds a card to the phone for as long as `use` needs it, and not for ever. */
export async function withCard<T>(
  { reader, patience, away }: CardHolding,
  cardId: string,
  use: (transport: Transport) => Promise<T>,
): Promise<T> {
  const done = new AbortController();
  const isAway = () => done.signal.aborted || away.aborted;
  let transport: Transport | undefined;
  const hold = async () => {
    transport = await reader.open(cardId);
    if (isAway()) {
      await transport.close();
      throw takenAway();
    }
    return use(whileThere(transport, isAway));
  };
  try {
    const tooLong = patience?.(done.signal);
    const ends = [taken(away, done.signal), ...(tooLong === undefined ? [] : [tooLong])];
    return await Promise.race([hold(), ...ends]);
  } catch (error) {
    throw PhoneError.fromCard(error);
  } finally {
    done.abort();
    await transport?.close();
  }
}

const takenAway = () => new CardError('card/removed', 'taken away');

function taken(away: AbortSignal, done: AbortSignal): Promise<never> {
  return new Promise((_, reject) =>
    away.addEventListener('abort', () => reject(takenAway()), { once: true, signal: done }),
  );
}

/** However long it takes to let the card go: whoever still works on it cannot send it anything. */
function whileThere(transport: Transport, isAway: () => boolean): Transport {
  return {
    transmit: async (command) => {
      if (isAway()) throw takenAway();
      return transport.transmit(command);
    },
    close: () => transport.close(),
  };
}
