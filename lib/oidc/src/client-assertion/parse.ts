import { stringClaim } from '../claims/index.ts';
import { OidcError } from '../error.ts';
import { type ParsedJws, parseJws } from '../jws/index.ts';

export interface ParsedClientAssertion {
  /** Who it claims to come from; not yet verified. */
  readonly clientId: string;
  readonly jws: ParsedJws;
}

/** RFC 7519 section 5.1 and the name rfc7523bis gives; anything else was made for another purpose. */
const TYPES: ReadonlySet<string> = new Set(['jwt', 'client-authentication+jwt']);

/**
 * Takes an assertion apart: the errors of `parseJws`, `oidc/jws-header` for a foreign `typ`, `oidc/subject` where
 * `sub` is missing and `oidc/issuer` where `iss` differs from it.
 */
export function parseClientAssertion(token: string): ParsedClientAssertion {
  const jws = parseJws(token);
  const { typ } = jws.header;
  if (typ !== undefined && !TYPES.has(typ.toLowerCase())) {
    throw new OidcError('oidc/jws-header', 'typ names another kind of token');
  }
  const clientId = stringClaim(jws.claims, 'sub');
  if (clientId === undefined || clientId === '') throw new OidcError('oidc/subject', 'claim sub is missing');
  if (stringClaim(jws.claims, 'iss') !== clientId) throw new OidcError('oidc/issuer', 'iss must be sub');
  return { clientId, jws };
}
