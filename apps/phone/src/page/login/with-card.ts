import type { Transport } from '@kazasu/card';
import { PhoneError } from '../../headless/index.ts';
import type { CardReader } from './card-reader.ts';

export interface CardHolding {
  readonly reader: CardReader;
  /** Rejects when a card has been waited for long enough. */
  readonly patience: ((signal: AbortSignal) => Promise<never>) | undefined;
  /** Gets the card that is at the phone, and nothing once it is away again. */
  readonly onTransport: (transport: Transport | undefined) => void;
}

/** Holds a card to the phone for as long as `use` needs it, and not for ever. */
export async function withCard<T>(
  { reader, patience, onTransport }: CardHolding,
  cardId: string,
  use: (transport: Transport) => Promise<T>,
): Promise<T> {
  const done = new AbortController();
  let transport: Transport | undefined;
  const hold = async () => {
    transport = await reader.open(cardId);
    if (done.signal.aborted) {
      await transport.close();
      throw new PhoneError('card/removed', 'too late');
    }
    onTransport(transport);
    return use(transport);
  };
  try {
    const tooLong = patience?.(done.signal);
    return await (tooLong === undefined ? hold() : Promise.race([hold(), tooLong]));
  } catch (error) {
    throw PhoneError.fromCard(error);
  } finally {
    done.abort();
    onTransport(undefined);
    await transport?.close();
  }
}
