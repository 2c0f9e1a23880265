import { toUtf8 } from '@kazasu/bytes';
import type { Transport } from '@kazasu/card';
import {
  decide,
  openTransaction,
  PhoneError,
  type Pins,
  proveWithCard,
  type Transaction,
  triesOnCard,
} from '@kazasu/phone/headless';
import type { Performance, Performed } from '@kazasu/provider/api';
import { openWebSocketTransport } from '@kazasu/reader/websocket';

/** What a person knows by heart. */
export interface KnownPins {
  readonly authentication?: string | undefined;
  readonly text?: string | undefined;
  readonly signature?: string | undefined;
}

export interface Stage {
  readonly providerBase: string;
  /** WebSocket address of the box's cards, without a slash at its end. */
  readonly cards: string;
}

/** Another hand may take the card meanwhile; it is picked up again. */
const HOLDS_MAX = 3;

/**
 * One login or signature as this person with this card goes through it. A card that does not work stops it, as a person would, so that
 * the relying party gets an answer. Rejects with a PhoneError where the provider does not answer or knows no such code.
 */
export async function perform(
  stage: Stage,
  { person, code, agree }: Performance,
  pins: KnownPins,
): Promise<Performed> {
  const opened = await openTransaction(stage.providerBase, code);
  try {
    const proved = await prove(`${stage.cards}/${person}`, opened, pins);
    await decide(proved, agree);
    return { outcome: agree ? 'approved' : 'declined' };
  } catch (error) {
    if (!(error instanceof PhoneError) || error.code === 'phone/unreachable') throw error;
    if (!error.final) await decide(opened, false);
    return { outcome: 'refused', reason: error.code };
  }
}

async function prove(card: string, transaction: Transaction, pins: KnownPins): Promise<Transaction> {
  for (let held = 1; ; held += 1) {
    const transport = await openWebSocketTransport(card);
    try {
      return await proveOnce(transport, transaction, pins);
    } catch (error) {
      if (!(error instanceof PhoneError && error.code === 'card/removed' && held < HOLDS_MAX)) throw error;
    } finally {
      await transport.close();
    }
  }
}

async function proveOnce(
  transport: Transport,
  transaction: Transaction,
  pins: KnownPins,
): Promise<Transaction> {
  // A card that cannot sign is told as such, as on every phone.
  await triesOnCard(transaction, transport);
  return proveWithCard({
    transaction,
    transport,
    pins: typed(pins),
    // They are right: the last try is not lost.
    lastTry: { authentication: true, signature: true, text: true },
  });
}

function typed({ authentication, text, signature }: KnownPins): Pins {
  return {
    authentication: authentication === undefined ? undefined : toUtf8(authentication),
    text: text === undefined ? undefined : toUtf8(text),
    signature: signature === undefined ? undefined : toUtf8(signature),
  };
}
