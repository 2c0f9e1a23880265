import { type IdToken, type ReceivedTokens, verifyIdToken } from '@kazasu/oidc';
import { RelyingPartyError } from '../error.ts';
import type { Settings } from '../options.ts';
import { type ProviderKeys, requestTokens } from '../provider/index.ts';
import type { LoginSession } from './create-login.ts';
import { readCallback } from './read-callback.ts';
import { queryOf } from './signed-callback.ts';
import { trustedIdToken } from './trusted-id-token.ts';

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
  const { issuer, clientId, clock } = settings;
  const context = { issuer, clientId, accessToken, nonce: session.nonce, time: clock() };
  const idToken = await trustedIdToken(keys, (list) => verifyIdToken(text, { ...context, keys: list }));
  const { subject } = idToken;
  const expiresAt = expiryOf(settings, expiresIn);
  const tokens = { accessToken, refreshToken, expiresAt, idToken: text, subject };
  return { subject, scope: scope ?? [], idToken, tokens };
}

/** Milliseconds since 1970. */
export function expiryOf({ clock }: Pick<Settings, 'clock'>, expiresIn: number | undefined) {
  return expiresIn === undefined ? undefined : clock() + expiresIn * 1000;
}

function exchange(settings: Settings, code: string, session: LoginSession): Promise<ReceivedTokens> {
  const { codeVerifier } = session;
  const { redirectUri } = settings;
  return requestTokens(settings, { grantType: 'authorization_code', code, redirectUri, codeVerifier });
}
