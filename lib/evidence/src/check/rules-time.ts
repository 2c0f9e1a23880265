import { defineRule, type Rule } from '@kazasu/pki/rule';

const FORMAT = 'docs/evidence-bundle.md';

export const EVIDENCE_TIMESTAMP = defineRule({
  id: 'evidence.timestamp',
  citation: `RFC 3161 2.4.2; ${FORMAT} 8`,
  title: { en: 'the tree head is time-stamped', ja: 'チェックポイントにタイムスタンプがあること' },
  reasons: {
    absent: { en: 'there is no time-stamp yet', ja: 'タイムスタンプがまだありません' },
    type: {
      en: 'something that the time-stamp is judged by is not what it is called: a list may be hidden so',
      ja: 'タイムスタンプの検証資料の種類が内容と異なります。失効リストなどが隠されている可能性があります',
    },
    'no-anchor': {
      en: 'no authority was given to believe for time-stamps',
      ja: 'タイムスタンプのトラストアンカーが与えられていません',
    },
    'not-valid': {
      en: 'the time-stamp is not valid; `rule` says why',
      ja: 'タイムスタンプが有効ではありません',
    },
    undecided: {
      en: 'whether the time-stamp is valid cannot be decided; `rule` says why',
      ja: 'タイムスタンプの有効性を判定できません',
    },
  },
});

export const EVIDENCE_TIME = defineRule({
  id: 'evidence.time',
  citation: `${FORMAT} 8.2`,
  title: {
    en: 'the first time-stamp proves the time of the record',
    ja: '最初のタイムスタンプが記録の時刻を裏付けること',
  },
  reasons: {
    before: {
      en: 'the time-stamp is older than the record claims to be',
      ja: 'タイムスタンプが記録の時刻より前です',
    },
    late: {
      en: 'the time-stamp came so long after the record that it proves little',
      ja: 'タイムスタンプが記録の時刻より大幅に後です',
    },
    unproven: {
      en: 'there is no valid time-stamp to prove it',
      ja: '裏付ける有効なタイムスタンプがありません',
    },
  },
});

export const EVIDENCE_RENEWAL = defineRule({
  id: 'evidence.renewal',
  citation: `RFC 4998 5.3; ${FORMAT} 8.3`,
  title: {
    en: 'a later time-stamp renews the one before',
    ja: '後のタイムスタンプが前のものを更新していること',
  },
  reasons: {
    entry: { en: 'not an entry about a time-stamp', ja: 'タイムスタンプの項目ではありません' },
    token: { en: 'the entry does not name the token before', ja: '前のトークンを示していません' },
    material: {
      en: 'what the token before is judged by is not exactly what the entry names for it: some of it may have been left out',
      ja: '前のトークンの検証資料が、項目の示すものと一致しません。一部が取り除かれている可能性があります',
    },
    place: {
      en: 'the entry stands before the head that it renews',
      ja: '更新するチェックポイントより前に置かれています',
    },
    order: {
      en: 'the later time-stamp is older than the one before',
      ja: '後のタイムスタンプの時刻が前のものより前です',
    },
    unproven: { en: 'a time-stamp is missing or not valid', ja: '有効なタイムスタンプが欠けています' },
  },
});

export const EVIDENCE_CURRENT = defineRule({
  id: 'evidence.current',
  citation: `${FORMAT} 8.4`,
  title: {
    en: 'the last time-stamp has not aged',
    ja: '最後のタイムスタンプが有効期間内であること',
  },
  reasons: {
    aged: {
      en: 'its certificates have run out: it should have been renewed before; `rule` says which rule is not kept',
      ja: '証明書の有効期間が終わっています。その前に更新が必要でした',
    },
    unproven: { en: 'there is no valid time-stamp', ja: '有効なタイムスタンプがありません' },
  },
});

/** Rules about time. */
export const TIME_RULES: readonly Rule[] = [
  EVIDENCE_TIMESTAMP,
  EVIDENCE_TIME,
  EVIDENCE_RENEWAL,
  EVIDENCE_CURRENT,
];
