import { CLOCK_TOLERANCE_SECONDS } from '../claims/index.ts';

/** Departures from the strict form that some relying parties need; each use is reported, so that it can be counted. */
export type Lenience =
  | 'expiry-as-string'
  | 'issued-at-absent'
  | 'kid-absent'
  | 'audience-array'
  | 'audience-endpoint'
  | 'long-lived';

export interface AssertionProfile {
  readonly name: 'compatible';
  /** How far ahead `exp` may lie, in seconds. */
  readonly maxLifetime: number;
  /** How far the two clocks may differ, in seconds. */
  readonly clockTolerance: number;
}

/**
 * What the real service's relying parties send: `aud` is the issuer or the token endpoint, alone or in an array of
 * only these; `exp` up to a day ahead, also as a string of digits; no `iat`; no `kid`.
 */
export const COMPATIBLE: AssertionProfile = {
  name: 'compatible',
  maxLifetime: 86_400,
  clockTolerance: CLOCK_TOLERANCE_SECONDS,
};

/** Lifetimes beyond this are counted as a lenience; the usual five minutes and some. */
export const ORDINARY_LIFETIME = 600;
