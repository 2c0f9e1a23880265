import { createLogoutRequest } from '@kazasu/oidc';
import { RelyingPartyError } from '../error.ts';
import type { Settings } from '../options.ts';
import type { Tokens } from './finish-login.ts';

export interface LogoutOptions {
  /** Where the browser comes back to; registered, byte for byte. Without it the provider shows a page of its own. */
  readonly postLogoutRedirectUri?: string;
  /** Comes back with it. */
  readonly state?: string;
}

/** Where to send the browser to end a login. Throws `rp/configuration` where the provider names no such place. */
export function logoutUrl(
  { endpoints, clientId }: Settings,
  { idToken }: Pick<Tokens, 'idToken'>,
  options: LogoutOptions,
): string {
  if (endpoints.endSession === undefined) {
    throw new RelyingPartyError('rp/configuration', 'the provider names no place to log out');
  }
  return createLogoutRequest(endpoints.endSession, { idTokenHint: idToken, clientId, ...options });
}
