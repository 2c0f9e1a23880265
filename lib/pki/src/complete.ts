import { type Report, reportOf } from './report.ts';
import { defineRule, undetermined } from './rule.ts';

/**
 * The check of every judgement that was not finished. `internal` never comes from what an input contains: it tells of a
 * fault of ours. All public judges end so instead of throwing, and neither reason ever counts as passed.
 */
export const JUDGEMENT_COMPLETE = defineRule({
  id: 'judgement.complete',
  citation: 'house rule: a judgement that cannot be finished is not valid',
  title: { en: 'the judgement could be finished', ja: '検証を最後まで行えたこと' },
  reasons: {
    internal: {
      en: 'the judgement met a fault of its own',
      ja: '検証の処理中に内部の障害が発生しました',
    },
    budget: {
      en: 'the judgement was given up: it asks for more signatures than any honest input',
      ja: '検証に必要な署名の数が通常ではありえない多さのため、検証を打ち切りました',
    },
  },
});

/** Tells of a fault of our own, where a judge ends instead of throwing. */
export const INTERNAL_FAULT = undetermined(JUDGEMENT_COMPLETE, 'internal');

/** The way out of the public judges: a fault of our own is told by a check, and never thrown at the caller. */
export function completed<R extends Report>(time: number, judge: () => R): R | Report {
  try {
    return judge();
  } catch {
    return reportOf(time, [INTERNAL_FAULT]);
  }
}
