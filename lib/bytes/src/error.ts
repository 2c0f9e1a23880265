/** What can be wrong with bytes from outside. Callers test the code, never the text. */
export type BytesErrorCode =
  | 'bytes/hex'
  | 'bytes/base64'
  | 'bytes/utf8'
  | 'bytes/jis'
  | 'bytes/oid'
  | 'bytes/pem'
  | 'bytes/time'
  | 'bytes/date'
  | 'bytes/der'
  | 'bytes/tlv'
  | 'bytes/budget';

/** The one error of this room. The message names the rule that was broken, never the content. */
export class BytesError extends Error {
  override readonly name = 'BytesError';
  readonly code: BytesErrorCode;
  /** Where in the input, counted in bytes or characters from its start. */
  readonly offset: number | undefined;

  constructor(code: BytesErrorCode, message: string, offset?: number) {
    super(offset === undefined ? message : `${message} (at ${offset})`);
    this.code = code;
    this.offset = offset;
  }
}
