/** What a verifier must trust: the CA certificates of all generations and the public keys of those who sign CV certificates. */
import { toBase64, toHex } from '@kazasu/bytes';
import type { TrustResponse } from '../api.ts';
import type { AuthorityDeps } from '../deps.ts';

export function trustOf({ hierarchy, cardIssuers }: AuthorityDeps): TrustResponse {
  return {
    anchors: hierarchy.all.map(({ role, generation, certificate }) => ({
      role,
      generation,
      certificate: toBase64(certificate),
    })),
    cardIssuerKeys: cardIssuers.trusted.map(({ keyId, key }) => ({
      keyId: toHex(keyId),
      modulus: toBase64(key.modulus),
      exponent: toBase64(key.exponent),
    })),
  };
}
