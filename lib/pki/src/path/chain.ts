import type { Certificate } from '../certificate.ts';
import type { NameConstraintsState } from '../constraint/index.ts';
import type { PolicyOutcome } from '../policy/index.ts';
import type { Check } from '../report.ts';
import type { Meter } from './budget.ts';
import type { PathDemands } from './options.ts';

/** What the rules of a path look at. */
export interface Chain {
  /** Leaf first. If {@link anchored}, the last one is the trust anchor's certificate. */
  readonly certificates: readonly Certificate[];
  /** False if no path was found: then the rules see the leaf alone, to say as much as can be said. */
  readonly anchored: boolean;
  readonly time: number;
  readonly demands: PathDemands;
  /** The caller's own name constraints; undefined if they could not be read. */
  readonly constraints: NameConstraintsState | undefined;
  readonly policy: PolicyOutcome;
  readonly meter: Meter;
}

/** One rule over the whole chain makes one check; `position` in its facts counts from the leaf. */
export type PathRule = (chain: Chain) => Check;

/** The path in the sense of RFC 5280 section 6.1: without the anchor. */
export function pathOf({ certificates, anchored }: Pick<Chain, 'certificates' | 'anchored'>) {
  return anchored ? certificates.slice(0, -1) : certificates;
}

export function anchorOf({
  certificates,
  anchored,
}: Pick<Chain, 'certificates' | 'anchored'>): Certificate | undefined {
  return anchored ? certificates[certificates.length - 1] : undefined;
}
