import { challengeOf, createAuthorizationRequest, createVerifier, OidcError, type Scope } from '@kazasu/oidc';
import { RelyingPartyError } from '../error.ts';
import type { Settings } from '../options.ts';
import { randomOctets, randomToken } from '../random.ts';

export interface AuthorizationOptions {
  /** What is asked for, `openid` always among it: `['openid', 'name']`. */
  readonly scope: readonly Scope[];
  /** Default `['aal3', 'crl']`, which is what every known relying party of the service sends. */
  readonly acrValues?: readonly string[];
}

/** What goes into the address beside what its user asks for. */
export interface LoginExtras {
  readonly signTransactionId?: string;
}

/**
 * What must be remembered until the callback, on the server or in a cookie that scripts cannot read, for this browser
 * alone, and used once. Plain data.
 */
export interface LoginSession {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

export interface Login {
  /** Where to send the browser. */
  readonly url: string;
  readonly session: LoginSession;
}

export function createLogin(
  settings: Settings,
  { scope, acrValues }: AuthorizationOptions,
  { signTransactionId }: LoginExtras = {},
): Login {
  if (!scope.includes('openid')) throw new RelyingPartyError('rp/parameter', 'scope must include openid');
  const session = {
    state: randomToken(),
    nonce: randomToken(),
    codeVerifier: createVerifier(randomOctets()),
  };
  try {
    const url = createAuthorizationRequest(settings.endpoints.authorization, {
      clientId: settings.clientId,
      redirectUri: settings.redirectUri,
      scope,
      state: session.state,
      nonce: session.nonce,
      codeChallenge: challengeOf(session.codeVerifier),
      dpopJkt: settings.proofs?.key.thumbprint,
      acrValues: acrValues ?? ['aal3', 'crl'],
      signTransactionId,
    });
    return { url, session };
  } catch (cause) {
    if (!(cause instanceof OidcError)) throw cause;
    throw new RelyingPartyError('rp/parameter', cause.message, { cause });
  }
}
