import { verifyRefreshedIdToken } from '@kazasu/oidc';
import { RelyingPartyError } from '../error.ts';
import type { Settings } from '../options.ts';
import { type ProviderKeys, requestTokens } from '../provider/index.ts';
import { expiryOf, type Tokens } from './finish-login.ts';
import { trustedIdToken } from './trusted-id-token.ts';

/**
 * New tokens of the same person. A refresh token works once; where the answer brings none, the old one goes on. Throws `rp/parameter`,
 * `rp/token-refused`, `rp/id-token`, `rp/network`, `rp/response`.
 */
export async function refreshTokens(
  settings: Settings,
  keys: ProviderKeys,
  { refreshToken, idToken, subject }: Pick<Tokens, 'refreshToken' | 'idToken' | 'subject'>,
): Promise<Tokens> {
  if (refreshToken === undefined) throw new RelyingPartyError('rp/parameter', 'there is no refresh token');
  const received = await requestTokens(settings, { grantType: 'refresh_token', refreshToken });
  const { accessToken, expiresIn, idToken: text } = received;
  // OpenID Connect Core 12.2: the answer might not have one.
  if (text !== undefined) {
    const { issuer, clientId, clock } = settings;
    const context = { issuer, clientId, accessToken, original: idToken, time: clock() };
    await trustedIdToken(keys, (list) => verifyRefreshedIdToken(text, { ...context, keys: list }));
  }
  const next = { accessToken, refreshToken: received.refreshToken ?? refreshToken };
  return { ...next, expiresAt: expiryOf(settings, expiresIn), idToken: text ?? idToken, subject };
}
