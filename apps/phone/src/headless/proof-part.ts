import { type CardReader, sha256DigestInfo } from '@kazasu/card';
import { chipMessage, type ProvedItems, provedItems } from '@kazasu/provider/api';
import { PhoneError } from './phone-error.ts';
import type { LastTry, PhonePin, Pins } from './pins.ts';
import type { Transaction } from './transaction.ts';

/** What is going on; which of them there are, see {@link stagesFor}. */
export type ProofStage = 'certificate' | 'signature' | 'items' | 'server';

/** The stages of this transaction's proof, in their order. */
export function stagesFor({ signing, items }: Transaction['view']): readonly ProofStage[] {
  const first: ProofStage[] = signing === undefined ? ['certificate', 'signature'] : ['signature'];
  return items.length === 0 ? [...first, 'server'] : [...first, 'items', 'server'];
}

/** What both kinds of proof are made from. */
export interface ProofParts {
  readonly view: Transaction['view'];
  readonly card: CardReader;
  readonly pins: Pins;
  readonly lastTry: LastTry;
  readonly onStage: (stage: ProofStage) => void | Promise<void>;
}

/** The PIN, which the caller must have handed over. */
export function pinIn(pins: Pins, pin: PhonePin): Uint8Array {
  const typed = pins[pin];
  if (typed === undefined) throw new PhoneError('card/pin-format', 'not handed over', { pin });
  return typed;
}

/**
 * The items, and both chip keys' signatures for this transaction and certificate: files copied from another card have none.
 * Undefined where no items are asked for.
 */
export async function proveItems(
  { view, card, pins, lastTry, onStage }: ProofParts,
  certificate: Uint8Array,
): Promise<ProvedItems | undefined> {
  if (view.items.length === 0) return undefined;
  await onStage('items');
  const digestInfo = await digestInfoOf(chipMessage(view.challenge, await sha256(certificate)));
  const options = { useLastTry: lastTry.text === true };
  return provedItems(await card.proveItems(pinIn(pins, 'text'), digestInfo, options).catch(rethrow('text')));
}

export function rethrow(pin?: PhonePin): (error: unknown) => never {
  return (error) => {
    throw PhoneError.fromCard(error, pin);
  };
}

export async function digestInfoOf(message: Uint8Array): Promise<Uint8Array> {
  return sha256DigestInfo(await sha256(message));
}

export async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes)));
}
