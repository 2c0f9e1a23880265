/** What can stand between a person and a certificate in their phone. */
export type PhoneCertificateErrorCode =
  /** This browser or device cannot keep keys under its lock. */
  | 'phone-certificate/unavailable'
  /** The person stopped, or the time for it ran out. */
  | 'phone-certificate/cancelled'
  /** What opened is not what the keys were sealed under: another authenticator, or a copy of the database. */
  | 'phone-certificate/locked-out'
  /** There is none, or it is not whole. */
  | 'phone-certificate/none'
  | 'phone-certificate/unreachable'
  /** The authority refused: the card's certificate is no longer valid, or the state of the card does not allow it. */
  | 'phone-certificate/refused'
  /** The authority's answer is not what was asked for. */
  | 'phone-certificate/answer';

export class PhoneCertificateError extends Error {
  override readonly name = 'PhoneCertificateError';
  readonly code: PhoneCertificateErrorCode;

  constructor(code: PhoneCertificateErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
