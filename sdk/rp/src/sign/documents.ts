import { toBase64 } from '@kazasu/bytes';
import { digestInfoOf } from '@kazasu/pki';
import { createHash } from '../crypto.ts';
import { RelyingPartyError } from '../error.ts';

/** What a person is asked to sign. The document stays here: only its digest is sent. */
export type SignableDocument = {
  /** As the person reads it, at most 100 characters. An extension of Kazasu; the real service is not known to take it. */
  readonly name?: string;
} & (
  | {
      /** SHA-256, or what `prepareCms`, `preparePdf` and `prepareXml` give, which has one. */
      readonly digest: Uint8Array;
    }
  | {
      /** Whole, or as a stream of any length (a file, a request's body): hashed piece by piece. */
      readonly content: Uint8Array | AsyncIterable<Uint8Array>;
    }
);

/** Base64 of the DigestInfo of each document, in their order. Throws `rp/parameter`. */
export async function digestsOf(documents: readonly SignableDocument[]): Promise<string[]> {
  if (documents.length === 0) throw new RelyingPartyError('rp/parameter', 'there is no document to sign');
  const digests: string[] = [];
  for (const document of documents) digests.push(toBase64(digestInfoOf(await digestOf(document))));
  return digests;
}

async function digestOf(document: SignableDocument): Promise<Uint8Array> {
  if ('digest' in document) {
    if (document.digest.length === 32) return document.digest;
    throw new RelyingPartyError('rp/parameter', 'a digest must be the 32 octets of a SHA-256');
  }
  const hash = createHash('sha256');
  if (document.content instanceof Uint8Array) hash.update(document.content);
  else for await (const piece of document.content) hash.update(piece);
  return hash.digest();
}
