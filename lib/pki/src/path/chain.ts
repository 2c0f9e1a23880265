import type { Certificate } from '../certificate.ts';
import type { Profile } from '../profile/profile.ts';
import type { Check } from '../report.ts';

/** What the rules of a path look at. */
export interface Chain {
  /** Leaf first. If {@link anchored}, the last one is the trust anchor's certificate. */
  readonly certificates: readonly Certificate[];
  /** False if no path was found: then the rules see the leaf alone, to say as much as can be said. */
  readonly anchored: boolean;
  readonly time: number;
  /** Profile of the leaf, if the caller demands one. */
  readonly profile: Profile | undefined;
  /** Profile of the anchor, if the caller demands one. */
  readonly authorityProfile: Profile | undefined;
}

/** One rule over the whole chain makes one check; `position` in its facts counts from the leaf. */
export type PathRule = (chain: Chain) => Check;
