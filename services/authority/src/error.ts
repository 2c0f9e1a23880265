/** Why the authority refuses; also the `error` of the answer's body, so codes never change. */
export type AuthorityErrorCode =
  /** No token, or not the one that opens this part. */
  | 'unauthorized'
  /** A page of this origin may not ask. */
  | 'origin_refused'
  /** No such route. */
  | 'not_found'
  /** The body is not of the media type or form that the contract demands. */
  | 'media_type'
  | 'too_large'
  | 'request_invalid'
  /** The record breaks a rule that its form does not show: check digit, date, substitutes. */
  | 'record_invalid'
  /** The portrait is not a grey JP2 of bounded size. */
  | 'portrait_invalid'
  /** `issuedAt` is in the future, before the last card, before birth, or in no life of the CA generation asked for. */
  | 'issued_at_invalid'
  /** A person under 15 gets no signature certificate, and so no password for one. */
  | 'signature_not_allowed'
  | 'resident_exists'
  /** The person has died, or left the country: nothing more happens to card or record. */
  | 'resident_gone'
  /** What is asked for cannot happen to a card in the state that it is in. */
  | 'card_state'
  /** No event of that name. */
  | 'event_unknown'
  /** The face that was brought along is not one that this authority signed for this card. */
  | 'face_invalid'
  /** The message is not one, was not signed by the living signature key of a card, or is too old. */
  | 'signed_message_invalid'
  /** The message was honoured already. */
  | 'signed_message_used'
  | 'consent_unknown'
  /** The consent was withdrawn, has run out, or ended with its giver. */
  | 'consent_ended'
  | 'verifier_exists'
  | 'verifier_unknown'
  /** The verifier's contract does not allow to ask for this purpose. */
  | 'purpose_refused'
  /** The verifier's questions of this day are used up. */
  | 'quota_exceeded'
  | 'resident_unknown'
  /** Something else happened to the card at the same time; nothing was done, and it may be tried again. */
  | 'card_conflict'
  | 'certificate_unknown'
  /** The certificate is revoked already, for another reason. */
  | 'already_revoked'
  /** A revocation in the future, or before the certificate existed. */
  | 'revocation_time_invalid'
  /** Nothing has happened yet, so that there is no head to sign. */
  | 'audit_empty'
  /** No such CA generation or distribution point. */
  | 'crl_unknown'
  /** The CA generation has run out and signs nothing any more. */
  | 'issuer_expired'
  /** The key folder, the configured organisation and the store do not belong to one hierarchy. */
  | 'hierarchy_mismatch'
  /** A ceremony would overwrite something, is not held by enough, or OpenSSL refuses what it made. */
  | 'ceremony_refused'
  /** The store is away or too busy; the same request may succeed later. */
  | 'unavailable'
  /** More was asked from one address than one may, or than a fair share while there is much to do. */
  | 'too_many_requests'
  | 'internal';

/** The one error of this room. The message names the rule that was broken, never what was sent. */
export class AuthorityError extends Error {
  override readonly name = 'AuthorityError';
  readonly code: AuthorityErrorCode;

  constructor(code: AuthorityErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
