/** What can stand between us and a card before there is one. Callers test the code, never the text. */
export type ReaderErrorCode =
  /** The PC/SC binding is not installed or could not be loaded; the message says how to get it. */
  | 'reader/unsupported'
  /** The PC/SC service does not run, ended, or does not let this user in. */
  | 'reader/service'
  /** No reader is connected, or none of that name. */
  | 'reader/not-found'
  /** A reader is there, but no card on it that answers. */
  | 'reader/no-card'
  /** Another program keeps the card for itself. */
  | 'reader/in-use'
  /** Nothing listens where the driver of a virtual reader should. */
  | 'reader/refused'
  /** What is to be put on a virtual reader has no answer to reset that could be one. */
  | 'reader/atr';

/** The one error of this room for finding a card; what goes wrong on a card is a CardError. */
export class ReaderError extends Error {
  override readonly name = 'ReaderError';
  readonly code: ReaderErrorCode;

  constructor(code: ReaderErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
