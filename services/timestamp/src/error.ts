/** Why the service cannot work; codes never change. */
export type TimestampErrorCode =
  /** Keys, names and store do not belong to one service. */
  | 'timestamp/mismatch'
  /** The clock stands before a time that was given away already. */
  | 'timestamp/clock'
  /** The root has run out, or is too near its end for another unit. */
  | 'timestamp/ended'
  /** No such unit. */
  | 'timestamp/unknown';

/** The one error of this room. The message names the rule that was broken, never what was sent. */
export class TimestampError extends Error {
  override readonly name = 'TimestampError';
  readonly code: TimestampErrorCode;

  constructor(code: TimestampErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
