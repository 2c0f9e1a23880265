import type { SecretName } from './pin.ts';

/** What can go wrong between us and a card. Callers test the code, never the text. */
export type CardErrorCode =
  /** The card left the field, or the connection to it ended. */
  | 'card/removed'
  /** The card did not answer in the time allowed. */
  | 'card/timeout'
  /** A command was started while another was under way. */
  | 'card/busy'
  /** Wrong PIN; `triesLeft` says how many tries remain. */
  | 'card/pin-wrong'
  /** No try is left; only the municipal office can help. */
  | 'card/pin-blocked'
  /** Refused before anything was sent: the PIN cannot be right in this form. */
  | 'card/pin-format'
  /** Refused before anything was sent: one try is left and the caller did not ask to use it. */
  | 'card/last-try'
  /** The card has no such application, file or key. */
  | 'card/not-found'
  /** The card wants a PIN first. */
  | 'card/security-status'
  /** The answer is not what the card's specification allows: too short, too long, never ending, cut off. */
  | 'card/response'
  /** The card does not take secure messaging, or lost its session: whatever was asked for has to start anew. */
  | 'card/session'
  /** A status word that has no meaning here; `status` holds it. */
  | 'card/unexpected-status'
  /** Bytes that are no command APDU, or a command that no APDU can carry. */
  | 'card/command'
  /** A file of the card, or what is to be written into one, breaks the file's format. */
  | 'card/file';

export interface CardErrorDetail {
  readonly pin?: SecretName;
  readonly triesLeft?: number;
  readonly status?: number;
  readonly cause?: unknown;
}

/** The one error of this room. The message names the rule that was broken, never a PIN or a file's content. */
export class CardError extends Error {
  override readonly name = 'CardError';
  readonly code: CardErrorCode;
  /** Which secret a PIN error of the reader is about: an errand may need two. */
  readonly pin: SecretName | undefined;
  /** Only with `card/pin-wrong`, `card/pin-blocked` and `card/last-try`. */
  readonly triesLeft: number | undefined;
  /** The status word, where one led to the error. */
  readonly status: number | undefined;

  constructor(code: CardErrorCode, message: string, detail: CardErrorDetail = {}) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.code = code;
    this.pin = detail.pin;
    this.triesLeft = detail.triesLeft;
    this.status = detail.status;
  }
}
