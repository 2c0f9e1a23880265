/**
 * What a signing transaction keeps, sealed at rest: digests and names before, the result after. A name may name a person, and a
 * government client's result holds a certificate that does.
 */
import { fromUtf8, toUtf8 } from '@kazasu/bytes';
import { seal, unseal, type VersionedKey } from '@kazasu/server/keys';
import * as v from 'valibot';
import { GovernmentSignResult, PrivateSignResult } from '../api/sign.ts';

const SignDocuments = v.array(v.strictObject({ digest: v.string(), name: v.optional(v.string()) }));

/** A digest in base64 as the client gave it, and what the client calls the document. */
export type SignDocument = v.InferOutput<typeof SignDocuments>[number];

const SignResult = v.union([
  v.strictObject(PrivateSignResult.entries),
  v.strictObject(GovernmentSignResult.entries),
]);
export type SignResult = v.InferOutput<typeof SignResult>;

/** Bound to the transaction: moved to another row, or from one column to the other, nothing opens. */
const contextOf = (use: 'documents' | 'result', id: string) => `provider/sign-${use}/${id}`;

export function sealDocuments(key: VersionedKey, id: string, documents: readonly SignDocument[]): Uint8Array {
  return seal(key, toUtf8(JSON.stringify(documents)), contextOf('documents', id));
}

export function unsealDocuments(key: VersionedKey, id: string, sealed: Uint8Array): readonly SignDocument[] {
  return v.parse(SignDocuments, read(unseal(key, sealed, contextOf('documents', id))));
}

export function sealResult(key: VersionedKey, result: SignResult): Uint8Array {
  return seal(key, toUtf8(JSON.stringify(result)), contextOf('result', result.sign_transaction_id));
}

/** Throws when it was sealed for another transaction or with another key. */
export function unsealResult(key: VersionedKey, id: string, sealed: Uint8Array): SignResult {
  return v.parse(SignResult, read(unseal(key, sealed, contextOf('result', id))));
}

function read(bytes: Uint8Array): unknown {
  return JSON.parse(fromUtf8(bytes));
}
