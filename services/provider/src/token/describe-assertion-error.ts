import type { OidcError, OidcErrorCode } from '@kazasu/oidc';
import { DIVERGENCES } from '../divergences.ts';
import { TokenError } from './token-error.ts';

/** What the product behind the service says for each fault; faults without a row are told as an invalid token. */
const REASONS: { readonly [Code in OidcErrorCode]?: string } = {
  'oidc/jws-signature': 'Signature on JWT token failed validation',
  'oidc/issuer': 'Issuer mismatch. The issuer should match the subject',
  'oidc/subject': 'Token sub claim is required',
  'oidc/audience': 'Invalid token audience',
  'oidc/expiry-missing': 'Token exp claim is required',
  'oidc/expired': 'Token is not active',
  'oidc/not-yet-valid': 'Token is not active',
  'oidc/expiry-too-far': 'Token expiration is too far in the future and iat claim not present in token',
  'oidc/issued-in-future': 'Token was issued in the future',
  'oidc/jti-missing': 'Token jti claim is required',
};

export function describeAssertionError(error: OidcError, hasKeys: boolean): TokenError {
  if (!hasKeys || error.code === 'oidc/jws-key') {
    return invalidClient('Unable to load public key');
  }
  if (error.code === 'oidc/jws-algorithm') return invalidClient('invalid signature algorithm');
  return assertionFailure(REASONS[error.code] ?? 'Invalid token');
}

export function assertionFailure(reason: string): TokenError {
  return invalidClient(`Client authentication with signed JWT failed: ${reason}`);
}

export function invalidClient(description: string): TokenError {
  return new TokenError('invalid_client', description, DIVERGENCES.clientAuthenticationStatus.value);
}
