import { stringClaim } from '../claims/index.ts';
import { OidcError } from '../error.ts';
import { type ParsedJws, parseJws } from '../jws/index.ts';

/**
 * RFC 9101 section 10.8: no other token has this type. A request may lack it, as those of OpenID's own conformance suite do: then `client_id`
 * and the absence of `sub` tell it from a client assertion, the one other token that a client signs for us.
 */
export const REQUEST_OBJECT_TYPE = 'oauth-authz-req+jwt';

export interface ParsedRequestObject {
  /** Who it claims to come from; not yet verified. */
  readonly clientId: string;
  /** The parameters of the authorization request, each once. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly jws: ParsedJws;
}

/** Claims that are about the token and not of the request. */
const ABOUT: ReadonlySet<string> = new Set(['iss', 'aud', 'exp', 'nbf', 'iat', 'jti']);
const MAX_VALUE = 2048;

/**
 * Takes a request object apart: the errors of `parseJws`, `oidc/jws-header` for another `typ`, `oidc/issuer` where `iss` and
 * `client_id` are not the same client, `oidc/request-nested` for `request` and `request_uri` within (RFC 9101 section 4),
 * `oidc/subject` for a `sub`, with which it could pass for a client assertion (section 10.8), `oidc/claims` for values that no
 * parameter has.
 */
export function parseRequestObject(token: string): ParsedRequestObject {
  const jws = parseJws(token);
  const { typ = REQUEST_OBJECT_TYPE } = jws.header;
  if (typ.toLowerCase() !== REQUEST_OBJECT_TYPE) {
    throw new OidcError('oidc/jws-header', `typ must be ${REQUEST_OBJECT_TYPE}`);
  }
  const { claims } = jws;
  for (const name of ['request', 'request_uri']) {
    if (Object.hasOwn(claims, name)) throw new OidcError('oidc/request-nested', `${name} within a request`);
  }
  if (Object.hasOwn(claims, 'sub')) throw new OidcError('oidc/subject', 'a request object has no sub');
  const clientId = stringClaim(claims, 'client_id');
  if (clientId === undefined || stringClaim(claims, 'iss') !== clientId) {
    throw new OidcError('oidc/issuer', 'iss and client_id must be the client');
  }
  const entries = Object.entries(claims).filter(([name]) => !ABOUT.has(name));
  return { clientId, parameters: new Map(entries.map(([name, value]) => [name, textOf(value)])), jws };
}

/** A number stands for its digits, as in `max_age` (RFC 9101 section 4); nothing else that the service knows is no string. */
function textOf(value: unknown): string {
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
  if (typeof text === 'string' && text.length <= MAX_VALUE) return text;
  throw new OidcError('oidc/claims', 'a parameter must be a string');
}
