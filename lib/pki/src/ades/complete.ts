import { defineRule } from '../rule.ts';

/** Never for what an input contains: it tells of a fault of ours, and keeps it from passing as a verdict. */
export const ADES_COMPLETE = defineRule({
  id: 'ades.complete',
  citation: 'house rule: a judgement that cannot be finished is not valid',
  title: { en: 'the judgement was finished', ja: '検証が最後まで行われたこと' },
  reasons: {
    internal: {
      en: 'the judgement met a fault of its own',
      ja: '検証の処理中に内部の障害が発生しました',
    },
  },
});
