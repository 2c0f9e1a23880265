import { type Card, CardError, type Transport } from '@kazasu/card';

type Awaitable<T> = T | Promise<T>;

/** A card that can be put on a virtual reader; its answers may come at once or later. */
export interface VpcdCard {
  /** 2 to 33 octets (ISO/IEC 7816-3); by it other software recognises the card. */
  readonly atr: Uint8Array;
  powerOn(): Awaitable<void>;
  powerOff(): Awaitable<void>;
  /** A warm reset: PINs verified are forgotten, the power stays. */
  reset(): Awaitable<void>;
  /** To throw or reject is to be taken off the reader. The command is overwritten after the answer. */
  transmit(command: Uint8Array): Awaitable<Uint8Array>;
}

/** Answers to reset of a My Number Card. */
export const ATR = {
  /** On a contact reader; OpenSC recognises the card by it. */
  contact: Uint8Array.of(0x3b, 0xe0, 0x00, 0xff, 0x81, 0x31, 0xfe, 0x45, 0x14),
  /** As a contactless reader makes one up for it (PC/SC part 3, ISO/IEC 14443 type B); here recognition is by the application. */
  contactless: Uint8Array.of(0x3b, 0x88, 0x80, 0x01, 0, 0, 0, 0, 0x33, 0x81, 0x81, 0x00, 0x3a),
} as const;

/** A card in this process, such as createVirtualCard makes: losing power and being reset are the same to it. */
export function cardInProcess(card: Card, atr: Uint8Array = ATR.contact): VpcdCard {
  const reset = () => card.reset();
  return { atr, powerOn: reset, powerOff: reset, reset, transmit: (command) => card.transmit(command) };
}

/**
 * A card that is elsewhere, such as behind a WebSocket: `open` powers it on, closing the transport powers it off. A
 * card that cannot be opened or breaks off counts as taken away. One order follows the other: whoever goes away while
 * the card is still being opened would otherwise leave it open, in nobody's hand.
 */
export function cardBehind(open: () => Promise<Transport>, atr: Uint8Array = ATR.contact): VpcdCard {
  let transport: Transport | undefined;
  let last: Promise<void> = Promise.resolve();
  const inTurn = (order: () => Promise<void>) => {
    last = last.then(order, order);
    return last;
  };
  const letGo = async () => {
    const held = transport;
    transport = undefined;
    await held?.close();
  };
  const powerOn = () =>
    inTurn(async () => {
      await letGo();
      transport = await open();
    });
  return {
    atr,
    powerOn,
    powerOff: () => inTurn(letGo),
    reset: powerOn,
    transmit: async (command) => {
      if (transport === undefined) throw new CardError('card/removed', 'no power');
      return transport.transmit(command);
    },
  };
}
