import { CLIENT_ASSERTION_TYPE } from '../vocabulary/index.ts';

/** RFC 7009 section 2.1. */
export interface RevocationRequest {
  readonly clientId: string;
  readonly clientAssertion: string;
  readonly token: string;
  readonly hint?: 'access_token' | 'refresh_token';
}

/** The form body of a revocation request with `private_key_jwt`. */
export function createRevocationRequest(request: RevocationRequest): URLSearchParams {
  const form = new URLSearchParams({
    client_id: request.clientId,
    client_assertion_type: CLIENT_ASSERTION_TYPE,
    client_assertion: request.clientAssertion,
    token: request.token,
  });
  if (request.hint !== undefined) form.set('token_type_hint', request.hint);
  return form;
}
