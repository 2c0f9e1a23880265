import * as v from 'valibot';
import { OidcError } from '../error.ts';
import { RESPONSE_MODES } from '../jarm/index.ts';
import { parseJsonObject } from '../json/index.ts';
import { ALGORITHMS, STRICT_ALGORITHMS } from '../jws/index.ts';
import { GRANT_TYPES, ITEM_SCOPES, SCOPES } from '../vocabulary/index.ts';
import { type Endpoints, endpointsOf } from './endpoints.ts';

/** OpenID Connect Discovery section 3, with RFC 8414, RFC 7636 and RFC 9207. */
export interface ProviderMetadata {
  readonly issuer: string;
  readonly endpoints: Endpoints;
  /** RFC 9207: the provider always names itself in the response. */
  readonly namesIssuer: boolean;
}

/** The discovery document. `acrValues` are the words that the provider understands. */
export function createMetadata(
  issuer: string,
  acrValues: readonly string[],
): Readonly<Record<string, unknown>> {
  const endpoints = endpointsOf(issuer);
  return {
    issuer,
    authorization_endpoint: endpoints.authorization,
    token_endpoint: endpoints.token,
    userinfo_endpoint: endpoints.userinfo,
    jwks_uri: endpoints.jwks,
    revocation_endpoint: endpoints.revocation,
    revocation_endpoint_auth_methods_supported: ['private_key_jwt'],
    revocation_endpoint_auth_signing_alg_values_supported: ALGORITHMS,
    introspection_endpoint: endpoints.introspection,
    introspection_endpoint_auth_methods_supported: ['private_key_jwt'],
    introspection_endpoint_auth_signing_alg_values_supported: ALGORITHMS,
    introspection_signing_alg_values_supported: ['ES256'],
    end_session_endpoint: endpoints.endSession,
    dpop_signing_alg_values_supported: STRICT_ALGORITHMS,
    grant_types_supported: GRANT_TYPES,
    response_types_supported: ['code'],
    response_modes_supported: RESPONSE_MODES,
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['ES256'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ALGORITHMS,
    scopes_supported: SCOPES,
    claims_supported: [
      'sub',
      'iss',
      'aud',
      'exp',
      'iat',
      'auth_time',
      'nonce',
      'at_hash',
      'acr',
      ...ITEM_SCOPES,
    ],
    claims_parameter_supported: false,
    authorization_signing_alg_values_supported: ['ES256'],
    pushed_authorization_request_endpoint: endpoints.pushedRequest,
    require_pushed_authorization_requests: false,
    request_parameter_supported: true,
    request_object_signing_alg_values_supported: STRICT_ALGORITHMS,
    require_signed_request_object: false,
    request_uri_parameter_supported: false,
    acr_values_supported: acrValues,
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
  };
}

const Url = v.pipe(v.string(), v.maxLength(2048), v.url());
const Wire = v.object({
  issuer: v.string(),
  authorization_endpoint: Url,
  token_endpoint: Url,
  userinfo_endpoint: Url,
  jwks_uri: Url,
  revocation_endpoint: v.optional(Url),
  introspection_endpoint: v.optional(Url),
  end_session_endpoint: v.optional(Url),
  pushed_authorization_request_endpoint: v.optional(Url),
  authorization_response_iss_parameter_supported: v.optional(v.boolean(), false),
});

/**
 * Reads a discovery document: `oidc/json`, `oidc/response`, or `oidc/issuer` where it speaks for another issuer than
 * the one asked (Discovery section 4.3).
 */
export function parseMetadata(body: Uint8Array, issuer: string): ProviderMetadata {
  const result = v.safeParse(Wire, parseJsonObject(body));
  if (!result.success) throw new OidcError('oidc/response', 'not a discovery document');
  const wire = result.output;
  if (wire.issuer !== issuer) throw new OidcError('oidc/issuer', 'the document speaks for another issuer');
  return {
    issuer,
    endpoints: {
      authorization: wire.authorization_endpoint,
      token: wire.token_endpoint,
      userinfo: wire.userinfo_endpoint,
      jwks: wire.jwks_uri,
      revocation: wire.revocation_endpoint,
      introspection: wire.introspection_endpoint,
      endSession: wire.end_session_endpoint,
      pushedRequest: wire.pushed_authorization_request_endpoint,
    },
    namesIssuer: wire.authorization_response_iss_parameter_supported,
  };
}
