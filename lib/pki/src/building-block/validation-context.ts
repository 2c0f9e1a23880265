import { defineRule, passed, undetermined } from '../rule.ts';
import type { SignatureFacts } from './facts.ts';
import type { SignatureOptions } from './options.ts';
import type { Finding } from './outcome.ts';

export const ADES_POLICY = defineRule({
  id: 'ades.policy',
  citation: 'ETSI EN 319 102-1 5.2.4',
  title: {
    en: 'the signature policy, if one is named, is one that the caller knows',
    ja: '署名ポリシーが指定されている場合は既知のものであること',
  },
  reasons: {
    unknown: {
      en: 'the signature was made under a policy that the caller did not allow',
      ja: '許可されていない署名ポリシーに基づく署名です',
    },
  },
});

/**
 * ETSI EN 319 102-1 5.2.4. An implied policy asks for nothing; an explicit one may forbid what the caller would
 * accept, so it must be one whose demands the caller knows.
 */
export function validationContext({ policy }: SignatureFacts, options: SignatureOptions): Finding {
  if (policy === undefined || policy === 'implied') return { checks: [passed(ADES_POLICY)] };
  if (options.signaturePolicies?.includes(policy) === true)
    return { checks: [passed(ADES_POLICY, { policy })] };
  return {
    checks: [undetermined(ADES_POLICY, 'unknown', { policy })],
    fault: 'SIGNATURE_POLICY_NOT_AVAILABLE',
  };
}
