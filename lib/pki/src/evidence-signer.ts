import type { AlgorithmIdentifier } from './algorithm.ts';
import type { Certificate } from './certificate.ts';
import { hash } from './crypto.ts';
import { signedBy } from './signature.ts';

/**
 * What is known about somebody who signed a CRL or an OCSP answer. `unsettled`: a limit was reached before it was known.
 * Then the evidence is neither believed nor dismissed: what it says against the certificate may be true.
 */
export type Trust = 'trusted' | 'untrusted' | 'unsettled';

/** A CRL or an OCSP answer: octets with a signature over them. */
export interface SignedEvidence {
  readonly tbs: Uint8Array;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
}

/** Whether a certificate's key signed something; undefined if a budget does not allow to find out. */
export type IsSigned = (signed: SignedEvidence, signer: Certificate) => boolean | undefined;

/** Without a budget. */
export const isSigned: IsSigned = ({ signatureAlgorithm, tbs, signature }, signer) =>
  signedBy(signer, signatureAlgorithm, tbs, signature);

/** SHA-1 of the key's BIT STRING content: `KeyHash` of RFC 6960 section 4.2.1, and method (1) of RFC 5280 section 4.2.1.2. */
export function keyHash(certificate: Certificate): Uint8Array {
  const known = KEY_HASHES.get(certificate);
  if (known !== undefined) return known;
  const made = hash('sha1', certificate.spki.keyBits, 'buffer');
  KEY_HASHES.set(certificate, made);
  return made;
}

/** Asked for every list again, of as many certificates as somebody likes to put into a document. */
const KEY_HASHES = new WeakMap<Certificate, Uint8Array>();
const KEY_NAMES = new WeakMap<Certificate, string>();

function keyName(certificate: Certificate): string {
  const known = KEY_NAMES.get(certificate);
  if (known !== undefined) return known;
  const made = hash('sha256', certificate.spki.encoded, 'hex');
  KEY_NAMES.set(certificate, made);
  return made;
}

/** Certificates of one key together, keys and certificates in the order given: a signature is by all of a group or by none. */
export function groupedByKey(certificates: readonly Certificate[]): readonly (readonly Certificate[])[] {
  // The usual case: nothing to tell apart.
  if (certificates.length < 2) return certificates.length === 0 ? [] : [certificates];
  return [...Map.groupBy(certificates, keyName).values()];
}
