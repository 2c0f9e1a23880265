import { BytesError } from '@kazasu/bytes';

/** What can be wrong with a structure from outside. Callers test the code, never the text. */
export type PkiErrorCode =
  /** Not a version that this room judges (X.509 v3, CRL v2, OCSP v1). */
  | 'pki/version'
  /** Algorithm identifiers that contradict each other, or parameters that the algorithm forbids. */
  | 'pki/algorithm'
  | 'pki/serial'
  | 'pki/validity'
  | 'pki/name'
  /** An extension that is malformed, empty where it may not be, or there twice. */
  | 'pki/extension'
  /** A public key that is malformed, too weak or of a kind not supported. */
  | 'pki/key'
  | 'pki/crl'
  | 'pki/ocsp'
  /** A CMS SignedData or an attribute of it that is malformed, or of a kind that is not read. */
  | 'pki/cms'
  /** A time-stamp token, request or response that is malformed. */
  | 'pki/timestamp'
  /** The text items in the signature certificate (subjectAltName). */
  | 'pki/items'
  /** A PDF file whose syntax or structure is not exactly the standard's. */
  | 'pki/pdf'
  /** A PDF file whose cross-references contradict each other or the file. */
  | 'pki/pdf-xref'
  /** A PDF file that does not end where its last revision ends. */
  | 'pki/pdf-end'
  | 'pki/pdf-encrypted'
  /** Not well-formed XML 1.0 in UTF-8 with namespaces, or without a canonical form. */
  | 'pki/xml'
  /** A document type declaration: entities and defaults change what is signed, so none is read. */
  | 'pki/xml-doctype'
  /** A document that is to be signed whole, with a signature in it that would not hold any more. */
  | 'pki/xml-signed'
  /** A signature that is not by the key that it should be by: over a CRL given to be indexed, or a prepared document. */
  | 'pki/signature'
  /** A signature over the bare digest, where the standards want one over its DigestInfo. */
  | 'pki/signature-bare'
  /** Another certificate than the one that a signature was prepared for. */
  | 'pki/signer'
  /** Other content than a signature was prepared for. */
  | 'pki/content'
  /** Prepared data that are not as they were made. */
  | 'pki/prepared'
  /** A PDF that its author lets nobody sign any more, or whose fields leave no place for the signature asked for. */
  | 'pki/pdf-permission'
  | 'pki/pdf-field'
  /** A signature longer than the place that was kept for it. */
  | 'pki/room'
  /** A CRL given to be indexed although one of a higher number was. */
  | 'pki/rolled-back'
  /** A revocation index that is torn, altered, cut off or of another version. */
  | 'pki/index'
  /** Something of our own that was about to be signed and breaks its profile; the message names the check. */
  | 'pki/lint'
  /** Larger, deeper or more numerous than any honest input. */
  | 'pki/budget';

/** The one error of this room. The message names the rule that was broken, never the content. */
export class PkiError extends Error {
  override readonly name = 'PkiError';
  readonly code: PkiErrorCode;

  constructor(code: PkiErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

/** The two errors that a structure from outside may cause; anything else is a fault of ours and goes on up. */
export function isParseError(error: unknown): error is PkiError | BytesError {
  return error instanceof PkiError || error instanceof BytesError;
}

/** What is read, or undefined where the octets refuse it: for what is passed over then, or was judged elsewhere. Other errors go on up. */
export function ifReadable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (isParseError(error)) return undefined;
    throw error;
  }
}
