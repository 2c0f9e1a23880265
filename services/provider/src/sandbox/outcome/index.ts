/**
 * The table of outcomes that can be asked for in place of holding a card: one row each, with what the relying party gets and where.
 * Pages, documents, the JSON list and the tests are made of it. Owns no behaviour but reading the table.
 */
import type { SandboxAnswer, SandboxOutcome } from '../../api/sandbox.ts';
import { DECLINED, EXPIRED, FAILURES } from '../../interaction/answer.ts';
import { FAILED, PERSON, WELL } from './authorization.ts';
import { needsPerson, type Outcome, toldOf } from './outcome.ts';
import { RESULT } from './result.ts';
import { STRICT } from './strict.ts';
import { TOKEN } from './token.ts';
import { USERINFO } from './userinfo.ts';

export { isLate, type Later, needsPerson, type Outcome, type Problem, type Way } from './outcome.ts';

/** In the order in which they are shown. */
export const OUTCOMES: readonly Outcome[] = [
  ...WELL,
  ...PERSON,
  ...FAILED,
  ...TOKEN,
  ...USERINFO,
  ...RESULT,
  ...STRICT,
];

export function findOutcome(id: string): Outcome | undefined {
  return OUTCOMES.find((outcome) => outcome.id === id);
}

/** What the relying party gets of it. */
export function answersOf(outcome: Outcome): SandboxAnswer[] {
  return toldOf(outcome, (way) => {
    if (way === 'refused' || way.kind === 'decline') return DECLINED;
    return way.kind === 'expire' ? EXPIRED : FAILURES[way.failure];
  });
}

export function outcomeView(outcome: Outcome): SandboxOutcome {
  const { id, group, only, title, explanation } = outcome;
  return { id, group, only, person: needsPerson(outcome), title, explanation, told: answersOf(outcome) };
}

/** What is asked for in a request. */
export interface Occasion {
  readonly scope: readonly string[];
  readonly kind: 'private' | 'government';
  readonly profile: 'compatible' | 'strict';
  /** Whether the request is being pushed, so that what comes before a login can still come. */
  readonly pushing?: boolean;
}

/** Whether this can come of such a request. */
export function fitsOccasion({ only, way }: Outcome, { scope, kind, profile, pushing }: Occasion): boolean {
  if (way.kind === 'before' && pushing !== true) return false;
  const signs = scope.includes('sign');
  switch (only) {
    case 'any':
      return true;
    case 'login':
      return !signs;
    case 'signature':
      return signs;
    case 'government-signature':
      return signs && kind === 'government';
    case 'strict':
      return profile === 'strict';
    case 'items':
      return scope.some((word) => word !== 'openid' && word !== 'sign');
  }
}
