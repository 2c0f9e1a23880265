import { toUtf8 } from '@kazasu/bytes';
import type { Transport } from '@kazasu/card';
import {
  decide,
  harmlessName,
  openCodeIn,
  openTransaction,
  PhoneError,
  type Pins,
  proveWithCard,
  type Transaction,
  triesOnCard,
  waitForMatch,
} from '@kazasu/phone/headless';
import { openWebSocketTransport } from '@kazasu/reader/websocket';
import { CommandProblem } from '../problem.ts';
import { fetchPhoneConfig } from './config.ts';
import { documentsIn, type ToldDocument, toldRequest } from './documents.ts';
import type { TypedPins } from './pins.ts';
import { explain } from './refusal.ts';

/** How the phone's part ended. `refused` has a reason and what to do about it. */
export type PhoneOutcome = (
  | { readonly outcome: 'approved' | 'declined' }
  | { readonly outcome: 'refused'; readonly reason: string; readonly remedy: string }
) & {
  /** What was to be signed; there is none in a login. */
  readonly documents?: readonly ToldDocument[];
  /** Where the app of the browser's own device leads it, once the person has decided; there is none with a QR code. */
  readonly returnUrl?: string;
};

/** Six digits that are to be typed into the browser that began, until `expiresAt` (milliseconds since 1970, the service's clock). */
export interface ShownDigits {
  readonly digits: string;
  readonly expiresAt: number;
}

interface Held {
  /** The link that opens the app. */
  readonly link: URL;
  readonly person: string;
  readonly pins: TypedPins;
  readonly decline: boolean;
  /** Gets what is to be signed, before it is. */
  readonly note: (text: string) => void;
  /** Gets what a phone would show after reading a QR code; each set of digits once. */
  readonly show: (digits: ShownDigits) => void;
}

/** Opens the transaction, lets the card prove itself and agrees, or stops. */
export async function holdPhone(held: Held): Promise<PhoneOutcome> {
  const { providerBase } = await fetchPhoneConfig(held.link);
  const open = () => step(() => openTransaction(providerBase, openCodeIn(held.link.href) ?? ''));
  if (held.decline) {
    const opened = await open();
    const { view } = await step(() => decide(opened, false));
    return { outcome: 'declined', ...documentsTold(opened, held), ...wayBack(view) };
  }
  // The card first: a link opens the app only once, and would be lost if there were no card.
  const card = await step(() => takeCard(held.link, held.person));
  try {
    const transaction = await matched(await open(), held);
    const told = documentsTold(transaction, held);
    return { ...(await proveAndAgree(transaction, card, held.pins)), ...told };
  } finally {
    await card.close();
  }
}

/** Does nothing where the link was opened on the browser's own device. */
async function matched(transaction: Transaction, { note, show }: Held): Promise<Transaction> {
  const { name, origin } = transaction.view.relyingParty;
  if (transaction.view.state === 'scanned') note(`${harmlessName(name)} (${origin}) asks.`);
  try {
    return await waitForMatch(transaction, { onDigits: show });
  } catch (error) {
    if (!(error instanceof PhoneError) || !error.final) await stopQuietly(transaction);
    throw fault(error);
  }
}

function wayBack({ returnUrl }: Transaction['view']): Pick<PhoneOutcome, 'returnUrl'> {
  return returnUrl === undefined ? {} : { returnUrl };
}

function documentsTold(transaction: Transaction, { note }: Held): Pick<PhoneOutcome, 'documents'> {
  const documents = documentsIn(transaction);
  if (documents === undefined) return {};
  note(toldRequest(transaction, documents));
  return { documents };
}

async function proveAndAgree(
  transaction: Transaction,
  transport: Transport,
  pins: TypedPins,
): Promise<PhoneOutcome> {
  try {
    const typed = await typedFor(transaction, transport, pins);
    const { view } = await decide(await proveWithCard({ transaction, transport, pins: typed }), true);
    return { outcome: 'approved', ...wayBack(view) };
  } catch (error) {
    if (!(error instanceof PhoneError) || error.code === 'phone/unreachable') {
      await stopQuietly(transaction);
      throw fault(error);
    }
    if (!error.final) {
      await step(() => decide(transaction, false));
    }
    return { outcome: 'refused', ...explain(error, transaction.view.signing !== undefined) };
  }
}

async function typedFor(transaction: Transaction, transport: Transport, pins: TypedPins): Promise<Pins> {
  const text = toUtf8(pins.text);
  if (transaction.view.signing === undefined) return { authentication: toUtf8(pins.authentication), text };
  // Nobody is asked for the password of a card that cannot sign, or whose password is blocked.
  const { signature: triesLeft } = await triesOnCard(transaction, transport);
  if (triesLeft === 0)
    throw new PhoneError('card/pin-blocked', 'no try left', { pin: 'signature', triesLeft });
  return { signature: await pins.signature(), text };
}

/** Something else is wrong, and will be told: the relying party need not wait for an answer that never comes. */
async function stopQuietly(transaction: Transaction): Promise<void> {
  await decide(transaction, false).catch(() => {});
}

async function takeCard(link: URL, person: string): Promise<Transport> {
  const box = new URL(`/box/cards/${person}`, link);
  box.protocol = box.protocol === 'https:' ? 'wss:' : 'ws:';
  try {
    return await openWebSocketTransport(box.href);
  } catch (cause) {
    throw new CommandProblem(
      'unreachable',
      `The card box at ${box.origin} does not hand out a card.`,
      cause instanceof Error ? `It said: ${cause.message}. Is this the town you meant?` : '',
    );
  }
}

/** A step that only fails when something is wrong with the request or the service, not with the card. */
async function step<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw fault(error);
  }
}

function fault(error: unknown): unknown {
  if (!(error instanceof PhoneError)) {
    return error;
  }
  const { reason, remedy } = explain(error, false);
  const code = error.code === 'phone/unreachable' || error.code === 'phone/box' ? 'unreachable' : 'refused';
  return new CommandProblem(code, `The phone cannot go on: ${reason}.`, remedy);
}
