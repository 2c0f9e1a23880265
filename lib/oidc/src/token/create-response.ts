/** What a token request gives. Lifetimes are in seconds. */
export interface TokenResponse {
  readonly accessToken: string;
  /** Whether it is bound to a key (RFC 9449 section 5) and no bearer token. */
  readonly isBound?: boolean;
  readonly expiresIn: number;
  /** Always written: relying parties decide by it which items they keep. */
  readonly scope: readonly string[];
  readonly refreshToken?: { readonly token: string; readonly expiresIn: number } | undefined;
  readonly idToken?: string | undefined;
  readonly sessionState?: string | undefined;
}

/** The JSON of a response, with the members and the order of the product that the service is built on. */
export function createTokenResponse(response: TokenResponse): Readonly<Record<string, string | number>> {
  const { refreshToken, idToken, sessionState } = response;
  return {
    access_token: response.accessToken,
    expires_in: response.expiresIn,
    refresh_expires_in: refreshToken?.expiresIn ?? 0,
    ...(refreshToken === undefined ? {} : { refresh_token: refreshToken.token }),
    token_type: response.isBound === true ? 'DPoP' : 'Bearer',
    ...(idToken === undefined ? {} : { id_token: idToken }),
    'not-before-policy': 0,
    ...(sessionState === undefined ? {} : { session_state: sessionState }),
    scope: response.scope.join(' '),
  };
}
