import { BytesError, equal, fromBase64 } from '@kazasu/bytes';
import { sha256DigestInfo } from '@kazasu/card/integrity';
import { readsAsWritten } from '../api/shown-name.ts';
import type { CreateSignTransaction } from '../api/sign.ts';
import type { SignDocument } from './sealed.ts';
import { SignError } from './sign-error.ts';
import type { SignTransaction } from './sign-transaction-data.ts';

/**
 * `created` waits for an authorization, `begun` for the card, `proved` for the person's decision and the browser; `signed` has a
 * result that the person's session may fetch. The rest are ends: `declined` by the person, `failed` at the card, `expired` before
 * there was a signature, `gone` after its result's time.
 */
export type SignState =
  | 'created'
  | 'begun'
  | 'proved'
  | 'signed'
  | 'declined'
  | 'failed'
  | 'expired'
  | 'gone';

/** The state as it is now, whatever has been swept: time ends everything that has not ended. */
export function signStateAt({ state, expiresAt }: SignTransaction, now: number): SignState {
  if (expiresAt > now) return state;
  if (state === 'signed') return 'gone';
  return state === 'created' || state === 'begun' || state === 'proved' ? 'expired' : state;
}

const SHA256_LENGTH = 32;
const DIGEST_INFO_LENGTH = 51;

/**
 * What a client asks to have signed, as it is kept. Throws a SignError (`sign/request`) for a digest that is neither a SHA-256 nor
 * its DigestInfo, and for a name that does not read as it is written.
 */
export function documentsOf(request: CreateSignTransaction): readonly SignDocument[] {
  const documents = 'documents' in request ? request.documents : [single(request)];
  for (const { digest, name } of documents) {
    checkDigest(digest);
    if (name !== undefined && !readsAsWritten(name)) {
      throw new SignError('sign/request', 'a document name has nothing to read, or characters that hide it');
    }
  }
  return documents;
}

function single({ digest, document_name: name }: Extract<CreateSignTransaction, { digest: string }>) {
  return name === undefined ? { digest } : { digest, name };
}

function checkDigest(digest: string): void {
  const input = octets(digest);
  const fits =
    input !== undefined &&
    (input.length === SHA256_LENGTH ||
      (input.length === DIGEST_INFO_LENGTH &&
        equal(input, sha256DigestInfo(input.subarray(-SHA256_LENGTH)))));
  if (!fits) throw new SignError('sign/request', 'a digest is a SHA-256 or its DigestInfo, in base64');
}

function octets(digest: string): Uint8Array | undefined {
  try {
    return fromBase64(digest);
  } catch (error) {
    if (error instanceof BytesError) return undefined;
    throw error;
  }
}

/** What the card is handed for each document: the octets as the client gave them (wire facts 5.3). */
export function inputsOf({ documents }: Pick<SignTransaction, 'documents'>): readonly Uint8Array[] {
  return documents.map(({ digest }) => fromBase64(digest));
}
