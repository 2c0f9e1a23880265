import type { Check } from './report.ts';

/** One sentence in both languages. The Japanese is polite and short (です・ます), the English has no full stop. */
export interface Text {
  readonly en: string;
  readonly ja: string;
}

/**
 * A rule that a judge applies: the identifier and citation of its check, what it asks in a few words, and the closed
 * list of reasons for which it can fail, stay open or be skipped, each with a sentence that explains it. Reports carry names
 * alone; `explainReport` looks the sentences up.
 */
export interface Rule<R extends string = string> {
  readonly id: string;
  readonly citation: string;
  readonly title: Text;
  readonly reasons: { readonly [K in R]: Text };
}

type Facts = NonNullable<Check['facts']>;

export function defineRule<R extends string>(rule: Rule<R>): Rule<R> {
  return rule;
}

// Written out instead of spread: a judgement makes dozens of these.
export function passed({ id, citation }: Rule, facts?: Facts): Check {
  return facts === undefined ? { id, status: 'passed', citation } : { id, status: 'passed', citation, facts };
}

export function failed<R extends string>(rule: Rule<R>, reason: NoInfer<R>, facts?: Facts): Check {
  return { id: rule.id, status: 'failed', reason, citation: rule.citation, ...(facts && { facts }) };
}

export function undetermined<R extends string>(rule: Rule<R>, reason: NoInfer<R>, facts?: Facts): Check {
  return { id: rule.id, status: 'undetermined', reason, citation: rule.citation, ...(facts && { facts }) };
}

/** The rule does not apply, or what it needs was refused by another check of the same report. */
export function skipped(rule: Rule, facts?: Facts): Check {
  return { id: rule.id, status: 'skipped', citation: rule.citation, ...(facts && { facts }) };
}

/** The same where the report would not say by itself why. */
export function skippedFor<R extends string>(rule: Rule<R>, reason: NoInfer<R>, facts?: Facts): Check {
  return { id: rule.id, status: 'skipped', reason, citation: rule.citation, ...(facts && { facts }) };
}
