import { OidcError } from '../error.ts';

/** What came back with the browser, not yet trusted: compare `state` first. */
export interface ReceivedAuthorizationResponse {
  readonly state: string | undefined;
  readonly issuer: string | undefined;
  readonly code: string | undefined;
  readonly error: string | undefined;
  readonly errorDescription: string | undefined;
  readonly sessionState: string | undefined;
}

const NAMES = ['state', 'iss', 'code', 'error', 'error_description', 'session_state'] as const;
const MAX_LENGTH = 2048;

/**
 * Reads the query of a callback. `oidc/repeated-parameter` where one of its parameters is there twice (RFC 6749
 * section 3.1), `oidc/size` where one is too long, `oidc/response` where there is neither or both of `code` and
 * `error`.
 */
export function parseAuthorizationResponse(query: URLSearchParams): ReceivedAuthorizationResponse {
  for (const name of NAMES) {
    const values = query.getAll(name);
    if (values.length > 1) throw new OidcError('oidc/repeated-parameter', `${name} is there twice`);
    if ((values[0]?.length ?? 0) > MAX_LENGTH) throw new OidcError('oidc/size', `${name} is too long`);
  }
  if (query.has('code') === query.has('error')) {
    throw new OidcError('oidc/response', 'a response has either code or error');
  }
  const value = (name: (typeof NAMES)[number]) => query.get(name) ?? undefined;
  return {
    state: value('state'),
    issuer: value('iss'),
    code: value('code'),
    error: value('error'),
    errorDescription: value('error_description'),
    sessionState: value('session_state'),
  };
}
