/**
 * The judgement of what came in: signature values over digests, or signed documents; the signer's certificate, its path to a
 * signature authority, its profile and its revocation. Owns asking the authority, and the words for checks of its own. Keeps
 * nothing and answers nobody; refuses to take for good what could not be learnt.
 */
export { type AskAuthority, type Asked, askAuthority, type RevocationMethod, scopeOf } from './ask.ts';
export { CRL_NUMBER_TABLES } from './crl-number-store.ts';
export { explain, explainText } from './explain.ts';
export {
  judgeValues,
  readCertificate,
  type SignatureValue,
  type ValuesInput,
} from './judge-values.ts';
export type { Judgement } from './judgement.ts';
export { deviceOf, signerProfile } from './profile.ts';
export {
  believeNumbers,
  findRevocation,
  joinFound,
  loadNumbers,
  NOTHING_FOUND,
  type RevocationFound,
} from './revocation.ts';
export { digestIn } from './signature-value.ts';
export { KeptTrust, TRUST_FORM, type Trust } from './trust.ts';
