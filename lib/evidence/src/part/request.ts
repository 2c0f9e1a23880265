import { toUtf8 } from '@kazasu/bytes';
import { JsonReader } from '../json/index.ts';

/** What `format` of the part `request` of a verification says. */
export const REQUEST_FORMAT = 'kazasu-evidence-request/1';

/** How the signature came: as values, or in a document of a format. */
export type RequestMethod = 'values' | 'cms' | 'xades' | 'pades';

const METHODS: readonly RequestMethod[] = ['values', 'cms', 'xades', 'pades'];

/** What was asked to be verified, and what for. */
export interface RequestPart {
  readonly method: RequestMethod;
  /** As the tenant stated it. */
  readonly purpose: string;
  readonly revocation: 'crl' | 'ocsp';
  /**
   * The hash of what each signature is over, lower-case hexadecimal, in the order of the part `signature`. For values: SHA-256
   * of the document; for CMS, of its content, and for PDF, of its byte range, as the message-digest attribute has it; for XML:
   * SHA-256 of the canonical SignedInfo.
   */
  readonly digests: readonly string[];
  /** The file that was handed in, if a file was; never with `values`. Which file was meant, and not what was signed. */
  readonly document?: { readonly sha256: string };
  /** The tenant's own name for the case. */
  readonly reference?: string;
}

/** Signatures of one record at most; one at least, or there is nothing that was verified. */
export const SIGNATURES_MAX = 64;

/** Throws as `parseRequestPart` does: what cannot be read must not be recorded. */
export function encodeRequestPart(part: RequestPart): Uint8Array {
  const { method, purpose, revocation, digests, document, reference } = part;
  const content = toUtf8(
    JSON.stringify({
      format: REQUEST_FORMAT,
      method,
      purpose,
      revocation,
      digests,
      ...(document && { document: { sha256: document.sha256 } }),
      ...(reference !== undefined && { reference }),
    }),
  );
  parseRequestPart(content);
  return content;
}

/** Throws `evidence/part` for other members or values, `evidence/budget` for more than there may be. */
export function parseRequestPart(content: Uint8Array): RequestPart {
  const required = ['format', 'method', 'purpose', 'revocation', 'digests'] as const;
  const read = JsonReader.document(content, 'evidence/part').members(required, ['document', 'reference']);
  read.format.oneOf([REQUEST_FORMAT]);
  const method = read.method.oneOf(METHODS);
  if (method === 'values') read.document?.refuse('absent: with values no file is handed in');
  return {
    method,
    purpose: read.purpose.text(),
    revocation: read.revocation.oneOf(['crl', 'ocsp']),
    digests: read.digests.list(SIGNATURES_MAX, 1).map((digest) => digest.digest()),
    ...(read.document && { document: { sha256: read.document.members(['sha256']).sha256.hash() } }),
    ...(read.reference && { reference: read.reference.text() }),
  };
}
