import { type CardReader, openCard, type PinOptions, type ReaderStep } from '@kazasu/card';
import { randomOctets } from '@kazasu/server/random';
import type { Terminal } from '../../terminal.ts';
import { atCard } from '../explain/index.ts';
import { type CardChoice, type Held, takeCard } from '../open/index.ts';
import {
  type CardSecret,
  type Choice,
  createPinSource,
  type Keyboard,
  type PinSource,
  type PinTyped,
} from '../pin/index.ts';

/** What every command that touches a card may be told. */
export interface CardCommandOptions extends CardChoice, PinTyped {
  readonly newPin?: string | undefined;
  readonly useLastTry?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** Whom a command talks to. */
export interface CardContext {
  readonly terminal: Terminal;
  readonly keyboard: Keyboard;
  /** All of standard input, to its end. */
  readonly readStdin: () => Promise<Uint8Array>;
}

/** A card, and everything that a command needs to deal with it. */
export interface AtHand {
  readonly held: Held;
  readonly card: CardReader;
  readonly pins: PinSource;
  readonly terminal: Terminal;
  /** For what needs no secret. */
  free<T>(work: (card: CardReader) => Promise<T>): Promise<T>;
  /** Gets a secret of one of these names, does something with it, and overwrites it, whatever came of that. */
  behind<T, Name extends CardSecret>(
    names: Choice<Name>,
    work: (pin: Uint8Array, options: PinOptions, name: Name) => Promise<T>,
  ): Promise<T>;
  /** How far to go with a secret's tries. */
  readonly pinOptions: PinOptions;
  /** For readers of other cards: shows what is being done, but not to a program. */
  readonly onStep: (step: ReaderStep) => void;
  /** Prints the answer: the object with `--json`, otherwise the text, where there is one. */
  answer(json: object, text?: string): void;
}

/** What is being done, by the steps that the reader tells. */
const PROGRESS: { readonly [step in ReaderStep]: string } = {
  application: 'Talking to the card …',
  pin: 'Showing the card the PIN …',
  session: 'Agreeing on a session with the card …',
  read: 'Reading; leave the card where it is …',
  sign: 'The card is signing; leave it where it is …',
  change: 'Changing the PIN; leave the card where it is …',
};

export async function withCard(
  options: CardCommandOptions,
  context: CardContext,
  errand: (at: AtHand) => Promise<void>,
): Promise<void> {
  const { terminal } = context;
  const held = await takeCard(options, terminal);
  try {
    await errand(atHand(held, options, context));
  } finally {
    await held.close();
  }
}

export function atHand(held: Held, options: CardCommandOptions, context: CardContext): AtHand {
  const { terminal } = context;
  const onStep = (step: ReaderStep) => {
    if (options.json !== true) terminal.progress(PROGRESS[step]);
  };
  const pinOptions = { useLastTry: options.useLastTry === true };
  const card = openCard(held.transport, { random: randomOctets, onStep });
  const pins = createPinSource({ ...options, ...context, known: held.known });
  return {
    held,
    card,
    pins,
    terminal,
    pinOptions,
    onStep,
    free: (work) => atCard(held, undefined, () => work(card)),
    behind: async (names, work) => {
      const { name, pin } = await pins.get(...names);
      try {
        return await atCard(held, name, () => work(pin, pinOptions, name));
      } finally {
        pin.fill(0);
      }
    },
    answer: (json, text) => {
      const said = options.json === true ? JSON.stringify(json, null, 2) : text;
      if (said !== undefined) terminal.out(said);
    },
  };
}
