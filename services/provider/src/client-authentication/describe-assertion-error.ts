import type { OidcError, OidcErrorCode } from '@kazasu/oidc';
import { DIVERGENCES } from '../divergences.ts';
import type { AssertionCheck } from './assertion-check.ts';
import { TokenError } from './token-error.ts';

type Refusal = readonly [check: AssertionCheck, says: string];

/** The check that each fault fails, and what the product behind the service says; faults without a row are told as an invalid token. */
const REASONS: { readonly [Code in OidcErrorCode]?: Refusal } = {
  'oidc/jws-signature': ['signature', 'Signature on JWT token failed validation'],
  'oidc/issuer': ['issuer', 'Issuer mismatch. The issuer should match the subject'],
  'oidc/subject': ['subject', 'Token sub claim is required'],
  'oidc/audience': ['audience', 'Invalid token audience'],
  'oidc/expiry-missing': ['times', 'Token exp claim is required'],
  'oidc/expired': ['times', 'Token is not active'],
  'oidc/not-yet-valid': ['times', 'Token is not active'],
  'oidc/expiry-too-far': [
    'times',
    'Token expiration is too far in the future and iat claim not present in token',
  ],
  'oidc/issued-in-future': ['times', 'Token was issued in the future'],
  'oidc/jti-missing': ['jti', 'Token jti claim is required'],
};

export function describeAssertionError(error: OidcError, hasKeys: boolean): TokenError {
  if (!hasKeys || error.code === 'oidc/jws-key') return invalidClient('Unable to load public key', 'key');
  if (error.code === 'oidc/jws-algorithm') return invalidClient('invalid signature algorithm', 'algorithm');
  const [check, reason] = REASONS[error.code] ?? (['form', 'Invalid token'] as const);
  return assertionFailure(reason, check);
}

export function assertionFailure(reason: string, check: AssertionCheck): TokenError {
  return invalidClient(`Client authentication with signed JWT failed: ${reason}`, check);
}

/** Without a check where no assertion was judged. */
export function invalidClient(description: string, check?: AssertionCheck): TokenError {
  return new TokenError('invalid_client', description, DIVERGENCES.clientAuthenticationStatus.value, check);
}
