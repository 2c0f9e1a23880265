import { ASSERTION_CHECKS, type AssertionCheck } from '../../client-authentication/index.ts';
import type { JudgedAssertion } from '../record/event.ts';

export interface ShownCheck {
  readonly check: AssertionCheck;
  readonly status: 'passed' | 'failed' | 'open';
}

/** Each check of a client's assertion, in order: those before the one that it failed were passed, and none where it was not judged. */
export function assertionChecks(judged: JudgedAssertion | undefined): readonly ShownCheck[] {
  const failed = judged === undefined ? 0 : judged === 'passed' ? Infinity : ASSERTION_CHECKS.indexOf(judged);
  return ASSERTION_CHECKS.map((check, index) => ({
    check,
    status: check === judged ? 'failed' : index < failed ? 'passed' : 'open',
  }));
}
