import { type IdToken, OidcError, type ReceivedTokens, verifyIdToken } from '@kazasu/oidc';
import { RelyingPartyError } from '../error.ts';
import type { Settings } from '../options.ts';
import { type ProviderKeys, requestTokens } from '../provider/index.ts';
import type { LoginSession } from './create-login.ts';
import { readCallback } from './read-callback.ts';
import { queryOf } from './signed-callback.ts';

/** Secret; keep them on the server. */
export interface Tokens {
  readonly accessToken: string;
  /** Milliseconds since 1970; undefined where the provider did not say. */
  readonly expiresAt: number | undefined;
  readonly refreshToken: string | undefined;
  readonly idToken: string;
  /** The person that the tokens are about. */
  readonly subject: string;
}

/** A person who has logged in. Everything in it was verified. */
export interface LoginResult {
  /** The account key: always the same for this person at this relying party, another one elsewhere. */
  readonly subject: string;
  /** What the person agreed to hand over. */
  readonly scope: readonly string[];
  readonly idToken: IdToken;
  readonly tokens: Tokens;
}

export async function finishLogin(
  settings: Settings,
  keys: ProviderKeys,
  url: string | URL,
  session: LoginSession,
): Promise<LoginResult> {
  const code = readCallback(settings, await queryOf(settings, keys, url), session);
  const received = await exchange(settings, code, session);
  const { accessToken, refreshToken, idToken: text, expiresIn, scope } = received;
  if (text === undefined) throw new RelyingPartyError('rp/id-token', 'the answer holds no ID token');
  const idToken = await verify(settings, keys, { text, accessToken, nonce: session.nonce });
  const expiresAt = expiresIn === undefined ? undefined : settings.clock() + expiresIn * 1000;
  const { subject } = idToken;
  const tokens = { accessToken, refreshToken, expiresAt, idToken: text, subject };
  return { subject, scope: scope ?? [], idToken, tokens };
}

function exchange(settings: Settings, code: string, session: LoginSession): Promise<ReceivedTokens> {
  const { codeVerifier } = session;
  const { redirectUri } = settings;
  return requestTokens(settings, { grantType: 'authorization_code', code, redirectUri, codeVerifier });
}

/** Faults that newly fetched keys may mend: the provider has changed its keys. */
const KEY_FAULTS: ReadonlySet<string> = new Set(['oidc/jws-key', 'oidc/jws-algorithm', 'oidc/jws-signature']);

async function verify(
  settings: Settings,
  keys: ProviderKeys,
  { text, ...bound }: { readonly text: string; readonly accessToken: string; readonly nonce: string },
): Promise<IdToken> {
  const { issuer, clientId, clock } = settings;
  const context = { issuer, clientId, ...bound, time: clock() };
  const current = await keys.current();
  try {
    return verifyIdToken(text, { ...context, keys: current });
  } catch (cause) {
    if (!(cause instanceof OidcError)) throw cause;
    const renewed = KEY_FAULTS.has(cause.code) ? await keys.renewed() : undefined;
    if (renewed === undefined) throw untrusted(cause);
    return again(() => verifyIdToken(text, { ...context, keys: renewed }));
  }
}

function again<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw cause instanceof OidcError ? untrusted(cause) : cause;
  }
}

function untrusted(cause: OidcError): RelyingPartyError {
  return new RelyingPartyError('rp/id-token', `the ID token is not to be trusted: ${cause.message}`, {
    cause,
  });
}
