import type { Transport } from '@kazasu/card';
import { tracedTransport } from '@kazasu/card/trace';
import { cardTransport } from '@kazasu/card/virtual';
import { stopwatch } from '@kazasu/server/clock';
import { CommandProblem } from '../../problem.ts';
import type { Terminal } from '../../terminal.ts';
import { atCard, type Holder } from '../explain/index.ts';
import { openCardFile } from '../file/index.ts';
import type { KnownPins } from '../pin/index.ts';
import { openReader } from './reader-card.ts';
import { openTownCard } from './town-card.ts';
import { traceTo } from './trace.ts';

/** Which card is meant, as typed. */
export interface CardChoice {
  readonly reader?: string | undefined;
  readonly person?: string | undefined;
  readonly card?: string | undefined;
  /** Address of the town's index page, for `person`. */
  readonly town: string;
  /** A file, or true for the terminal. */
  readonly trace?: string | true | undefined;
}

/** A card that is there, for this command alone. */
export interface Held {
  readonly holder: Holder;
  /** Where it is, for a person. */
  readonly where: string;
  readonly transport: Transport;
  /** Only a reader tells it. */
  readonly atr: Uint8Array | undefined;
  /** Secrets that need not be asked for. */
  readonly known: KnownPins;
  /** Gives the card back. Idempotent. */
  close(): Promise<void>;
}

export async function takeCard(choice: CardChoice, terminal: Terminal): Promise<Held> {
  const ways = [choice.reader, choice.person, choice.card].filter((way) => way !== undefined);
  if (ways.length > 1) {
    throw new CommandProblem(
      'usage',
      'Several cards are named.',
      'Give one of --reader, --person and --card.',
    );
  }
  // First, so that a trace that cannot be written keeps nobody from the card.
  const sink = choice.trace === undefined ? undefined : traceTo(choice.trace, terminal);
  const held = await taken(choice, terminal);
  if (sink === undefined) return held;
  const transport = tracedTransport(held.transport, sink, { now: stopwatch() });
  return { ...held, transport, close: () => transport.close().then(held.close) };
}

async function taken(choice: CardChoice, terminal: Terminal): Promise<Held> {
  if (choice.card !== undefined) return fileCard(choice.card);
  if (choice.person !== undefined) return openTownCard(choice.town, choice.person);
  return atCard('reader', undefined, () => openReader(choice.reader, terminal));
}

function fileCard(path: string): Held {
  const { card, close } = openCardFile(path);
  return {
    holder: 'file',
    where: `card file ${path}`,
    transport: cardTransport(card),
    atr: undefined,
    known: {},
    close: async () => close(),
  };
}
