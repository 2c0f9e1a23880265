import { fromBase64 } from '@kazasu/bytes';
import * as v from 'valibot';
import { VerifierError } from '../error.ts';
import { digestIn, type SignatureValue } from '../judge/index.ts';
import { STATEMENT } from './statement.ts';

const base64 = (longest: number) => v.pipe(v.string(), v.base64(), v.minLength(4), v.maxLength(longest));
/** SHA-256 (32 octets) or a DigestInfo with it (51 octets). */
const Digest = base64(68);
/** As many as one record of evidence may have: what is more could be judged, but not proven afterwards. */
export const SIGNATURES_MAX = 64;

/** Signature values with the certificate they are by. */
export const ValuesBody = v.strictObject({
  ...STATEMENT,
  /** DER of the signature certificate. */
  certificate: base64(8_192),
  signatures: v.pipe(
    v.array(v.strictObject({ digest: Digest, signature: base64(1_024) })),
    v.minLength(1),
    v.maxLength(SIGNATURES_MAX),
  ),
});

/** What a private relying party gets from the signature API. */
export const SignedResultBody = v.strictObject({
  ...STATEMENT,
  /** RFC 7516, compact. */
  jwe: v.pipe(v.string(), v.maxLength(128 * 1024), v.regex(/^[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*){4}$/)),
  /** Digests of the documents that ought to have been signed, in their order: then a result for others is not valid. */
  digests: v.optional(v.pipe(v.array(Digest), v.minLength(1), v.maxLength(SIGNATURES_MAX))),
});

export const VerificationBody = v.union([ValuesBody, SignedResultBody]);
export type VerificationBody = v.InferOutput<typeof VerificationBody>;

export function digestOf(text: string): Uint8Array {
  const digest = digestIn(fromBase64(text));
  if (digest === undefined) throw new VerifierError('digest-malformed');
  return digest;
}

export function signatureValueOf({
  digest,
  signature,
}: {
  digest: string;
  signature: string;
}): SignatureValue {
  return { digest: digestOf(digest), signature: fromBase64(signature) };
}
