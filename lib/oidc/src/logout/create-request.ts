import { appendQuery } from '../authorization/query.ts';

/** Section 2. */
export interface LogoutRequest {
  /** The ID token that came with the login that is to end. */
  readonly idTokenHint: string;
  readonly clientId: string;
  /** One of the registered ones, byte for byte. */
  readonly postLogoutRedirectUri?: string | undefined;
  /** Comes back with the redirect. */
  readonly state?: string | undefined;
}

/** The address to send the browser to. */
export function createLogoutRequest(endpoint: string, request: LogoutRequest): string {
  const values: [string, string | undefined][] = [
    ['id_token_hint', request.idTokenHint],
    ['client_id', request.clientId],
    ['post_logout_redirect_uri', request.postLogoutRedirectUri],
    ['state', request.state],
  ];
  return appendQuery(
    endpoint,
    values.filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
