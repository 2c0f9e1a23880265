/**
 * Having documents signed with the card (署名API): digests in, the person signs, and what was signed comes back, in the clear
 * for a government's relying party, for a platform operator's eyes alone otherwise. Refuses what was not asked to be signed.
 */
export {
  createSignRequest,
  type SignOptions,
  type SignRequest,
  type SignSession,
} from './create-sign-request.ts';
export type { SignableDocument } from './documents.ts';
export {
  type ClearSignature,
  fetchSignature,
  type SignedResult,
  type SignResult,
} from './fetch-signature.ts';
export type { CertificateStatus } from './messages.ts';
