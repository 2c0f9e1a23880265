/** What a verifier must trust: the CA certificates of all generations and the card issuer's public key. */
import { toBase64 } from '@kazasu/bytes';
import type { TrustResponse } from '../api.ts';
import type { AuthorityDeps } from '../deps.ts';

export function trustOf({ hierarchy, cardIssuer }: AuthorityDeps): TrustResponse {
  const { keyId, modulus, exponent } = cardIssuer.trusted;
  return {
    anchors: hierarchy.all.map(({ role, generation, certificate }) => ({
      role,
      generation,
      certificate: toBase64(certificate),
    })),
    cardIssuerKeys: [{ keyId, modulus: toBase64(modulus), exponent: toBase64(exponent) }],
  };
}
