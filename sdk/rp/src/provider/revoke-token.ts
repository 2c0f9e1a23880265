import { createRevocationRequest, OidcError, parseErrorResponse } from '@kazasu/oidc';
import { RelyingPartyError } from '../error.ts';
import type { Settings } from '../options.ts';
import { request } from './request.ts';
import { assertionOf } from './request-tokens.ts';

/** Ends the session of a token (RFC 7009). Throws `rp/configuration`, `rp/token-refused`, `rp/response`, `rp/network`. */
export async function revokeToken(
  settings: Settings,
  token: string,
  hint: 'access_token' | 'refresh_token',
): Promise<void> {
  const { revocation } = settings.endpoints;
  if (revocation === undefined) {
    throw new RelyingPartyError('rp/configuration', 'the provider names no endpoint to revoke tokens');
  }
  const { clientId } = settings;
  const body = createRevocationRequest({ clientId, clientAssertion: assertionOf(settings), token, hint });
  const answer = await request(settings.fetch, revocation, { method: 'POST', body });
  if (answer.status === 200) return;
  try {
    const refusal = parseErrorResponse(answer.body);
    throw new RelyingPartyError('rp/token-refused', 'the provider refused to revoke the token', { refusal });
  } catch (cause) {
    if (!(cause instanceof OidcError)) throw cause;
    throw new RelyingPartyError('rp/response', `revocation answered ${answer.status}: ${cause.message}`);
  }
}
