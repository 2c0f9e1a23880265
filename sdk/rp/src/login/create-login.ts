import { challengeOf, createAuthorizationRequest, createVerifier, OidcError, type Scope } from '@kazasu/oidc';
import { RelyingPartyError } from '../error.ts';
import type { Settings } from '../options.ts';
import { randomOctets, randomToken } from '../random.ts';

export interface AuthorizationOptions {
  /** What is asked for, `openid` always among it: `['openid', 'name']`. */
  readonly scope: readonly Scope[];
  /** Default `['aal3', 'crl']`, which is what every known relying party of the service sends. */
  readonly acrValues?: readonly string[];
  /** Further parameters, such as `ui_locales`, or in Kazasu's sandbox `kazasu_person`. None of those that a login is made of. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** What this library writes itself, or must not be written: how the answer comes is what makes it safe to read. */
const RESERVED: ReadonlySet<string> = new Set([
  ...['client_id', 'client_secret', 'client_assertion', 'client_assertion_type', 'code_verifier', 'dpop_jkt'],
  ...['request', 'request_uri', 'response_mode', 'response_type', 'sign_transaction_id'],
  ...['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti'],
]);

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
  { scope, acrValues, parameters = {} }: AuthorizationOptions,
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
    return { url: withParameters(url, parameters), session };
  } catch (cause) {
    if (!(cause instanceof OidcError)) throw cause;
    throw new RelyingPartyError('rp/parameter', cause.message, { cause });
  }
}

function withParameters(address: string, parameters: Readonly<Record<string, string>>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(parameters)) {
    if (RESERVED.has(name) || url.searchParams.has(name)) {
      throw new RelyingPartyError('rp/parameter', 'parameters must hold nothing that a login is made of');
    }
    url.searchParams.set(name, value);
  }
  return url.href;
}
