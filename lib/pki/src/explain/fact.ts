import type { SubIndication } from '../building-block/index.ts';
import type { Text } from '../rule.ts';
import { SUB_INDICATIONS } from './indication.ts';

type Kind = 'time' | 'position' | 'number' | 'word' | 'rule' | 'indication';

interface FactWords {
  readonly kind: Kind;
  readonly label: Text;
}

const fact = (kind: Kind, en: string, ja: string): FactWords => ({ kind, label: { en, ja } });

/** What the facts of checks are called. Those that are not here are called by their names. */
export const FACTS: { readonly [name: string]: FactWords } = {
  algorithm: fact('word', 'algorithm', 'アルゴリズム'),
  algorithms: fact('word', 'algorithms', 'アルゴリズム'),
  anchor: fact('word', 'key identifier of the trust anchor', 'トラストアンカーの鍵識別子'),
  because: fact('indication', 'because', '理由'),
  bits: fact('number', 'key length in bits', '鍵長（ビット）'),
  code: fact('word', 'code of the error', 'エラーコード'),
  count: fact('number', 'how many', '個数'),
  genTime: fact('time', 'time of the time-stamp', 'タイムスタンプの時刻'),
  limit: fact('number', 'limit', '上限'),
  nextUpdate: fact('time', 'next update', '次回更新日時'),
  notAfter: fact('time', 'valid until', '有効期間の終了'),
  notBefore: fact('time', 'valid from', '有効期間の開始'),
  number: fact('number', 'number of the CRL', 'CRL番号'),
  object: fact('number', 'object in the file', 'ファイル内のオブジェクト番号'),
  oid: fact('word', 'object identifier', 'オブジェクト識別子'),
  of: fact('word', 'of', '対象'),
  policy: fact('word', 'policy', 'ポリシー'),
  position: fact('position', 'certificate', '証明書'),
  producedAt: fact('time', 'answer made at', '回答の生成日時'),
  revision: fact('number', 'revision of the file, from 0', 'ファイルの改訂番号（0から）'),
  rule: fact('rule', 'rule that was not kept', '満たされなかった規則'),
  thisUpdate: fact('time', 'this update', '今回更新日時'),
  time: fact('time', 'time', '時刻'),
};

/** One fact of a check in words; times in ISO 8601, UTC. */
export interface ExplainedFact {
  readonly name: string;
  readonly label: string;
  readonly text: string;
  /** Milliseconds since 1970, of times: for whoever writes them as clocks at hand show them. */
  readonly time?: number;
}

type TitleOf = (id: string) => string;

export function explainFacts(
  facts: { readonly [name: string]: string | number },
  language: keyof Text,
  titleOf: TitleOf,
): ExplainedFact[] {
  return Object.entries(facts).map(([name, value]) => {
    const words = Object.hasOwn(FACTS, name) ? FACTS[name] : undefined;
    const text = words === undefined ? String(value) : textOf(words.kind, value, language, titleOf);
    const time = words?.kind === 'time' && isTime(value) ? { time: value } : {};
    return { name, label: words?.label[language] ?? name, text, ...time };
  });
}

function textOf(kind: Kind, value: string | number, language: keyof Text, titleOf: TitleOf): string {
  if (kind === 'time' && isTime(value)) return new Date(value).toISOString();
  if (kind === 'position' && typeof value === 'number') return placeOf(value)[language];
  if (kind === 'rule') return titleOf(String(value));
  if (kind === 'indication' && Object.hasOwn(SUB_INDICATIONS, value)) {
    return SUB_INDICATIONS[value as SubIndication][language];
  }
  return String(value);
}

/** What is further away has no date. */
function isTime(value: string | number): value is number {
  return typeof value === 'number' && Math.abs(value) <= 8.64e15;
}

/** Certificates of a path are counted from the leaf. */
function placeOf(position: number): Text {
  if (position === 0) return { en: 'the one in question', ja: '検証対象' };
  return { en: `authority ${position} above it`, ja: `上位${position}番目の認証局` };
}
