import { CardError, type CardErrorCode } from '@kazasu/card';
import type { AppProblem, AppProblemCode } from '@kazasu/provider/api';
import type { PhonePin } from './pins.ts';

/** Everything that can stop a login, from here, from the provider or from the card. */
export type PhoneErrorCode =
  /** No answer: no network, or the provider is down. */
  | 'phone/unreachable'
  /** An answer that is not what the contract says. */
  | 'phone/answer'
  /** What the card would sign is not what the person is shown. Nothing was signed. */
  | 'phone/challenge'
  /** Something is to be signed, and the card has no signature certificate. Nothing was asked of the person. */
  | 'phone/no-certificate'
  /** The link or QR code holds no transaction. */
  | 'phone/code'
  /** The box of cards does not answer. */
  | 'phone/box'
  /** Another card than the one before: no PIN was sent to it. */
  | 'phone/other-card'
  /** The lock of this phone, which stands in for a PIN, was not opened. */
  | 'phone/lock'
  /** The local agent does not answer, or does not know this page any more. */
  | 'phone/agent'
  /** Another page, or another program of this computer, has the card in its hand. */
  | 'phone/reader-busy'
  /** Items are asked for, which only a card carries: a certificate in the phone does not. */
  | 'phone/needs-card'
  /** Why the provider refused a step. */
  | `provider/${AppProblemCode}`
  | CardErrorCode;

interface PhoneErrorDetail {
  readonly final?: boolean;
  readonly pin?: PhonePin;
  readonly triesLeft?: number | undefined;
  readonly cause?: unknown;
}

/** The one error of this room. The message is for developers and holds nothing of the person. */
export class PhoneError extends Error {
  override readonly name = 'PhoneError';
  readonly code: PhoneErrorCode;
  /** The transaction has ended; the relying party gets an error. */
  readonly final: boolean;
  /** With the card's PIN errors: which PIN, and how many tries it has left. */
  readonly pin: PhonePin | undefined;
  readonly triesLeft: number | undefined;

  constructor(code: PhoneErrorCode, message: string, detail: PhoneErrorDetail = {}) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.code = code;
    this.final = detail.final ?? false;
    this.pin = detail.pin;
    this.triesLeft = detail.triesLeft;
  }

  static fromProblem(problem: AppProblem): PhoneError {
    return new PhoneError(`provider/${problem.error}`, `the provider refused: ${problem.error}`, {
      final: problem.final,
    });
  }

  /**
   * A CardError under its own code; anything else is a fault of ours and stays as it is. A secret that the person does not
   * type, as the birth date that opens the age record, is no PIN to be asked for again: that file stays closed.
   */
  static fromCard(error: unknown, pin?: PhonePin): unknown {
    if (!(error instanceof CardError)) return error;
    // What a reader has said for itself, on the way to what serves as a card.
    if (error.cause instanceof PhoneError) return error.cause;
    const { code, message, triesLeft } = error;
    if (error.pin !== undefined && pin !== undefined && error.pin !== pin) {
      return new PhoneError('card/security-status', message, { cause: error });
    }
    return new PhoneError(code, message, { triesLeft, cause: error, ...(pin === undefined ? {} : { pin }) });
  }
}
