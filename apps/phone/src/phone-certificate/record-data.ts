import * as v from 'valibot';

const Octets = v.custom<Uint8Array<ArrayBuffer>>((value) => value instanceof Uint8Array && value.length > 0);
const Times = v.object({ authentication: v.number(), signature: v.number() });

/**
 * What this browser keeps. Without the authenticator it opens nothing. In the clear stand the authentication certificate, which names nobody, and when
 * the certificates run out, which is on a birthday; the signature certificate, which names the person, is sealed like the keys.
 */
export const PhoneRecord = v.object({
  version: v.literal(1),
  credentialId: Octets,
  /** What the authenticator is asked about, and what the key is derived with; 32 octets each. */
  prfSalt: Octets,
  keySalt: Octets,
  /** As seal.ts makes it. */
  sealed: v.object({ authentication: Octets, signature: Octets, 'signature-certificate': Octets }),
  /** DER. */
  authenticationCertificate: Octets,
  caCertificates: v.object({ authentication: Octets, signature: Octets }),
  /** Milliseconds since 1970. */
  notAfter: Times,
  issuedAt: v.number(),
});
export type PhoneRecord = v.InferOutput<typeof PhoneRecord>;
