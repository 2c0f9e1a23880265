import { toBase64url } from '@kazasu/bytes';
import { type CardReader, openCard, sha256DigestInfo, type Transport } from '@kazasu/card';
import {
  APP_PATHS,
  type CardProof,
  challengeMessage,
  chipMessage,
  type ProvedItems,
  provedItems,
} from '@kazasu/provider/api';
import { PhoneError } from './phone-error.ts';
import { callProvider } from './provider-call.ts';
import type { Transaction } from './transaction.ts';

/** What is going on, in this order; `items` only when items are asked for. */
export type ProofStage = 'certificate' | 'signature' | 'items' | 'server';

/** ASCII digits. Handed over for good: all of them are zero once the promise settles. */
export interface Pins {
  readonly authentication: Uint8Array;
  /** Needed exactly when items are asked for. */
  readonly text?: Uint8Array | undefined;
}

/** For which PIN the person has agreed to use the only try that is left. */
export type LastTry = { readonly [pin in 'authentication' | 'text']?: boolean };

export interface TriesLeft {
  readonly authentication: number;
  /** Only when items are asked for. */
  readonly text?: number;
}

/** How often each PIN that this transaction needs may still be wrong. Costs no try. */
export async function triesOnCard(transaction: Transaction, transport: Transport): Promise<TriesLeft> {
  const card = openCard(transport);
  try {
    const authentication = await card.triesLeft('authentication');
    if (transaction.view.items.length === 0) return { authentication };
    return { authentication, text: await card.triesLeft('text') };
  } catch (error) {
    throw PhoneError.fromCard(error);
  }
}

/**
 * Lets the card sign the challenge and, where items are asked for, read them out; sends the proof. The transport
 * stays open. Rejects with a PhoneError; after one that is not final the same transaction can be proved again.
 */
export async function proveWithCard(options: {
  readonly transaction: Transaction;
  readonly transport: Transport;
  readonly pins: Pins;
  readonly lastTry?: LastTry;
  readonly onStage?: (stage: ProofStage) => void | Promise<void>;
}): Promise<Transaction> {
  const { transaction, pins } = options;
  try {
    requireHonestChallenge(transaction);
    const proof = await readProof(options);
    await options.onStage?.('server');
    const { providerBase, token, fetch } = transaction;
    const view = await callProvider({ providerBase, path: APP_PATHS.proof, token, body: proof, fetch });
    return { ...transaction, view };
  } finally {
    pins.authentication.fill(0);
    pins.text?.fill(0);
  }
}

/** The person sees the origin and talks to one provider; the card must sign for that very origin and provider. */
function requireHonestChallenge({ providerBase, view }: Transaction): void {
  const { challenge, relyingParty } = view;
  const ours = challenge.issuer.startsWith(`${providerBase}/`) && challenge.origin === relyingParty.origin;
  if (!ours) throw new PhoneError('phone/challenge', 'the challenge is for somebody else');
}

async function readProof(options: Parameters<typeof proveWithCard>[0]): Promise<CardProof> {
  const { transaction, transport, pins, lastTry, onStage } = options;
  const card = openCard(transport);
  await onStage?.('certificate');
  const certificate = await card.readAuthenticationCertificate().catch(rethrow());
  await onStage?.('signature');
  const { challenge, items } = transaction.view;
  const digestInfo = await digestInfoOf(challengeMessage(challenge));
  const signature = await card
    .signWithAuthenticationKey(pins.authentication, digestInfo, {
      useLastTry: lastTry?.authentication === true,
    })
    .catch(rethrow('authentication'));
  const proof = { certificate: toBase64url(certificate), signature: toBase64url(signature) };
  if (items.length === 0) return proof;
  await onStage?.('items');
  const message = chipMessage(challenge, await sha256(certificate));
  return { ...proof, items: await proveItems(card, await digestInfoOf(message), pins.text, lastTry) };
}

/** The items, and both chip keys' signatures for this login: files copied from another card have none. */
async function proveItems(
  card: CardReader,
  digestInfo: Uint8Array,
  pin: Uint8Array | undefined,
  lastTry: LastTry | undefined,
): Promise<ProvedItems> {
  if (pin === undefined) throw new PhoneError('card/pin-format', 'items are asked for', { pin: 'text' });
  const options = { useLastTry: lastTry?.text === true };
  return provedItems(await card.proveItems(pin, digestInfo, options).catch(rethrow('text')));
}

function rethrow(pin?: 'authentication' | 'text'): (error: unknown) => never {
  return (error) => {
    throw PhoneError.fromCard(error, pin);
  };
}

async function digestInfoOf(message: Uint8Array): Promise<Uint8Array> {
  return sha256DigestInfo(await sha256(message));
}

async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes)));
}
