import { type TraceSink, tracedCard, tracedTransport } from '@kazasu/card/trace';
import {
  ATR,
  cardBehind,
  cardInProcess,
  serveVpcd,
  type VpcdCard,
  type VpcdEvent,
} from '@kazasu/reader/vpcd';
import { openWebSocketTransport } from '@kazasu/reader/websocket';
import { stopwatch } from '@kazasu/server/clock';
import { CommandProblem } from '../../problem.ts';
import { stopBySignal } from '../../stop-by-signal.ts';
import type { Terminal } from '../../terminal.ts';
import { atCard, type Place } from '../explain/index.ts';
import { openCardFile } from '../file/index.ts';
import type { CardKind } from '../kind.ts';
import { findTownCard, traceTo } from '../open/index.ts';
import type { Address } from './address.ts';

export interface ServeOptions {
  readonly person?: string | undefined;
  readonly card?: string | undefined;
  readonly town: string;
  readonly vpcd: Address;
  readonly trace?: string | true | undefined;
  readonly json?: boolean | undefined;
}

/** `kazasu card serve`: until Ctrl+C or SIGTERM. The reader's driver may come and go meanwhile. */
export async function serveCard(options: ServeOptions, terminal: Terminal): Promise<void> {
  const sink = options.trace === undefined ? undefined : traceTo(options.trace, terminal);
  const served = await cardToServe(options, sink);
  const { signal, stop } = stopBySignal();
  try {
    terminal.note(
      `Serving ${served.what} to ${options.vpcd.host}:${options.vpcd.port}. Ctrl+C takes it away.`,
    );
    const onEvent = teller(terminal, options);
    await atCard(served, undefined, () => serveVpcd({ ...options.vpcd, card: served.card, onEvent, signal }));
  } finally {
    stop();
    served.close();
  }
}

interface Served extends Place {
  readonly what: string;
  readonly card: VpcdCard;
  close(): void;
}

async function cardToServe(options: ServeOptions, sink: TraceSink | undefined): Promise<Served> {
  const { person, card, town } = options;
  if ((person === undefined) === (card === undefined)) {
    throw new CommandProblem(
      'usage',
      'One card is served at a time.',
      'Give either --person ID or --card FILE.',
    );
  }
  return card === undefined ? townCard(town, person ?? '', sink) : cardInFile(card, sink);
}

function cardInFile(path: string, sink: TraceSink | undefined): Served {
  const file = openCardFile(path);
  const card = sink === undefined ? file.card : tracedCard(file.card, sink, { now: stopwatch() });
  return { holder: 'file', what: `the card in ${path}`, card: cardInProcess(card), close: file.close };
}

/** The card stays in the box; each activation is a connection of its own, as the box demands. */
async function townCard(town: string, person: string, sink: TraceSink | undefined): Promise<Served> {
  const { url, kind } = await findTownCard(town, person);
  const now = stopwatch();
  const card = cardBehind(async () => {
    const transport = await openWebSocketTransport(url);
    return sink === undefined ? transport : tracedTransport(transport, sink, { now });
  }, atrOf(kind));
  return { holder: 'town', kind, what: `the town’s card ${person}`, card, close: () => {} };
}

/** By the contact one programs take a card for a My Number Card; the others have no contacts. */
function atrOf(kind: CardKind): Uint8Array {
  return kind === 'my-number' ? ATR.contact : ATR.contactless;
}

const FAULTS: { readonly [code: string]: string } = {
  'vpcd/message': 'The reader’s driver said what nobody understands; the connection is closed.',
  'vpcd/card': 'The card went away. Does the town still run, and does nobody else hold this card?',
  'vpcd/socket': 'The connection to the reader’s driver broke.',
};

const EVENTS: { readonly [type: string]: string } = {
  connected: 'The card is on the virtual reader: other programs can use it now.',
  disconnected: 'The card is off the virtual reader.',
  powerOn: 'Somebody activates the card.',
  powerOff: 'The card is let go.',
  reset: 'The card is reset.',
};

/** Says each change once: while nobody listens, the attempts go on in silence. */
function teller(terminal: Terminal, { vpcd, json }: ServeOptions): (event: VpcdEvent) => void {
  let said = '';
  return (event) => {
    const text = sentence(event, vpcd);
    if (event.type === 'waiting' && text === said) return;
    said = text;
    terminal.note(text);
    if (json === true) {
      terminal.out(
        JSON.stringify('code' in event ? { event: event.type, code: event.code } : { event: event.type }),
      );
    }
  };
}

function sentence(event: VpcdEvent, { host, port }: Address): string {
  if (event.type === 'waiting') {
    return `Waiting for a virtual reader at ${host}:${port} (pcscd with vsmartcard-vpcd).`;
  }
  return event.type === 'fault' ? (FAULTS[event.code] ?? event.code) : (EVENTS[event.type] ?? event.type);
}
