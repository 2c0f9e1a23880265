import { CardError } from '../error.ts';
import type { PinName } from '../pin.ts';
import type { Transport } from '../transport.ts';
import { selectApplication } from './file.ts';
import { applicationOf, type PinOptions, requirePinFormat, verifyPin } from './pin.ts';

/** Commands for one errand: the longest, reading the four items, needs about 20; a card in small pieces more. */
const COMMANDS_MAX = 128;

type Errand<T> = (card: Transport) => Promise<T>;

/** The two kinds of errand: to what is free to read, and to what stands behind a PIN. */
export interface Errands {
  free<T>(aid: Uint8Array, errand: Errand<T>): Promise<T>;
  /** Overwrites the PIN before the promise settles, whatever the outcome. */
  behindPin<T>(
    name: PinName,
    pin: Uint8Array,
    options: PinOptions | undefined,
    errand: Errand<T>,
  ): Promise<T>;
}

/** Errands to one card, one after another, each with its own budget of commands. */
export function errandsOver(transport: Transport): Errands {
  const inTurn = oneAfterAnother();
  return {
    free: (aid, errand) =>
      inTurn(async () => {
        const card = withBudget(transport);
        await selectApplication(card, aid);
        return errand(card);
      }),
    behindPin: (name, pin, options, errand) =>
      inTurn(async () => {
        requirePinFormat(name, pin);
        const card = withBudget(transport);
        await selectApplication(card, applicationOf(name));
        await verifyPin(card, name, pin, options ?? {});
        return errand(card);
      }).finally(() => pin.fill(0)),
  };
}

/** A card that leads us in circles is CardError `card/response` after {@link COMMANDS_MAX} commands. */
function withBudget(transport: Transport): Transport {
  let commands = 0;
  return {
    async transmit(command) {
      if (commands++ >= COMMANDS_MAX) throw new CardError('card/response', 'the card comes to no end');
      return transport.transmit(command);
    },
    close: () => transport.close(),
  };
}

/** A card has one current file: two errands at once would read each other's. */
function oneAfterAnother(): <T>(errand: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (errand) => {
    const next = last.then(errand, errand);
    last = next.catch(() => {});
    return next;
  };
}
