export type HttpErrorCode = 'http/media-type' | 'http/too-large' | 'http/malformed';

const STATUS = { 'http/media-type': 415, 'http/too-large': 413, 'http/malformed': 400 } as const;

/** A request that cannot be read. The message names the rule, never the content. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly code: HttpErrorCode;

  constructor(code: HttpErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }

  /** The status that fits when the protocol at hand does not demand another (RFC 9110 section 15.5). */
  get status(): 400 | 413 | 415 {
    return STATUS[this.code];
  }
}
