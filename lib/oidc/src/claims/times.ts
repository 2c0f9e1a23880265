import { OidcError } from '../error.ts';

/** What a relying party allows its provider's clock to differ; FAPI 2.0 accepts 10 s and refuses 60 s. */
const RELYING_PARTY_TOLERANCE = 10;

/** All in seconds since 1970. */
export interface Times {
  readonly exp: number | undefined;
  readonly nbf: number | undefined;
  readonly iat: number | undefined;
}

/** Judges the times of a token at `now`, with `tolerance`, both in seconds. Absent `exp` is refused, never taken as "for ever". Returns `exp`. */
export function checkTimes(
  { exp, nbf, iat }: Times,
  now: number,
  tolerance = RELYING_PARTY_TOLERANCE,
): number {
  if (exp === undefined) throw new OidcError('oidc/expiry-missing', 'claim exp is missing');
  if (exp <= now - tolerance) throw new OidcError('oidc/expired', 'the token has expired');
  if (nbf !== undefined && nbf > now + tolerance) {
    throw new OidcError('oidc/not-yet-valid', 'the token is not valid yet');
  }
  if (iat !== undefined && iat > now + tolerance) {
    throw new OidcError('oidc/issued-in-future', 'the token was issued in the future');
  }
  return exp;
}
