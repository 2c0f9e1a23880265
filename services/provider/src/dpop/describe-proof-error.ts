import type { OidcErrorCode } from '@kazasu/oidc';
import { DpopError } from './dpop-error.ts';

/** What a client is told of each fault; whatever has no row is a matter of form. */
const REASONS: { readonly [Code in OidcErrorCode]?: string } = {
  'oidc/jws-algorithm': 'The DPoP proof must be signed with ES256, PS256 or EdDSA',
  'oidc/jwk': 'The key in the DPoP proof cannot be used',
  'oidc/jwk-private': 'The DPoP proof holds a private key',
  'oidc/jws-signature': 'The signature of the DPoP proof does not verify',
  'oidc/http-method': 'htm of the DPoP proof is not the method of the request',
  'oidc/http-uri': 'htu of the DPoP proof is not the address of the request',
  'oidc/issued-in-future': 'iat of the DPoP proof lies in the future',
  'oidc/expired': 'The DPoP proof is too old',
  'oidc/token-hash': 'ath of the DPoP proof is not the hash of the access token',
  'oidc/jti-missing': 'The DPoP proof has no jti',
};

export function describeProofError(code: OidcErrorCode): DpopError {
  return new DpopError('invalid_dpop_proof', REASONS[code] ?? 'The DPoP proof cannot be read');
}
