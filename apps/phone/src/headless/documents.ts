import { BytesError, equal, fromBase64url, toHex } from '@kazasu/bytes';
import { sha256DigestInfo } from '@kazasu/card';
import { type AppTransaction, DOCUMENTS_MAX } from '@kazasu/provider/api';
import { PhoneError } from './phone-error.ts';

/** One document that the person is asked to sign, as far as it ever reaches the phone. */
export interface SigningDocument {
  /** What the card gets: the digest, or its DigestInfo. */
  readonly input: Uint8Array;
  /** SHA-256 of the document, 32 bytes. */
  readonly digest: Uint8Array;
  /** As the relying party calls it. Any text: `harmlessName` is what may be shown of it. */
  readonly name: string | undefined;
}

const DIGEST_LENGTH = 32;
const DIGEST_INFO_LENGTH = 51;

/** Until then something has to be there; at its end the provider forgets what was to be signed. */
const UNDER_WAY: readonly AppTransaction['state'][] = ['waiting', 'opened', 'proved'];

/**
 * What is to be signed; empty when nothing is, or when it is over. An input that is neither a SHA-256 nor the DigestInfo of
 * one is `phone/answer`: the card would sign it, and nobody could be shown what it is.
 */
export function documentsOf({
  signing,
  state,
}: Pick<AppTransaction, 'signing' | 'state'>): readonly SigningDocument[] {
  if (signing === undefined) return [];
  const { documents } = signing;
  const tooFew = documents.length === 0 && UNDER_WAY.includes(state);
  if (tooFew || documents.length > DOCUMENTS_MAX) throw unfit('number of documents');
  return documents.map(({ input, name }) => {
    const bytes = bytesOf(input);
    return { input: bytes, digest: digestIn(bytes), name };
  });
}

function bytesOf(input: string): Uint8Array {
  try {
    return fromBase64url(input);
  } catch (error) {
    if (error instanceof BytesError) throw unfit('encoding of an input');
    throw error;
  }
}

function digestIn(input: Uint8Array): Uint8Array {
  if (input.length === DIGEST_LENGTH) return input;
  const digest = input.slice(-DIGEST_LENGTH);
  if (input.length === DIGEST_INFO_LENGTH && equal(sha256DigestInfo(digest), input)) return digest;
  throw unfit('an input that is no SHA-256');
}

function unfit(what: string): PhoneError {
  return new PhoneError('phone/answer', `cannot be signed: ${what}`);
}

/** The digest in groups of four hexadecimal digits, all sixteen of them. */
export function digestGroups(digest: Uint8Array): readonly string[] {
  return toHex(digest).match(/.{4}/g) ?? [];
}

/** Groups of the short form at each end: 128 bits together. */
const SHORT_GROUPS = 4;

/**
 * The short form: the first and the last four groups. It finds a document again among others. Whoever makes two documents can have them agree in any
 * short form with enough work (2^64 hashes here, 2^32 for half as many digits), so that only the whole tells two apart.
 */
export function shortDigest(digest: Uint8Array): { readonly first: string; readonly last: string } {
  const groups = digestGroups(digest);
  return { first: groups.slice(0, SHORT_GROUPS).join(' '), last: groups.slice(-SHORT_GROUPS).join(' ') };
}
