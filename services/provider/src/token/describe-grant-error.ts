import { TokenError } from '../client-authentication/index.ts';
import { DIVERGENCES } from '../divergences.ts';
import type { GrantErrorCode } from '../grant/index.ts';

/** What the product behind the service says; a used code and an unknown one are told alike. */
const DESCRIPTIONS: { readonly [Code in GrantErrorCode]: string } = {
  'grant/code-unknown': 'Code not valid',
  'grant/code-reused': 'Code not valid',
  'grant/code-expired': 'Code is expired',
  'grant/redirect-uri': 'Incorrect redirect_uri',
  'grant/verifier-missing': 'PKCE code verifier not specified',
  'grant/verifier-form': 'PKCE verification failed: Invalid code verifier',
  'grant/verifier-mismatch': 'PKCE verification failed: Code mismatch',
  'grant/key': 'The grant is bound to another key',
  'grant/refresh-unknown': DIVERGENCES.refreshTokenUnknown.value,
  'grant/refresh-reused': DIVERGENCES.refreshTokenReused.value,
  'grant/scope': 'Invalid scopes',
};

export function describeGrantError(code: GrantErrorCode): TokenError {
  return new TokenError(code === 'grant/scope' ? 'invalid_scope' : 'invalid_grant', DESCRIPTIONS[code]);
}
