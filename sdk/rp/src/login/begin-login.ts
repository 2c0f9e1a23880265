import {
  CLIENT_ASSERTION_TYPE,
  createClientAssertion,
  createRequestObject,
  OidcError,
  parseErrorResponse,
  parsePushedResponse,
} from '@kazasu/oidc';
import { RelyingPartyError } from '../error.ts';
import type { Settings } from '../options.ts';
import { type Answer, request } from '../provider/index.ts';
import { randomToken } from '../random.ts';
import { type AuthorizationOptions, createLogin, type Login, type LoginExtras } from './create-login.ts';

/**
 * Begins a login by the profile of this relying party: with the strict one the request is signed (RFC 9101), pushed (RFC 9126) and asks
 * for a signed answer (JARM), and the browser carries nothing but a reference to it, which is good for a minute.
 */
export async function beginLogin(
  settings: Settings,
  options: AuthorizationOptions,
  extras: LoginExtras = {},
): Promise<Login> {
  const login = createLogin(settings, options, extras);
  if (settings.profile !== 'strict') return login;
  const requestUri = await push(settings, new URL(login.url).searchParams);
  const url = new URL(settings.endpoints.authorization);
  url.searchParams.set('client_id', settings.clientId);
  url.searchParams.set('request_uri', requestUri);
  return { url: url.href, session: login.session };
}

async function push(settings: Settings, parameters: URLSearchParams): Promise<string> {
  const { clientId, issuer: audience, signingKey, endpoints, clock } = settings;
  const { pushedRequest } = endpoints;
  if (pushedRequest === undefined) {
    throw new RelyingPartyError('rp/configuration', 'the provider takes no pushed requests');
  }
  const own = { clientId, audience, time: clock() };
  const signed = { ...Object.fromEntries(parameters), response_mode: 'jwt' };
  const body = new URLSearchParams({
    client_id: clientId,
    client_assertion_type: CLIENT_ASSERTION_TYPE,
    client_assertion: createClientAssertion({ ...own, jti: randomToken() }, signingKey),
    request: createRequestObject({ ...own, parameters: signed, jti: randomToken() }, signingKey),
  });
  return read(await request(settings.fetch, pushedRequest, { method: 'POST', body }));
}

function read({ status, body }: Answer): string {
  try {
    if (status === 201) return parsePushedResponse(body).requestUri;
    const refusal = parseErrorResponse(body);
    throw new RelyingPartyError('rp/request-refused', 'the provider refused the pushed request', { refusal });
  } catch (cause) {
    if (!(cause instanceof OidcError)) throw cause;
    throw new RelyingPartyError('rp/response', `the pushed request was answered ${status}: ${cause.message}`);
  }
}
