import type { Certificate } from '../certificate.ts';
import { defineRule, passed, undetermined } from '../rule.ts';
import { signedBy } from '../signature.ts';
import type { Crl } from './crl.ts';
import type { CrlSubject } from './subject.ts';

export const CRL_SIGNATURE = defineRule({
  id: 'revocation.crl.signature',
  citation: 'RFC 5280 6.3.3 (g)',
  reasons: {
    'wrong-key': "not signed by the key that signed the certificate (another generation's is not enough)",
  },
});

/**
 * Signed by the key that signed the certificate. RFC 5280 would take any key certified for that name; here each
 * generation publishes its own list, and a list of another generation says nothing about this certificate.
 */
export function checkSignature({ crl, issuer }: CrlSubject) {
  return verifiedOnce(crl, issuer) ? passed(CRL_SIGNATURE) : undetermined(CRL_SIGNATURE, 'wrong-key');
}

/** A parsed CRL is asked for every login of a day; the outcome for one issuer never changes. */
const VERIFIED = new WeakMap<Crl, WeakMap<Certificate, boolean>>();

function verifiedOnce(crl: Crl, issuer: Certificate): boolean {
  const byIssuer = VERIFIED.get(crl) ?? new WeakMap<Certificate, boolean>();
  VERIFIED.set(crl, byIssuer);
  const known = byIssuer.get(issuer);
  if (known !== undefined) return known;
  const result = signedBy(issuer, crl.signatureAlgorithm, crl.tbs, crl.signature);
  byIssuer.set(issuer, result);
  return result;
}
