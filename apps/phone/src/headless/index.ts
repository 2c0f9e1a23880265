/**
 * A login or a signature as the phone goes through it, without a screen: open the transaction, let the card prove itself
 * or sign, agree or stop. The app and the command line share it. Runs in a browser. Keeps nothing: a transaction is a value, a PIN is
 * overwritten as soon as the card has seen it. Decides nothing for the person.
 */

export { harmlessName, isReadable } from '@kazasu/provider/api';
export { proveWithCard, type SignedProof, sendProof, signWithCard, triesOnCard } from './card-proof.ts';
export { digestGroups, documentsOf, type SigningDocument, shortDigest } from './documents.ts';
export { type WaitForMatch, waitForMatch } from './match.ts';
export { openCodeIn } from './open-code.ts';
export { PhoneError, type PhoneErrorCode } from './phone-error.ts';
export { type LastTry, type PhonePin, type Pins, pinsFor, type TriesLeft } from './pins.ts';
export { type ProofStage, stagesFor } from './proof-part.ts';
export type { Fetch } from './provider-call.ts';
export {
  decide,
  extendTransaction,
  openTransaction,
  renewDigits,
  resumeTransaction,
  type Transaction,
} from './transaction.ts';
