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
 * digits; no `iat`; no `kid`. The numbers are the provider's to decide.
 */
export interface AssertionProfile {
  readonly name: 'compatible';
  /** How far ahead `exp` may lie, in seconds. */
  readonly maxLifetime: number;
  /** How far the two clocks may differ, in seconds. */
  readonly clockTolerance: number;
}

/** Lifetimes beyond this are counted as a lenience; the usual five minutes and some. */
export const ORDINARY_LIFETIME = 600;
