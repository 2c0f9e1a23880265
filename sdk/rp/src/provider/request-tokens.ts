import {
  createClientAssertion,
  createTokenRequest,
  OidcError,
  parseErrorResponse,
  parseTokenResponse,
  type ReceivedTokens,
  type TokenRequest,
} from '@kazasu/oidc';
import { RelyingPartyError } from '../error.ts';
import type { Settings } from '../options.ts';
import { randomToken } from '../random.ts';
import { request } from './request.ts';

/** A grant without the client's own members. */
type Grant = TokenRequest extends infer One
  ? One extends TokenRequest
    ? Omit<One, 'clientId' | 'clientAssertion'>
    : never
  : never;

/** One token request with a new client assertion. Throws `rp/token-refused`, `rp/response`, `rp/network`. */
export async function requestTokens(settings: Settings, grant: Grant): Promise<ReceivedTokens> {
  const { clientId } = settings;
  const clientAssertion = createClientAssertion(
    { clientId, audience: settings.assertionAudience, jti: randomToken(), time: settings.clock() },
    settings.signingKey,
  );
  const body = createTokenRequest({ clientId, clientAssertion, ...grant });
  const answer = await request(settings.fetch, settings.endpoints.token, { method: 'POST', body });
  try {
    if (answer.status === 200) return parseTokenResponse(answer.body);
    const refusal = parseErrorResponse(answer.body);
    throw new RelyingPartyError('rp/token-refused', 'the provider refused the token request', { refusal });
  } catch (cause) {
    if (!(cause instanceof OidcError)) throw cause;
    throw new RelyingPartyError(
      'rp/response',
      `the token endpoint answered ${answer.status}: ${cause.message}`,
    );
  }
}
