import type { Text } from '@kazasu/pki/rule';

/** What the facts of this room's checks are called. Facts of `@kazasu/pki` keep their own names. */
export const FACT_LABELS: { readonly [name: string]: Text } = {
  part: { en: 'part', ja: '部分' },
  step: { en: 'step of the proof', ja: '証明の段階' },
  leafIndex: { en: 'place in the log', ja: 'ログ内の位置' },
  treeSize: { en: 'size of the log', ja: 'ログの大きさ' },
  signature: { en: 'signature', ja: '署名' },
  at: { en: 'time of the record', ja: '記録時刻' },
  count: { en: 'number', ja: '数' },
  digests: { en: 'digests', ja: 'ハッシュ値の数' },
  signatures: { en: 'signatures', ja: '署名の数' },
  recorded: { en: 'recorded', ja: '記録された判定' },
  found: { en: 'found again', ja: '再検証の結果' },
  from: { en: 'from size', ja: '前の大きさ' },
  to: { en: 'to size', ja: '後の大きさ' },
};

/** Facts that are times, milliseconds since 1970. */
export const TIME_FACTS: ReadonlySet<string> = new Set(['at', 'time', 'genTime']);
