import type { HolderProblemCode } from '@kazasu/provider/api';

export type AccountErrorCode =
  /** Why the provider refused. */
  | `holder/${HolderProblemCode}`
  | 'phone/unreachable'
  | 'phone/answer'
  /** This browser or this device has no screen lock that could make a passkey. */
  | 'passkey/none'
  /** The person closed the question, or did not answer it in time; a browser does not tell these apart. */
  | 'passkey/cancelled'
  | 'passkey/failed';

/** What can go wrong with the account itself. What a card refuses is a PhoneError. The message is for developers. */
export class AccountError extends Error {
  override readonly name = 'AccountError';
  readonly code: AccountErrorCode;

  constructor(code: AccountErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
