import { type CertificateReference, referenceFault } from '../building-block/index.ts';
import { type Certificate, parseCertificate, publicKeyOf } from '../certificate.ts';
import { digestFormOf } from '../digest-signature.ts';
import { isParseError, PkiError } from '../error.ts';
import { sha256 } from './digest.ts';

/** A value of the card, and whose key is said to have made it. */
export interface SignedValue {
  /** RSASSA-PKCS1-v1_5 with SHA-256, as long as the key's modulus. */
  readonly signature: Uint8Array;
  /** DER. */
  readonly certificate: Uint8Array;
}

/**
 * The certificate, if its key made this signature over these octets and it is the one that was prepared for. PkiError
 * `pki/signer` for another certificate, `pki/key` for a key that is not RSA, `pki/signature-bare` for a signature over the
 * digest without DigestInfo, `pki/signature` for any other, and what `parseCertificate` throws.
 */
export function requireSigner(
  signed: Uint8Array,
  { signature, certificate }: SignedValue,
  references: readonly CertificateReference[],
): Certificate {
  const signer = parseCertificate(certificate);
  if (references.some((reference) => !isMeant(reference, signer))) {
    throw new PkiError('pki/signer', 'another certificate than the one that the signature was prepared for');
  }
  const key = publicKeyOf(signer);
  if (key.family !== 'rsa') throw new PkiError('pki/key', 'a document is assembled for RSA keys alone');
  const form = digestFormOf(key, sha256(signed), signature);
  if (form === 'digest-info') return signer;
  if (form === 'bare-hash') {
    throw new PkiError(
      'pki/signature-bare',
      'signature over the bare digest: ask for one over the DigestInfo',
    );
  }
  throw new PkiError('pki/signature', 'not a signature by this certificate over what was prepared');
}

function isMeant(reference: CertificateReference, certificate: Certificate): boolean {
  try {
    return referenceFault(reference, certificate) === undefined;
  } catch (error) {
    if (isParseError(error)) return false;
    throw error;
  }
}
