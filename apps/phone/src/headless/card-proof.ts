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

/**
 * Lets the card sign the challenge, or the documents, and where items are asked for read them out; sends the proof. The
 * transport stays open. Rejects with a PhoneError; after one that is not final the same transaction can be proved again.
 */
export async function proveWithCard(options: {
  readonly transaction: Transaction;
  readonly transport: Transport;
  readonly pins: Pins;
  readonly lastTry?: LastTry;
  readonly onStage?: (stage: ProofStage) => void | Promise<void>;
}): Promise<Transaction> {
  const { transaction, transport, pins, lastTry = {}, onStage = () => {} } = options;
  const { providerBase, token, view, fetch } = transaction;
  try {
    requireHonestChallenge(transaction);
    const { path, body } = await proofFor({ view, card: openCard(transport), pins, lastTry, onStage });
    await onStage('server');
    return { ...transaction, view: await callProvider({ providerBase, path, token, body, fetch }) };
  } finally {
    for (const pin of Object.values(pins)) pin?.fill(0);
  }
}

async function proofFor(parts: ProofParts): Promise<{ path: string; body: object }> {
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
