import { toUtf8 } from '@kazasu/bytes';
import { OidcError, parseAuthorizationResponse } from '@kazasu/oidc';
import { timingSafeEqual } from '../crypto.ts';
import { RelyingPartyError } from '../error.ts';
import type { Settings } from '../options.ts';
import type { LoginSession } from './create-login.ts';

/**
 * Reads what the callback says and returns the code. `state` is compared before anything else is believed, an error
 * of the provider included: otherwise any page could end somebody's login with a link.
 */
export function readCallback(settings: Settings, query: URLSearchParams, session: LoginSession): string {
  const response = parse(query);
  if (response.state === undefined || !sameText(response.state, session.state)) {
    throw new RelyingPartyError('rp/state', 'the callback does not belong to this login');
  }
  const foreign =
    response.issuer === undefined ? settings.issuerRequired : response.issuer !== settings.issuer;
  if (foreign)
    throw new RelyingPartyError('rp/issuer', 'the response is not from the provider that was asked');
  if (response.code !== undefined) return response.code;
  const { error = '', errorDescription } = response;
  throw new RelyingPartyError('rp/refused', `the provider answered ${asCode(error)}`, {
    refusal: { error, errorDescription },
  });
}

function parse(query: URLSearchParams) {
  try {
    return parseAuthorizationResponse(query);
  } catch (cause) {
    if (!(cause instanceof OidcError)) throw cause;
    throw new RelyingPartyError(
      'rp/callback',
      `the callback is not an authorization response: ${cause.message}`,
    );
  }
}

/** Text from outside goes into a message only if it looks like a code. */
function asCode(error: string): string {
  return /^[a-z_]{1,60}$/.test(error) ? error : 'an error';
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [toUtf8(a), toUtf8(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
