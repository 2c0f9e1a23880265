import { fromBase64url, toHex } from '@kazasu/bytes';
import { cvKeyId, encodeCvCertificate, encodeCvCertificateBody } from '@kazasu/card';
import type { Signer } from '@kazasu/pki/issue';
import type { KeyFolder } from '@kazasu/server/keys';
import type { AuthorityConfig } from '../config.ts';
import { createPublicKey, type KeyObject } from '../crypto.ts';
import { signerOf } from '../key.ts';

/** Who vouches for the items in the text application: a signing key, certified by a CV issuer whom verifiers know. */
export interface CardIssuer {
  /** EF 0004: CV certificate of the key that signs EF 0003. */
  readonly certificate: Uint8Array;
  /** 16 octets: the signing key. */
  readonly signerKeyId: Uint8Array;
  /** Signs the body of EF 0003. */
  readonly sign: Signer;
  /** What verifiers must know to believe the certificate. */
  readonly trusted: { readonly keyId: string; readonly modulus: Uint8Array; readonly exponent: Uint8Array };
}

/** Signatures with PKCS#1 v1.5 are the same every time, so the certificate need not be stored. */
export async function openCardIssuer(keys: KeyFolder, config: AuthorityConfig): Promise<CardIssuer> {
  const [issuer, signer] = await Promise.all([
    keys.loadOrCreate('card-issuer', 'rsa-2048'),
    keys.loadOrCreate('card-signer', 'rsa-2048'),
  ]);
  const issuerKeyId = cvKeyId(config.cardIssuerNumber);
  const signerKeyId = cvKeyId(config.cardSignerNumber);
  const body = encodeCvCertificateBody({ issuerKeyId, subjectKeyId: signerKeyId, ...numbersOf(signer) });
  return {
    certificate: encodeCvCertificate(body, signerOf(issuer)(body)),
    signerKeyId,
    sign: signerOf(signer),
    trusted: { keyId: toHex(issuerKeyId), ...numbersOf(issuer) },
  };
}

/** Modulus and exponent, big-endian. */
function numbersOf(key: KeyObject): { modulus: Uint8Array; exponent: Uint8Array } {
  const { n, e } = createPublicKey(key).export({ format: 'jwk' });
  return { modulus: fromBase64url(n ?? ''), exponent: fromBase64url(e ?? '') };
}
