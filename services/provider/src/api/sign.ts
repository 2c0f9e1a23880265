/**
 * The signature API between a relying party and the provider (wire facts 5). Paths are relative to the provider's base. What
 * no public document names is a row of divergences.ts. All binary values here are standard base64 with padding.
 */
import * as v from 'valibot';
import { DOCUMENTS_MAX } from './app.ts';

export const SIGN_PATHS = {
  /** `POST` CreateSignTransaction with a client's own token → SignTransactionCreated. */
  create: '/sign-transactions',
  /** `GET` with the person's token → SignResult. */
  result: '/sign-transactions/:signTransactionId/result',
} as const;

/** SHA-256 (32 bytes) or a DigestInfo with it (51 bytes). */
const Digest = v.pipe(v.string(), v.regex(/^(?:[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{68})$/));
const DocumentName = v.pipe(v.string(), v.minLength(1), v.maxLength(100));

/** One document as the service knows it, or several as an extension of ours. */
export const CreateSignTransaction = v.union([
  v.strictObject({ digest: Digest, document_name: v.optional(DocumentName) }),
  v.strictObject({
    documents: v.pipe(
      v.array(v.strictObject({ digest: Digest, name: v.optional(DocumentName) })),
      v.minLength(1),
      v.maxLength(DOCUMENTS_MAX),
    ),
  }),
]);
export type CreateSignTransaction = v.InferOutput<typeof CreateSignTransaction>;

export const SignTransactionCreated = v.object({
  sign_transaction_id: v.pipe(v.string(), v.uuid()),
  /** Seconds in which an authorization has to begin. */
  expires_in: v.number(),
});
export type SignTransactionCreated = v.InferOutput<typeof SignTransactionCreated>;

/** A digest as it was asked for, and the 256 bytes that the card gave. */
export const SignatureValue = v.object({ digest: v.string(), signature: v.string() });
export type SignatureValue = v.InferOutput<typeof SignatureValue>;

/** What a private relying party's platform operator finds in the signed result (JWE). */
export const SignedResultContent = v.object({
  /** Issuer identifier of the provider. */
  iss: v.string(),
  /** The platform operator. */
  aud: v.string(),
  /** Seconds since 1970. */
  iat: v.number(),
  client_id: v.string(),
  sign_transaction_id: v.string(),
  /** DER. */
  certificate: v.string(),
  signatures: v.array(SignatureValue),
});
export type SignedResultContent = v.InferOutput<typeof SignedResultContent>;

export const CertificateStatus = v.object({
  status: v.picklist(['good', 'revoked', 'on_hold', 'unknown']),
  check_method: v.picklist(['crl', 'ocsp']),
  /** Seconds since 1970. */
  checked_at: v.number(),
});
export type CertificateStatus = v.InferOutput<typeof CertificateStatus>;

export const PrivateSignResult = v.object({
  sign_transaction_id: v.string(),
  /** RFC 7516, compact; the platform operator alone can open it. */
  sign_certificate_jwe: v.string(),
});
export type PrivateSignResult = v.InferOutput<typeof PrivateSignResult>;

export const GovernmentSignResult = v.object({
  sign_transaction_id: v.string(),
  certificate: v.string(),
  signatures: v.array(SignatureValue),
  certificate_status: CertificateStatus,
});
export type GovernmentSignResult = v.InferOutput<typeof GovernmentSignResult>;

/** Body of a refusal. */
export const SignProblem = v.object({ error: v.string(), error_description: v.string() });
export type SignProblem = v.InferOutput<typeof SignProblem>;
