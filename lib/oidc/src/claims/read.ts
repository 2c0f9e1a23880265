import { OidcError } from '../error.ts';

export type Claims = Readonly<Record<string, unknown>>;

const MAX_STRING = 2048;

/** A string claim, or undefined where it is absent; another type is `oidc/claims`. */
export function stringClaim(claims: Claims, name: string): string | undefined {
  const value = claims[name];
  if (value === undefined || (typeof value === 'string' && value.length <= MAX_STRING)) return value;
  throw new OidcError('oidc/claims', `claim ${name} must be a string`);
}

/** A NumericDate in seconds, or undefined where it is absent; another type is `oidc/claims`. */
export function numberClaim(claims: Claims, name: string): number | undefined {
  const value = claims[name];
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0 && value < 1e12) return value;
  throw new OidcError('oidc/claims', `claim ${name} must be a time in seconds`);
}

/** As {@link numberClaim}, also for clients that write the number as a string of digits. */
export function numericDate(claims: Claims, name: string): { seconds?: number; asString: boolean } {
  const value = claims[name];
  if (typeof value === 'string' && /^\d{1,12}$/.test(value))
    return { seconds: Number(value), asString: true };
  const seconds = numberClaim(claims, name);
  return seconds === undefined ? { asString: false } : { seconds, asString: false };
}
