import { type Check, decisiveCheck, type Report } from '@kazasu/pki';

type Facts = NonNullable<Check['facts']>;

/** What a judgement inside of this one ended with, in a few facts: the rule that decided, and its reason. */
export function decisiveFacts(report: Report): Facts {
  const check = decisiveCheck(report);
  if (check === undefined) return {};
  return { rule: check.id, ...(check.reason !== undefined && { because: check.reason }) };
}
