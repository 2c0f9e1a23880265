/**
 * Messages that a person signs with the card's signature key, or to end their phone's certificates with the phone's: judged by form, age, path, profile, revocation and
 * signature, and honoured once. Owns the memory of those that were; what a message asks for is others' business.
 */
export { HONOURED } from './message-store.ts';
export {
  firstRefusalOf,
  forgetMessages,
  honourMessage,
  isStatementSignedBy,
  type VerifiedMessage,
  verifyMessage,
} from './verify.ts';
