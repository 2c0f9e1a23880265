/** The values that the member or parameter `error` may have. */
export type ErrorCode =
  // RFC 6749 section 4.1.2.1, authorization endpoint
  | 'invalid_request'
  | 'unauthorized_client'
  | 'access_denied'
  | 'unsupported_response_type'
  | 'invalid_scope'
  | 'server_error'
  | 'temporarily_unavailable'
  // RFC 6749 section 5.2, token endpoint
  | 'invalid_client'
  | 'invalid_grant'
  | 'unsupported_grant_type'
  // OpenID Connect Core 3.1.2.6
  | 'interaction_required'
  | 'login_required'
  | 'account_selection_required'
  | 'consent_required'
  | 'invalid_request_uri'
  | 'invalid_request_object'
  | 'request_not_supported'
  | 'request_uri_not_supported'
  | 'registration_not_supported'
  // RFC 6750 section 3.1, protected resources
  | 'invalid_token'
  | 'insufficient_scope'
  // RFC 9449 section 12.2
  | 'invalid_dpop_proof'
  | 'use_dpop_nonce'
  // RFC 7009 section 4.1
  | 'unsupported_token_type';
