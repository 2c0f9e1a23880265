import { openCard, type Transport } from '@kazasu/card';
import { APP_PATHS } from '@kazasu/provider/api';
import { loginProof } from './login-proof.ts';
import { PhoneError } from './phone-error.ts';
import { type LastTry, type Pins, pinsFor, type TriesLeft } from './pins.ts';
import type { ProofParts, ProofStage } from './proof-part.ts';
import { callProvider } from './provider-call.ts';
import { requireSignatureCertificate, rethrowForSignature, signatureProof } from './signature-proof.ts';
import type { Transaction } from './transaction.ts';

/**
 * How often each PIN that this transaction needs may still be wrong. Costs no try. A card that cannot sign is told from one
 * that can here already: `phone/no-certificate`.
 */
export async function triesOnCard({ view }: Transaction, transport: Transport): Promise<TriesLeft> {
  const card = openCard(transport);
  const tries: { -readonly [pin in keyof TriesLeft]: number } = {};
  try {
    if (view.signing !== undefined) await requireSignatureCertificate(card, transport);
    for (const pin of pinsFor(view)) {
      const left = card.triesLeft(pin);
      tries[pin] = await (pin === 'signature' ? left.catch(rethrowForSignature) : left);
    }
    return tries;
  } catch (error) {
    throw PhoneError.fromCard(error);
  }
}

/** What the card has signed, on its way to the provider. Holds what was read from the card: memory only. */
export interface SignedProof {
  readonly path: string;
  readonly body: object;
}

interface SigningOptions {
  readonly transaction: Transaction;
  readonly transport: Transport;
  readonly pins: Pins;
  readonly lastTry?: LastTry;
  readonly onStage?: (stage: ProofStage) => void | Promise<void>;
}

/**
 * Lets the card sign the challenge, or the documents, and where items are asked for read them out. Nothing is sent; afterwards the
 * card may be taken away. The transport stays open. Rejects with a PhoneError.
 */
export async function signWithCard(options: SigningOptions): Promise<SignedProof> {
  const { transaction, transport, pins, lastTry = {}, onStage = () => {} } = options;
  try {
    requireHonestChallenge(transaction);
    return await proofFor({ view: transaction.view, card: openCard(transport), pins, lastTry, onStage });
  } finally {
    for (const pin of Object.values(pins)) pin?.fill(0);
  }
}

/** Sends it, as often as the network needs: what was signed once need not be signed again. */
export async function sendProof(transaction: Transaction, { path, body }: SignedProof): Promise<Transaction> {
  const { providerBase, token, fetch } = transaction;
  return { ...transaction, view: await callProvider({ providerBase, path, token, body, fetch }) };
}

/** Both. After an error that is not final the same transaction can be proved again. */
export async function proveWithCard(options: SigningOptions): Promise<Transaction> {
  const proof = await signWithCard(options);
  await options.onStage?.('server');
  return sendProof(options.transaction, proof);
}

async function proofFor(parts: ProofParts): Promise<SignedProof> {
  return parts.view.signing === undefined
    ? { path: APP_PATHS.proof, body: await loginProof(parts) }
    : { path: APP_PATHS.signature, body: await signatureProof(parts) };
}

/** The person sees the origin and talks to one provider; the card must sign for that very origin and provider. */
function requireHonestChallenge({ providerBase, view }: Transaction): void {
  const { challenge, relyingParty } = view;
  const ours = challenge.issuer.startsWith(`${providerBase}/`) && challenge.origin === relyingParty.origin;
  if (!ours) throw new PhoneError('phone/challenge', 'the challenge is for somebody else');
}
