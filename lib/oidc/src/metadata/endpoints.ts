/** Absolute URLs. */
export interface Endpoints {
  readonly authorization: string;
  readonly token: string;
  readonly userinfo: string;
  readonly jwks: string;
  /** Absent where a provider's own description names none; so are those that follow. */
  readonly revocation?: string | undefined;
  readonly introspection?: string | undefined;
  /** Where the browser is sent to log out. */
  readonly endSession?: string | undefined;
  /** RFC 9126: where a client pushes its authorization request. */
  readonly pushedRequest?: string | undefined;
}

/** Paths relative to the issuer `{base}/realms/main`. */
const PATHS = {
  authorization: '/protocol/openid-connect/auth',
  token: '/protocol/openid-connect/token',
  userinfo: '/protocol/openid-connect/userinfo',
  jwks: '/protocol/openid-connect/certs',
  revocation: '/protocol/openid-connect/revoke',
  introspection: '/protocol/openid-connect/token/introspect',
  endSession: '/protocol/openid-connect/logout',
  pushedRequest: '/protocol/openid-connect/ext/par/request',
} as const;

/** The endpoints of an issuer that has the service's path shape; needs no network. */
export function endpointsOf(issuer: string): Endpoints {
  return {
    authorization: issuer + PATHS.authorization,
    token: issuer + PATHS.token,
    userinfo: issuer + PATHS.userinfo,
    jwks: issuer + PATHS.jwks,
    revocation: issuer + PATHS.revocation,
    introspection: issuer + PATHS.introspection,
    endSession: issuer + PATHS.endSession,
    pushedRequest: issuer + PATHS.pushedRequest,
  };
}

/**
 * The signature API's collection, which stands beside the realm (facts 1): `{base}/realms/main` → `{base}/sign-transactions`.
 * Undefined for an issuer of another path shape.
 */
export function signTransactionsOf(issuer: string): string | undefined {
  const base = /^(.+)\/realms\/[^/]+$/.exec(issuer)?.[1];
  return base === undefined ? undefined : `${base}/sign-transactions`;
}
