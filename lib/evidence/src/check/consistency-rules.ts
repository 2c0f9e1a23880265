import { defineRule, type Rule } from '@kazasu/pki/rule';

export const EVIDENCE_HEADS = defineRule({
  id: 'evidence.heads',
  citation: 'C2SP tlog-checkpoint',
  title: { en: 'both heads are of one log, the older first', ja: '両方が同じログのもので、順序が正しいこと' },
  reasons: {
    origin: { en: 'the heads are of different logs', ja: '異なるログのチェックポイントです' },
    order: { en: 'the first head is of the larger tree', ja: '先のチェックポイントの方が大きい木のものです' },
  },
});

export const EVIDENCE_CONSISTENCY = defineRule({
  id: 'evidence.consistency',
  citation: 'RFC 9162 2.1.4.2',
  title: {
    en: 'the later tree continues the earlier one: nothing was rewritten',
    ja: '後のログが先のログの続きであり、書き換えがないこと',
  },
  reasons: {
    rewritten: {
      en: 'two trees of one size have different roots: the log was rewritten',
      ja: '同じ大きさのログのルートハッシュが異なります。ログが書き換えられています',
    },
    proof: {
      en: 'the proof does not lead from one root to the other',
      ja: '証明が、両方のルートハッシュに至りません',
    },
    checkpoint: { en: 'there are no two heads to compare', ja: '比較する二つのチェックポイントがありません' },
  },
});

/** Rules about two heads. */
export const CONSISTENCY_RULES: readonly Rule[] = [EVIDENCE_HEADS, EVIDENCE_CONSISTENCY];
