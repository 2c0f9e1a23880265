import type { Certificate } from '../certificate.ts';
import type { IsSigned } from '../evidence-signer.ts';
import type { Check } from '../report.ts';
import type { Rule } from '../rule.ts';
import { checkOf, type Subject } from './requirement.ts';
import { REQUIREMENTS } from './table.ts';

/** What can stand in a report about the requirements. */
export const REQUIREMENT_RULES: readonly Rule[] = REQUIREMENTS.map(({ rule }) => rule);

/** One check for each requirement. `isAnchor` says that the caller trusts the certificate by itself. */
export function checkRequirements(certificate: Certificate, trust: Omit<Subject, 'certificate'>): Check[] {
  return REQUIREMENTS.map((requirement) =>
    checkOf(requirement, requirement.faultOf({ certificate, ...trust })),
  );
}

/**
 * One check for each requirement over a whole chain, leaf first; `position` in the facts is that of the first certificate
 * to break it. If `anchored`, the last one is the anchor.
 */
export function checkChainRequirements(
  certificates: readonly Certificate[],
  anchored: boolean,
  isSigned: IsSigned,
): Check[] {
  return REQUIREMENTS.map((requirement) => {
    for (const [position, certificate] of certificates.entries()) {
      const isAnchor = anchored && position === certificates.length - 1;
      const fault = requirement.faultOf({ certificate, isAnchor, isSigned });
      if (fault !== undefined) return checkOf(requirement, fault, { position });
    }
    return checkOf(requirement, undefined);
  });
}
