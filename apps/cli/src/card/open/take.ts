import type { Transport } from '@kazasu/card';
import { type TraceSink, tracedTransport } from '@kazasu/card/trace';
import { cardTransport } from '@kazasu/card/virtual';
import { stopwatch } from '@kazasu/server/clock';
import { CommandProblem } from '../../problem.ts';
import type { Terminal } from '../../terminal.ts';
import { atCard, type Holder } from '../explain/index.ts';
import { openCardFile } from '../file/index.ts';
import { type CardKind, recogniseKind } from '../kind.ts';
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
export interface Activated {
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

/** A card that was looked at: `kind` is undefined where it is none that is known here. */
export interface Held extends Activated {
  readonly kind: CardKind | undefined;
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
  const activated = await taken(choice, terminal);
  const card = sink === undefined ? activated : traced(activated, sink);
  try {
    return { ...card, kind: await atCard(card, undefined, () => recogniseKind(card.transport)) };
  } catch (failure) {
    await card.close();
    throw failure;
  }
}

function traced(card: Activated, sink: TraceSink): Activated {
  const transport = tracedTransport(card.transport, sink, { now: stopwatch() });
  return { ...card, transport, close: () => transport.close().then(card.close) };
}

async function taken(choice: CardChoice, terminal: Terminal): Promise<Activated> {
  if (choice.card !== undefined) return fileCard(choice.card);
  if (choice.person !== undefined) return openTownCard(choice.town, choice.person);
  return atCard({ holder: 'reader' }, undefined, () => openReader(choice.reader, terminal));
}

function fileCard(path: string): Activated {
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
