/** Certificates of the next card (facts b.5), for keys that somebody else made. */
import * as v from 'valibot';
import { Base64 } from '../wire.ts';

/** PKCS#10 requests (RFC 2986), DER; what they say beside the key is not looked at. */
export const NextCertificatesRequest = v.strictObject({
  authentication: Base64,
  signature: v.optional(Base64),
});
export type NextCertificatesRequest = v.InferOutput<typeof NextCertificatesRequest>;

/** DER, with those of their CAs. */
export const NextCertificates = v.object({
  authenticationCertificate: Base64,
  authenticationCaCertificate: Base64,
  signatureCertificate: v.optional(Base64),
  signatureCaCertificate: v.optional(Base64),
});
export type NextCertificates = v.InferOutput<typeof NextCertificates>;
