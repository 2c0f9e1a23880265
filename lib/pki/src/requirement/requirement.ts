import type { Certificate } from '../certificate.ts';
import type { IsSigned } from '../evidence-signer.ts';
import type { Check } from '../report.ts';
import { failed, passed, type Rule } from '../rule.ts';

/** A certificate and its place. */
export interface Subject {
  readonly certificate: Certificate;
  /** The caller trusts it by itself. */
  readonly isAnchor: boolean;
  /** Verifies signatures within the caller's budget, if there is one. */
  readonly isSigned: IsSigned;
}

/** One demand of RFC 5280 on a certificate: how it is broken, or undefined. */
export interface Requirement {
  readonly rule: Rule;
  readonly faultOf: (subject: Subject) => string | undefined;
}

/** Ties the reasons that a requirement may give to those that its rule explains. */
export function defineRequirement<R extends string>(
  rule: Rule<R>,
  faultOf: (subject: Subject) => NoInfer<R> | undefined,
): Requirement {
  return { rule, faultOf };
}

/** The check for one requirement; `facts` say which certificate broke it. */
export function checkOf({ rule }: Requirement, fault: string | undefined, facts?: Check['facts']): Check {
  return fault === undefined ? passed(rule) : failed<string>(rule, fault, facts);
}
