import { type Certificate, extensionOf } from '../certificate.ts';
import {
  CERTIFICATE_POLICIES,
  INHIBIT_ANY_POLICY,
  POLICY_CONSTRAINTS,
  POLICY_MAPPINGS,
} from '../extension/index.ts';
import { sameName } from '../name.ts';
import { type PolicyOutcome, type PolicyStep, processPolicies } from '../policy/index.ts';
import { anchorOf, pathOf } from './chain.ts';
import type { PathDemands } from './options.ts';

/** Runs the policy steps over a chain. A profile's policies are demanded like the caller's. */
export function policyOutcome(
  certificates: readonly Certificate[],
  anchored: boolean,
  demands: PathDemands,
): PolicyOutcome {
  const { profile, policies = profile?.policies } = demands;
  const anchor = anchorOf({ certificates, anchored });
  return processPolicies(pathOf({ certificates, anchored }).map(stepOf).reverse(), {
    policies,
    requireExplicitPolicy: demands.requireExplicitPolicy ?? profile?.policies !== undefined,
    inhibitPolicyMapping: demands.inhibitPolicyMapping,
    inhibitAnyPolicy: demands.inhibitAnyPolicy,
    anchor: anchor && stepOf(anchor),
  });
}

function stepOf(certificate: Certificate): PolicyStep {
  const constraints = extensionOf(certificate, POLICY_CONSTRAINTS);
  return {
    policies: extensionOf(certificate, CERTIFICATE_POLICIES)?.map(({ policy }) => policy),
    mappings: extensionOf(certificate, POLICY_MAPPINGS),
    requireExplicitPolicy: constraints?.requireExplicitPolicy,
    inhibitPolicyMapping: constraints?.inhibitPolicyMapping,
    inhibitAnyPolicy: extensionOf(certificate, INHIBIT_ANY_POLICY),
    selfIssued: sameName(certificate.subject, certificate.issuer),
  };
}
