import type { Userinfo } from '@kazasu/oidc';
import { RelyingPartyError } from './error.ts';
import {
  type AuthorizationOptions,
  beginLogin,
  createLogin,
  fetchUserinfo,
  finishLogin,
  type Login,
  type LoginResult,
  type LoginSession,
  type LogoutOptions,
  logoutUrl,
  refreshTokens,
  type Tokens,
} from './login/index.ts';
import { type RelyingPartyOptions, settingsOf } from './options.ts';
import { ProviderKeys, revokeToken } from './provider/index.ts';
import {
  createSignRequest,
  fetchSignature,
  type SignOptions,
  type SignRequest,
  type SignResult,
  type SignSession,
} from './sign/index.ts';

/** One relying party at one provider. Has no state but the provider's keys and the nonces it gave: any number of logins may run at once. */
export interface RelyingParty {
  /**
   * Begins a login, without a request; not with `profile: 'strict'`. Send the browser to `url`, keep `session` for this browser. Throws `rp/parameter`.
   *
   * ```ts
   * const { url, session } = rp.authorizationUrl({ scope: ['openid', 'name', 'address'] });
   * ```
   */
  authorizationUrl(options: AuthorizationOptions): Login;
  /**
   * The same for either profile. With `profile: 'strict'` the request is signed and sent to the provider first, and the address holds
   * nothing but a reference to it, good once and for a minute. Throws `rp/parameter`, `rp/configuration`, `rp/request-refused`,
   * `rp/network`, `rp/response`.
   */
  beginLogin(options: AuthorizationOptions): Promise<Login>;
  /**
   * Ends a login: checks the callback's address (whole, or from its path on) against the session, redeems the code
   * and verifies the ID token. Forget the session first, so that it works once. Throws `rp/callback`, `rp/state`,
   * `rp/issuer`, `rp/refused`, `rp/token-refused`, `rp/id-token`, `rp/network`, `rp/response`.
   *
   * ```ts
   * try {
   *   const { subject, tokens } = await rp.callback(request.url, session);
   * } catch (error) {
   *   if (error instanceof RelyingPartyError && error.oauthError === 'access_denied') …
   * }
   * ```
   */
  callback(url: string | URL, session: LoginSession): Promise<LoginResult>;
  /**
   * Fetches the items that the person handed over, as the card holds them. Throws `rp/userinfo-refused`,
   * `rp/userinfo`, `rp/network`, `rp/response`.
   */
  userinfo(tokens: Pick<Tokens, 'accessToken' | 'subject'>): Promise<Userinfo>;
  /**
   * New tokens in place of these, of the same person and login, while its session lives. A refresh token works once: a second use of it ends
   * the session, so let one process at a time refresh, and keep what comes back before anything else. Throws `rp/parameter` where there is
   * none, `rp/token-refused`, `rp/id-token`, `rp/network`, `rp/response`.
   */
  refresh(tokens: Pick<Tokens, 'refreshToken' | 'idToken' | 'subject'>): Promise<Tokens>;
  /**
   * Ends the session of these tokens at the provider, so that none of them works any more; yours is yours to end. The real service is
   * not known to have this. Throws `rp/configuration`, `rp/token-refused`, `rp/network`, `rp/response`.
   */
  revoke(tokens: Pick<Tokens, 'accessToken' | 'refreshToken'>): Promise<void>;
  /**
   * Where to send the browser to end a login: the provider ends the session of these tokens and sends the browser back. The real service
   * is not known to have this. Throws `rp/configuration`.
   */
  logoutUrl(tokens: Pick<Tokens, 'idToken'>, options?: LogoutOptions): string;
  /**
   * Begins a signing: hashes the documents, registers the digests, and makes the address at which the person signs. Only
   * digests and names leave this machine. Keep `session` for this browser. Throws `rp/parameter`, `rp/configuration`,
   * `rp/token-refused`, `rp/sign-refused`, `rp/network`, `rp/response`.
   *
   * ```ts
   * const { url, session } = await rp.createSignRequest({
   *   documents: [{ content: createReadStream('contract.pdf'), name: '契約書.pdf' }],
   * });
   * ```
   */
  createSignRequest(options: SignOptions): Promise<SignRequest>;
  /**
   * Ends a signing: the callback as in a login, then what was signed. Forget the session first. Throws what `callback`
   * throws, and `rp/sign-refused` and `rp/signature`.
   */
  fetchSignature(url: string | URL, session: SignSession): Promise<SignResult>;
}

/**
 * A relying party of デジタル認証アプリサービスAPI, real or Kazasu's: the issuer decides. Throws `rp/configuration`.
 *
 * ```ts
 * const rp = createRelyingParty({
 *   issuer: 'http://localhost:4001/api/realms/main',
 *   clientId: 'RP00000001',
 *   redirectUri: 'http://localhost:4010/callback',
 *   privateKey: await readFile('client.pem', 'utf8'),
 * });
 * ```
 */
export function createRelyingParty(options: RelyingPartyOptions): RelyingParty {
  const settings = settingsOf(options);
  const keys = new ProviderKeys(settings);
  return {
    authorizationUrl: (authorization) => {
      if (settings.profile !== 'strict') return createLogin(settings, authorization);
      throw new RelyingPartyError('rp/configuration', 'a strict relying party begins with beginLogin');
    },
    beginLogin: (authorization) => beginLogin(settings, authorization),
    callback: (url, session) => finishLogin(settings, keys, url, session),
    userinfo: (tokens) => fetchUserinfo(settings, tokens),
    refresh: (tokens) => refreshTokens(settings, keys, tokens),
    revoke: ({ refreshToken, accessToken }) =>
      refreshToken === undefined
        ? revokeToken(settings, accessToken, 'access_token')
        : revokeToken(settings, refreshToken, 'refresh_token'),
    logoutUrl: (tokens, logout = {}) => logoutUrl(settings, tokens, logout),
    createSignRequest: (signing) => createSignRequest(settings, signing),
    fetchSignature: (url, session) => fetchSignature(settings, keys, url, session),
  };
}
