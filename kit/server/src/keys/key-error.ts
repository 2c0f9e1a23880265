export type KeyErrorCode =
  /** The name would not be a plain file name. */
  | 'key/name'
  /** The file or folder is open to others, or is not a plain file. */
  | 'key/mode'
  /** The file does not hold a key, or one of another kind. */
  | 'key/kind'
  /** The file or folder cannot be read or written. */
  | 'key/unavailable'
  /** The sealed value is damaged, of another key, or of another context. */
  | 'key/sealed'
  /** The passphrase is missing, wrong, or given for what is not encrypted. */
  | 'key/passphrase'
  /** The token is away, refuses, or holds no such key; the same call may succeed later. */
  | 'key/token';

/** The message names files, never what is in them. */
export class KeyError extends Error {
  override readonly name = 'KeyError';
  readonly code: KeyErrorCode;

  constructor(code: KeyErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}
