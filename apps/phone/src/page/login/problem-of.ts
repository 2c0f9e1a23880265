import { PhoneError } from '../../headless/index.ts';
import type { Problem } from './screen-state.ts';

/** What a screen has to know about an error. A fault of ours says no more than that. */
export function problemOf(error: unknown): Problem {
  if (!(error instanceof PhoneError)) return { code: 'phone/fault', final: false };
  const { code, final, pin, triesLeft } = error;
  return {
    code,
    final,
    ...(pin === undefined ? {} : { pin }),
    ...(triesLeft === undefined ? {} : { triesLeft }),
  };
}

const PASSING: ReadonlySet<Problem['code']> = new Set<Problem['code']>([
  'phone/unreachable',
  'phone/answer',
  'provider/too_many_requests',
  'provider/service_unavailable',
]);

/** May be gone at the next try, and says nothing against what was sent: the same can be sent again as it is. */
export function isPassing(code: Problem['code']): boolean {
  return PASSING.has(code);
}
