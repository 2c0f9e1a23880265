import { OidcError } from '../error.ts';
import { type AuthorizationParameter, fitsParameter } from './parameters.ts';
import { appendQuery } from './query.ts';

export interface AuthorizationRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  /** `openid` first. */
  readonly scope: readonly string[];
  readonly state: string;
  readonly nonce: string;
  /** S256. */
  readonly codeChallenge: string;
  /** The service's samples always send `aal3 crl`. */
  readonly acrValues?: readonly string[] | undefined;
  /** RFC 7638 of the key that alone is to redeem the code (RFC 9449 section 10). */
  readonly dpopJkt?: string | undefined;
  readonly signTransactionId?: string | undefined;
}

/** The address to send the browser to. Throws `oidc/parameter` for a value outside the service's table. */
export function createAuthorizationRequest(
  authorizationEndpoint: string,
  request: AuthorizationRequest,
): string {
  const values: [AuthorizationParameter, string | undefined][] = [
    ['response_type', 'code'],
    ['client_id', request.clientId],
    ['redirect_uri', request.redirectUri],
    ['scope', request.scope.join(' ')],
    ['state', request.state],
    ['nonce', request.nonce],
    ['code_challenge', request.codeChallenge],
    ['code_challenge_method', 'S256'],
    ['dpop_jkt', request.dpopJkt],
    ['acr_values', request.acrValues?.join(' ')],
    ['sign_transaction_id', request.signTransactionId],
  ];
  const given = values.filter((entry): entry is [AuthorizationParameter, string] => entry[1] !== undefined);
  const wrong = given.find(([name, value]) => !fitsParameter(name, value));
  if (wrong !== undefined)
    throw new OidcError('oidc/parameter', `${wrong[0]} is not in the form the service takes`);
  return appendQuery(authorizationEndpoint, given);
}
