/** Absolute URLs. */
export interface Endpoints {
  readonly authorization: string;
  readonly token: string;
  readonly userinfo: string;
  readonly jwks: string;
}

/** Paths relative to the issuer `{base}/realms/main`. */
const PATHS = {
  authorization: '/protocol/openid-connect/auth',
  token: '/protocol/openid-connect/token',
  userinfo: '/protocol/openid-connect/userinfo',
  jwks: '/protocol/openid-connect/certs',
} as const;

/** The endpoints of an issuer that has the service's path shape; needs no network. */
export function endpointsOf(issuer: string): Endpoints {
  return {
    authorization: issuer + PATHS.authorization,
    token: issuer + PATHS.token,
    userinfo: issuer + PATHS.userinfo,
    jwks: issuer + PATHS.jwks,
  };
}
