import type { Check } from '../report.ts';
import { failed, passed, type Rule } from '../rule.ts';

type Facts = NonNullable<Check['facts']>;

/** Collects what is wrong with the form of one signature. Readers say why and return nothing; the first fault decides. */
export class FormNotes {
  readonly #failed: Check[] = [];

  /** Returns undefined, so that a reader can end with it. */
  fail<R extends string>(rule: Rule<R>, reason: NoInfer<R>, facts?: Facts): undefined {
    this.#failed.push(failed(rule, reason, facts));
    return undefined;
  }

  get hasFailed(): boolean {
    return this.#failed.length > 0;
  }

  /** The checks in the order of the rules: failed ones, or passed. Rules after the one that stopped the reading are left out. */
  checks(rules: readonly Rule[]): Check[] {
    const last = Math.max(...this.#failed.map(({ id }) => rules.findIndex((rule) => rule.id === id)));
    const read = this.hasFailed ? rules.slice(0, last + 1) : rules;
    return read.flatMap((rule) => {
      const faults = this.#failed.filter(({ id }) => id === rule.id);
      return faults.length > 0 ? faults : [passed(rule)];
    });
  }
}
