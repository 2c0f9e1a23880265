import { OidcError } from '../error.ts';
import type { Lenience } from './profile.ts';

/** The provider's own names: an assertion for anybody else must not work here. */
export interface Audience {
  readonly issuer: string;
  readonly tokenEndpoint: string;
}

/**
 * `aud` must be ours and only ours. A foreign member in an array means that the assertion also works elsewhere, so
 * that the other party could replay it here: refused (`oidc/audience`), as are an empty or absent `aud`.
 */
export function checkAudience(aud: unknown, own: Audience): Lenience[] {
  const values: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  const ours = (value: unknown) => value === own.issuer || value === own.tokenEndpoint;
  if (values.length === 0 || values.length > 4 || !values.every(ours)) {
    throw new OidcError('oidc/audience', 'aud must name this provider alone');
  }
  const leniences: Lenience[] = [];
  if (Array.isArray(aud)) leniences.push('audience-array');
  if (values.includes(own.tokenEndpoint)) leniences.push('audience-endpoint');
  return leniences;
}
