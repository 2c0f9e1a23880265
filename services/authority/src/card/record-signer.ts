import { encodeTlv } from '@kazasu/bytes';
import { cvKeyId } from '@kazasu/card';
import type { Signer } from '@kazasu/pki/issue';
import type { KeyObject } from '../crypto.ts';
import { DIVERGENCES } from '../divergences.ts';
import { rawSignerOf, rsaNumbersOf, signerOf } from '../key.ts';
import type { CvIssuer } from './card-issuers.ts';

/**
 * A municipality's key for the signed records of both applications (facts a.6, a.7), certified by the issuers of both
 * and, as we guess, at the bottom of the master file's chain.
 */
export interface RecordSigner {
  /** EF 0004 of either application. */
  readonly textCertificate: Uint8Array;
  readonly surfaceCertificate: Uint8Array;
  /** Without wrapper, for the master file. */
  readonly lowerCertificate: Uint8Array;
  /** PKCS#1 v1.5 with SHA-256. */
  readonly sign: Signer;
  /** PKCS#1 v1.5 padding around octets that are a DigestInfo already. */
  readonly signDigestInfo: Signer;
}

/** Tag of a CV certificate's wrapper, which files have and data objects do not. */
const WRAPPER = 0x7f21;

export function createRecordSigner(
  key: KeyObject,
  municipality: string,
  issuers: { readonly text: CvIssuer; readonly surface: CvIssuer; readonly intermediate: CvIssuer },
): RecordSigner {
  const keyId = cvKeyId(`${municipality}${DIVERGENCES.recordSigner.value}`, '000');
  const numbers = rsaNumbersOf(key);
  return {
    textCertificate: encodeTlv(WRAPPER, issuers.text.certify(keyId, numbers)),
    surfaceCertificate: encodeTlv(WRAPPER, issuers.surface.certify(keyId, numbers)),
    lowerCertificate: issuers.intermediate.certify(keyId, numbers),
    sign: signerOf(key),
    signDigestInfo: rawSignerOf(key),
  };
}
