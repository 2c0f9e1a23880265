import { equal } from '@kazasu/bytes';
import type { CvCertificate, RsaPublicKey } from '../application/index.ts';
import type { CheckList } from './check.ts';
import { type IntegrityCrypto, verifyMessage } from './signature.ts';

/** A key that the judge trusts: who may certify the keys of municipalities. */
export interface CvIssuer extends RsaPublicKey {
  /** 16 bytes, all of which are compared. */
  readonly keyId: Uint8Array;
}

/**
 * Follows a chain from its first certificate, which an issuer in the list must have signed, to the last, whose key it
 * answers; undefined when a check failed. The issuer is found by its key identifier: two may have the same number.
 */
export async function certifiedKey(
  chain: readonly CvCertificate[],
  issuers: readonly CvIssuer[],
  crypto: IntegrityCrypto,
  checks: CheckList,
): Promise<RsaPublicKey | undefined> {
  const [first] = chain;
  const issuer = first && issuers.find(({ keyId }) => equal(keyId, first.issuerKeyId));
  if (!checks.note('issuer-known', issuer !== undefined, 'unknown-issuer') || issuer === undefined) return;
  const signed = await isSigned(chain, issuer, crypto);
  return checks.note('certificate-signature', signed, 'signature') ? chain.at(-1) : undefined;
}

async function isSigned(
  chain: readonly CvCertificate[],
  issuer: CvIssuer,
  crypto: IntegrityCrypto,
): Promise<boolean> {
  let above = issuer;
  for (const certificate of chain) {
    if (!equal(certificate.issuerKeyId, above.keyId)) return false;
    if (!(await verifyMessage(above, certificate.body, certificate.signature, crypto))) return false;
    above = { ...certificate, keyId: certificate.subjectKeyId };
  }
  return true;
}
