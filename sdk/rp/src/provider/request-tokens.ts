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
import { requestWithProof } from './proof.ts';

/** A grant without the client's own members. */
type Grant = TokenRequest extends infer One
  ? One extends TokenRequest
    ? Omit<One, 'clientId' | 'clientAssertion'>
    : never
  : never;

/** One token request with a new client assertion. Throws `rp/token-refused`, `rp/response`, `rp/network`. */
export async function requestTokens(settings: Settings, grant: Grant): Promise<ReceivedTokens> {
  const { clientId } = settings;
  const answer = await requestWithProof(settings, settings.endpoints.token, () => ({
    method: 'POST',
    body: createTokenRequest({ clientId, clientAssertion: assertionOf(settings), ...grant }),
  }));
  try {
    if (answer.status === 200) return checkBinding(settings, parseTokenResponse(answer.body));
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

/** Proves once who asks. */
export function assertionOf({ clientId, assertionAudience, clock, signingKey }: Settings): string {
  const assertion = { clientId, audience: assertionAudience, jti: randomToken(), time: clock() };
  return createClientAssertion(assertion, signingKey);
}

/** Whoever asks for bound tokens is not to be given others, and whoever has no key cannot use bound ones. */
function checkBinding({ proofs }: Settings, tokens: ReceivedTokens): ReceivedTokens {
  if (tokens.isBound === (proofs !== undefined)) return tokens;
  const message = tokens.isBound ? 'the token is bound to a key' : 'the token is bound to no key';
  throw new RelyingPartyError('rp/response', `not the kind of token that was asked for: ${message}`);
}
