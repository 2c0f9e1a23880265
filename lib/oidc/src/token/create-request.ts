import { CLIENT_ASSERTION_TYPE } from '../vocabulary/index.ts';

export type TokenRequest = { readonly clientId: string; readonly clientAssertion: string } & (
  | {
      readonly grantType: 'authorization_code';
      readonly code: string;
      readonly redirectUri: string;
      readonly codeVerifier: string;
    }
  | { readonly grantType: 'refresh_token'; readonly refreshToken: string }
  | { readonly grantType: 'client_credentials'; readonly scope?: readonly string[] }
);

/** The form body of a token request with `private_key_jwt`. */
export function createTokenRequest(request: TokenRequest): URLSearchParams {
  const form = new URLSearchParams({
    grant_type: request.grantType,
    client_id: request.clientId,
    client_assertion_type: CLIENT_ASSERTION_TYPE,
    client_assertion: request.clientAssertion,
  });
  if (request.grantType === 'authorization_code') {
    form.set('code', request.code);
    form.set('redirect_uri', request.redirectUri);
    form.set('code_verifier', request.codeVerifier);
  } else if (request.grantType === 'refresh_token') form.set('refresh_token', request.refreshToken);
  else if (request.scope !== undefined) form.set('scope', request.scope.join(' '));
  return form;
}
