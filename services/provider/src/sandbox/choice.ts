import { SANDBOX_DELAY, SANDBOX_PARAMETERS, type SubstitutePerson } from '../api/sandbox.ts';
import type { ChosenOutcome } from './choice-data.ts';
import { findOutcome, fitsOccasion, isLate, needsPerson, type Occasion, OUTCOMES } from './outcome/index.ts';

/** What was asked for, as it came: in the address of a request, or in the page's form. */
export interface Asked {
  readonly person: string | undefined;
  readonly outcome: string | undefined;
  readonly delay: string | undefined;
}

/** Reads it from anything that has parameters; undefined where none of them is there. */
export function askedIn(get: (name: string) => string | undefined): Asked | undefined {
  const asked = {
    person: get(SANDBOX_PARAMETERS.person),
    outcome: get(SANDBOX_PARAMETERS.outcome),
    delay: get(SANDBOX_PARAMETERS.delay),
  };
  return Object.values(asked).some((value) => value !== undefined) ? asked : undefined;
}

/** What of it will not do, and what would. */
export interface ChoiceFault {
  readonly parameter: keyof typeof SANDBOX_PARAMETERS;
  readonly reason: 'missing' | 'unknown' | 'unfit';
}

/** Judges what was asked for against this request and the people there are. */
export function choiceOf(
  asked: Asked,
  occasion: Occasion,
  persons: readonly SubstitutePerson[],
): ChosenOutcome | ChoiceFault {
  const outcome = findOutcome(asked.outcome ?? 'success');
  if (outcome === undefined) return { parameter: 'outcome', reason: 'unknown' };
  if (!fitsOccasion(outcome, occasion)) return { parameter: 'outcome', reason: 'unfit' };
  if (asked.person === undefined && needsPerson(outcome)) return { parameter: 'person', reason: 'missing' };
  if (asked.person !== undefined && !persons.some(({ id }) => id === asked.person)) {
    return { parameter: 'person', reason: 'unknown' };
  }
  const delay = delayOf(asked.delay);
  if (delay === undefined) return { parameter: 'delay', reason: 'unknown' };
  if (asked.delay !== undefined && !isLate(outcome)) return { parameter: 'delay', reason: 'unfit' };
  return { outcome, person: asked.person, delayMs: isLate(outcome) ? delay * 1_000 : 0 };
}

/** Whole seconds within bounds; undefined for anything else. */
function delayOf(text: string | undefined): number | undefined {
  if (text === undefined) return SANDBOX_DELAY.default;
  const seconds = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  return seconds >= SANDBOX_DELAY.min && seconds <= SANDBOX_DELAY.max ? seconds : undefined;
}

/** Ids of all outcomes that can come of such a request. */
export function outcomesFor(occasion: Occasion): string[] {
  return OUTCOMES.filter((outcome) => fitsOccasion(outcome, occasion)).map(({ id }) => id);
}
