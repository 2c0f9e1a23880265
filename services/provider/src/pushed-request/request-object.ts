import { OidcError, type OidcErrorCode, parseRequestObject, verifyRequestObject } from '@kazasu/oidc';
import { CLIENT_ALGORITHMS, type Client } from '../client/index.ts';
import { TokenError } from '../client-authentication/index.ts';
import type { ProviderDeps } from '../deps.ts';

/** What is wrong with a request object, in words for the client's developer; faults without a row are told as of its form. */
const REASONS: { readonly [Code in OidcErrorCode]?: string } = {
  'oidc/jws-header': 'header',
  'oidc/jws-algorithm': 'algorithm',
  'oidc/jws-key': 'key',
  'oidc/jws-signature': 'signature',
  'oidc/issuer': 'client',
  'oidc/subject': 'sub',
  'oidc/audience': 'audience',
  'oidc/request-nested': 'nested request',
  'oidc/expiry-missing': 'no exp',
  'oidc/expired': 'expired',
  'oidc/expiry-too-far': 'exp too far',
  'oidc/start-missing': 'no nbf',
  'oidc/start-too-old': 'nbf too old',
  'oidc/not-yet-valid': 'nbf in the future',
  'oidc/issued-in-future': 'iat in the future',
};

/** The parameters in a request object that this client signed; throws a TokenError `invalid_request_object` (RFC 9101 section 7). */
export async function readRequestObject(
  { config, clock, clientAuthentication }: Pick<ProviderDeps, 'config' | 'clock' | 'clientAuthentication'>,
  client: Client,
  request: string,
): Promise<ReadonlyMap<string, string>> {
  const keys = await clientAuthentication.keys.keysOf(client);
  const algorithms = CLIENT_ALGORITHMS[client.profile];
  try {
    const parsed = parseRequestObject(request);
    if (parsed.clientId !== client.clientId) throw new OidcError('oidc/issuer', 'another client');
    verifyRequestObject(parsed, { issuer: config.issuer, keys, algorithms, time: clock.now() });
    return parsed.parameters;
  } catch (error) {
    if (!(error instanceof OidcError)) throw error;
    const reason = REASONS[error.code] ?? 'form';
    throw new TokenError('invalid_request_object', `The request object will not do: ${reason}`);
  }
}
