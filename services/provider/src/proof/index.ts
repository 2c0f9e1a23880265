/**
 * Whether a card was there, and which of its keys: judges the signature over the challenge or the signing message, the certificate, its revocation, and the items
 * with their issuer's signature and the chip they came from. The verdict is a report; which reason the app hears stands in one table (failure.ts).
 * Refuses whatever is not proved, revocation that cannot be learnt included; keeps nothing itself.
 */
export { certificateStatus } from './certificate-status.ts';
export { type FailureCode, failureOf } from './failure.ts';
export { judgeItems } from './judge-items.ts';
export { type AcceptedProof, judgeProof, type ProofInput, type RefusedProof } from './judge-proof.ts';
export {
  type AcceptedSignature,
  judgeSignatureProof,
  type SignatureProofInput,
} from './judge-signature-proof.ts';
export type { Revocation } from './revocation.ts';
export type { SeenCertificate } from './seen-certificate.ts';
export { type Trust, trustOf } from './trust.ts';
