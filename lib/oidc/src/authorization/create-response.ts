import { createSignedResponse, type SignedResponse } from '../jarm/index.ts';
import type { SigningKey } from '../jws/index.ts';
import type { ErrorCode } from '../vocabulary/index.ts';
import { appendQuery } from './query.ts';

export interface AuthorizationResponse {
  readonly state: string;
  /** Demanded by relying parties of the service. */
  readonly sessionState: string;
  /** RFC 9207. */
  readonly issuer: string;
  readonly code: string;
}

export interface AuthorizationErrorResponse {
  readonly error: ErrorCode;
  /** One sentence in printable ASCII for the relying party's developer; never anything about the person. */
  readonly errorDescription: string;
  /** Absent only where the request had none. */
  readonly state: string | undefined;
  readonly issuer: string;
}

/** The address that the browser goes back to. The redirect URI must be the registered one, byte for byte. */
export function createAuthorizationResponse(
  redirectUri: string,
  response: AuthorizationResponse | AuthorizationErrorResponse,
): string {
  return appendQuery(redirectUri, parametersOf(response));
}

/** The same as one signed parameter; `issuer` is who signs. */
export function createSignedAuthorizationResponse(
  redirectUri: string,
  response: AuthorizationResponse | AuthorizationErrorResponse,
  { key, ...to }: Omit<SignedResponse, 'parameters' | 'issuer'> & { readonly key: SigningKey },
): string {
  const parameters = parametersOf(response).filter(([name]) => name !== 'iss');
  const signed = createSignedResponse({ ...to, issuer: response.issuer, parameters }, key);
  return appendQuery(redirectUri, [['response', signed]]);
}

function parametersOf(
  response: AuthorizationResponse | AuthorizationErrorResponse,
): readonly (readonly [string, string])[] {
  if ('code' in response) {
    return [
      ['state', response.state],
      ['session_state', response.sessionState],
      ['iss', response.issuer],
      ['code', response.code],
    ];
  }
  const state: [string, string][] = response.state === undefined ? [] : [['state', response.state]];
  return [
    ['error', response.error],
    ['error_description', response.errorDescription],
    ...state,
    ['iss', response.issuer],
  ];
}
