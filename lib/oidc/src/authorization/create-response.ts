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
  if ('code' in response) {
    return appendQuery(redirectUri, [
      ['state', response.state],
      ['session_state', response.sessionState],
      ['iss', response.issuer],
      ['code', response.code],
    ]);
  }
  const state: [string, string][] = response.state === undefined ? [] : [['state', response.state]];
  return appendQuery(redirectUri, [
    ['error', response.error],
    ['error_description', response.errorDescription],
    ...state,
    ['iss', response.issuer],
  ]);
}
