import { defineRule, skipped } from '../rule.ts';
import type { SignatureFacts } from './facts.ts';
import type { Finding } from './outcome.ts';

export const ADES_IGNORED = defineRule({
  id: 'ades.ignored',
  citation: 'ETSI EN 319 102-1 5.6.3, 5.6.4',
  title: {
    en: 'parts of the signature that are not judged',
    ja: '検証の対象としない要素',
  },
  reasons: {},
});

/** ETSI EN 319 102-1 5.2.2. What is named and passed over can only weaken the signature, never carry it. */
export function formatChecking({ formChecks, ignored = [] }: SignatureFacts): Finding {
  const broken = formChecks.some(({ status }) => status === 'failed' || status === 'undetermined');
  return {
    checks: [...formChecks, ...ignored.map((name) => skipped(ADES_IGNORED, { name }))],
    fault: broken ? 'FORMAT_FAILURE' : undefined,
  };
}
