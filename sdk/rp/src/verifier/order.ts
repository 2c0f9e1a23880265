import { toBase64 } from '@kazasu/bytes';
import { createHash } from '../crypto.ts';
import { RelyingPartyError } from '../error.ts';
import type { RequestBody } from '../provider/index.ts';

/** What of signed documents the verifier takes. */
export type DocumentMediaType =
  | 'application/pdf'
  | 'application/pkcs7-mime'
  | 'application/pkcs7-signature'
  | 'application/xml';

interface Statement {
  /** One of the contract's, such as `residence-certificate`. */
  readonly purpose: string;
  /** Your own name for the case, at most 64 of `A-Za-z0-9._:/-`: nothing that tells who a person is. */
  readonly reference?: string;
  /** How revocation is learnt; default `crl`. */
  readonly revocation?: 'crl' | 'ocsp';
  /** Made when absent. The same key gets the same answer, and is recorded and charged for once. */
  readonly idempotencyKey?: string;
}

export type VerificationOrder = Statement &
  (
    | {
        /** What `fetchSignature` gives a private relying party. */
        readonly jwe: string;
        /** SHA-256 of what was to be signed, in its order; without them it may be about anything. */
        readonly digests?: readonly Uint8Array[];
      }
    | {
        /** DER, and a value over each digest: what `fetchSignature` gives a government's relying party. */
        readonly certificate: Uint8Array;
        readonly signatures: readonly { readonly digest: Uint8Array; readonly signature: Uint8Array }[];
      }
    | {
        /** A signed document, whole or as a stream; a stream is sent once and never again. */
        readonly document: Uint8Array | AsyncIterable<Uint8Array>;
        readonly mediaType: DocumentMediaType;
      }
    | {
        /** A CMS that stands beside its content. */
        readonly detached: { readonly signature: Uint8Array; readonly content: Uint8Array };
      }
  );

interface Message {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: RequestBody;
  /** Whether the body is gone once it was sent. */
  readonly isOnce: boolean;
  /** Of a document, hexadecimal: a stream's is known when it has been sent. Empty where there is none. */
  readonly documentHash: () => string;
}

/** Throws `rp/parameter` for what could not be sent. */
export function messageOf(order: VerificationOrder, idempotencyKey: string): Message {
  if (!/^[A-Za-z0-9._~:-]{1,100}$/.test(idempotencyKey)) {
    throw new RelyingPartyError('rp/parameter', 'idempotencyKey must be 1 to 100 of A-Za-z0-9._~:-');
  }
  const key = { 'idempotency-key': `"${idempotencyKey}"` };
  if ('document' in order) {
    const { document, mediaType } = order;
    const headers = { ...key, ...statementHeaders(order), 'content-type': mediaType };
    return { headers, ...bodyOf(document) };
  }
  const rest = { isOnce: false, documentHash: () => '' };
  if ('detached' in order) {
    return { headers: { ...key, ...statementHeaders(order) }, body: form(order.detached), ...rest };
  }
  const headers = { ...key, 'content-type': 'application/json' };
  return { headers, body: JSON.stringify({ ...statement(order), ...valuesOf(order) }), ...rest };
}

/** Hashed on its way, so that the answer can be compared with what was sent. */
function bodyOf(document: Uint8Array | AsyncIterable<Uint8Array>): Omit<Message, 'headers'> {
  const hash = createHash('sha256');
  const documentHash = () => hash.copy().digest('hex');
  if (document instanceof Uint8Array) {
    const body = Uint8Array.from(document);
    hash.update(body);
    return { body, isOnce: false, documentHash };
  }
  const passing = async function* () {
    for await (const piece of document) {
      hash.update(piece);
      yield piece;
    }
  };
  return { body: passing(), isOnce: true, documentHash };
}

function valuesOf(
  order: Exclude<VerificationOrder, { readonly document: unknown } | { readonly detached: unknown }>,
) {
  if ('jwe' in order) return { jwe: order.jwe, digests: order.digests?.map(toBase64) };
  return {
    certificate: toBase64(order.certificate),
    signatures: order.signatures.map(({ digest, signature }) => ({
      digest: toBase64(digest),
      signature: toBase64(signature),
    })),
  };
}

function statement({ purpose, reference, revocation = 'crl' }: Statement) {
  return { purpose, reference, revocation };
}

/** Beside a document: an address would end up in logs. Every value is checked, or a line break would begin a header. */
function statementHeaders(order: Statement): Record<string, string> {
  const { purpose, reference, revocation } = statement(order);
  if (![purpose, reference ?? ''].every((text) => /^[A-Za-z0-9._:/-]{0,64}$/.test(text))) {
    throw new RelyingPartyError('rp/parameter', 'purpose and reference must be of A-Za-z0-9._:/-');
  }
  return {
    'kazasu-purpose': purpose,
    'kazasu-revocation': revocation,
    ...(reference !== undefined && { 'kazasu-reference': reference }),
  };
}

function form({ signature, content }: { readonly signature: Uint8Array; readonly content: Uint8Array }) {
  const body = new FormData();
  body.set('signature', new Blob([Uint8Array.from(signature)]), 'signature');
  body.set('content', new Blob([Uint8Array.from(content)]), 'content');
  return body;
}
