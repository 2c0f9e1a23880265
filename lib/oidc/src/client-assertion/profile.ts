import type { OidcErrorCode } from '../error.ts';
import type { Algorithm } from '../jws/index.ts';

/** Departures from the strict form that some relying parties need; each use is reported, so that it can be counted. */
export type Lenience =
  | 'expiry-as-string'
  | 'issued-at-absent'
  | 'kid-absent'
  | 'audience-array'
  | 'audience-endpoint'
  | 'long-lived';

/**
 * How much an assertion may depart from the strict form. `compatible` takes what relying parties of the real service
 * send: `aud` is the issuer or the token endpoint, alone or in an array of only these; `exp` also as a string of
 * digits; no `iat`; no `kid`. `strict` takes what FAPI 2.0 Security Profile 5.3.2.1 does: the issuer as a single string and a short
 * life; `iat` and `kid` are optional there, so that their absence is no departure. The numbers are the provider's to decide.
 */
export interface AssertionProfile {
  readonly name: 'compatible' | 'strict';
  readonly algorithms: readonly Algorithm[];
  /** How far ahead `exp` may lie, in seconds. */
  readonly maxLifetime: number;
  /** How far the two clocks may differ, in seconds. */
  readonly clockTolerance: number;
}

/** Lifetimes beyond this are counted as a lenience; the usual five minutes and some. */
export const ORDINARY_LIFETIME = 600;

/** What a strict assertion is refused with for each departure; undefined where the standard leaves the choice. */
export const STRICTLY: Readonly<Record<Lenience, OidcErrorCode | undefined>> = {
  'expiry-as-string': 'oidc/claims',
  'issued-at-absent': undefined,
  'kid-absent': undefined,
  'audience-array': 'oidc/audience',
  'audience-endpoint': 'oidc/audience',
  'long-lived': 'oidc/expiry-too-far',
};
