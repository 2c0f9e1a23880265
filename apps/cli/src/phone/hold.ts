import { toUtf8 } from '@kazasu/bytes';
import type { Transport } from '@kazasu/card';
import {
  decide,
  openCodeIn,
  openTransaction,
  PhoneError,
  proveWithCard,
  type Transaction,
} from '@kazasu/phone/headless';
import { openWebSocketTransport } from '@kazasu/reader/websocket';
import { CommandProblem } from '../problem.ts';
import { fetchPhoneConfig } from './config.ts';
import type { TypedPins } from './pins.ts';
import { explain } from './refusal.ts';

/** How the phone's part ended. `refused` has a reason and what to do about it. */
export type PhoneOutcome =
  | { readonly outcome: 'approved' | 'declined' }
  | { readonly outcome: 'refused'; readonly reason: string; readonly remedy: string };

interface Held {
  /** The link that opens the app. */
  readonly link: URL;
  readonly person: string;
  readonly pins: TypedPins;
  readonly decline: boolean;
}

/** Opens the transaction, lets the card prove itself and agrees, or stops. */
export async function holdPhone(held: Held): Promise<PhoneOutcome> {
  const { providerBase } = await fetchPhoneConfig(held.link);
  const open = () => step(() => openTransaction(providerBase, openCodeIn(held.link.href) ?? ''));
  if (held.decline) {
    await step(async () => decide(await open(), false));
    return { outcome: 'declined' };
  }
  // The card first: a link opens the app only once, and would be lost if there were no card.
  const card = await step(() => takeCard(held.link, held.person));
  try {
    return await proveAndAgree(await open(), card, held.pins);
  } finally {
    await card.close();
  }
}

async function proveAndAgree(
  transaction: Transaction,
  transport: Transport,
  pins: TypedPins,
): Promise<PhoneOutcome> {
  const typed = { authentication: toUtf8(pins.authentication), text: toUtf8(pins.text) };
  try {
    await decide(await proveWithCard({ transaction, transport, pins: typed }), true);
    return { outcome: 'approved' };
  } catch (error) {
    if (!(error instanceof PhoneError) || error.code === 'phone/unreachable') {
      throw fault(error);
    }
    if (!error.final) {
      await step(() => decide(transaction, false));
    }
    return { outcome: 'refused', ...explain(error) };
  }
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
  const { reason, remedy } = explain(error);
  const code = error.code === 'phone/unreachable' || error.code === 'phone/box' ? 'unreachable' : 'refused';
  return new CommandProblem(code, `The login cannot go on: ${reason}.`, remedy);
}
