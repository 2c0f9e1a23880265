import type { Certificate } from '../certificate.ts';
import { initialNameConstraints, type NameConstraintsState } from '../constraint/index.ts';
import { ifReadable } from '../error.ts';
import { parseSubtrees } from '../extension/index.ts';
import type { GeneralName } from '../general-name.ts';
import { checkProfile } from '../profile/check-profile.ts';
import type { Profile } from '../profile/profile.ts';
import type { Check } from '../report.ts';
import { checkChainRequirements } from '../requirement/index.ts';
import { anchorOf, type Chain } from './chain.ts';
import { isSignedBy, type Ledger } from './ledger.ts';
import type { PathDemands } from './options.ts';
import { policyOutcome } from './policy.ts';
import { PATH_CHECKS } from './rules.ts';

export interface ChainJudgement {
  readonly checks: readonly Check[];
  readonly policies: readonly string[];
}

/** Judges one chain by every rule of the path, RFC 5280's demands on each certificate, and the profiles. Without `anchored` it is the leaf alone. */
export function judgeChain(
  certificates: readonly Certificate[],
  anchored: boolean,
  { ledger, ...asked }: { readonly time: number; readonly demands: PathDemands; readonly ledger: Ledger },
): ChainJudgement {
  const { time, demands } = asked;
  const { profile, anchorProfile } = demands;
  const policy = policyOutcome(certificates, anchored, demands);
  const constraints = demandedConstraints(demands);
  const chain: Chain = { certificates, anchored, constraints, policy, time, demands, meter: ledger.meter };
  const [leaf, issuer] = certificates;
  const anchor = anchorOf(chain);
  const checks = [
    ...PATH_CHECKS.map((rule) => rule(chain)),
    ...checkChainRequirements(certificates, anchored, (signed, issuer) => isSignedBy(signed, issuer, ledger)),
    ...(profile && leaf ? checkProfile(profile, { certificate: leaf, issuer }) : []),
    ...(anchorProfile && anchor ? anchorChecks(anchorProfile, anchor) : []),
  ];
  return { checks, policies: policy.policies };
}

/** An anchor is the same all day, and its profile asks nothing but the certificate: judged once. */
const ANCHOR_CHECKS = new WeakMap<Certificate, Map<Profile, readonly Check[]>>();

function anchorChecks(profile: Profile, anchor: Certificate): readonly Check[] {
  const byProfile = ANCHOR_CHECKS.get(anchor) ?? new Map<Profile, readonly Check[]>();
  ANCHOR_CHECKS.set(anchor, byProfile);
  const known = byProfile.get(profile);
  if (known !== undefined) return known;
  const checks = checkProfile(profile, { certificate: anchor, issuer: anchor });
  byProfile.set(profile, checks);
  return checks;
}

/** Undefined if they cannot be read: then nothing may pass. */
function demandedConstraints(demands: PathDemands): NameConstraintsState | undefined {
  const { permittedSubtrees, excludedSubtrees } = demands;
  return ifReadable(() => initialNameConstraints(subtrees(permittedSubtrees), subtrees(excludedSubtrees)));
}

function subtrees(der: Uint8Array | undefined): readonly GeneralName[] | undefined {
  return der && parseSubtrees(der);
}
