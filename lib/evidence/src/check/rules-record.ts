import { defineRule, type Rule } from '@kazasu/pki/rule';

const FORMAT = 'docs/evidence-bundle.md';

export const EVIDENCE_FORMAT = defineRule({
  id: 'evidence.format',
  citation: `${FORMAT} 2, 3`,
  title: { en: 'bundle and entry have the form of the format', ja: '証拠ファイルと記録の形式が正しいこと' },
  reasons: {
    bundle: {
      en: 'not a bundle of evidence; `code` says which rule was broken',
      ja: '証拠ファイルの形式ではありません。詳細は`code`に示します',
    },
    entry: {
      en: 'the entry is not spelled as entries are; `code` says which rule was broken',
      ja: '記録の形式が正しくありません。詳細は`code`に示します',
    },
    kind: {
      en: 'the entry is about a time-stamp, not about a record',
      ja: '記録ではなく、タイムスタンプの項目です',
    },
  },
});

export const EVIDENCE_PART = defineRule({
  id: 'evidence.part',
  citation: `${FORMAT} 4`,
  title: {
    en: 'a part is the one that the entry commits to',
    ja: '記録の各部分が、記録時のものと一致すること',
  },
  reasons: {
    other: {
      en: 'salt and content do not open the commitment: the part was changed',
      ja: '記録時の内容と一致しません（改変された可能性があります）',
    },
    unnamed: { en: 'the entry does not name such a part', ja: '記録にない部分が含まれています' },
    erased: {
      en: 'the part is not in the bundle: it was erased or withheld',
      ja: 'この部分は消去されたか、提供されていません',
    },
  },
});

export const EVIDENCE_OBJECTS = defineRule({
  id: 'evidence.objects',
  citation: `${FORMAT} 5`,
  title: {
    en: 'certificates, lists and answers are those that the entry names',
    ja: '証明書・失効リストなどの資料が、記録時のものと一致すること',
  },
  reasons: {
    unnamed: { en: 'an object that the entry does not name', ja: '記録にない資料が含まれています' },
    missing: { en: 'an object that the entry names is not here', ja: '記録にある資料が含まれていません' },
    type: {
      en: 'an object is not what it is called: a list may be hidden so',
      ja: '資料の種類が内容と異なります。失効リストなどが隠されている可能性があります',
    },
  },
});

export const EVIDENCE_DOCUMENT = defineRule({
  id: 'evidence.document',
  citation: `${FORMAT} 6.1`,
  title: { en: 'the document is the one that was signed', ja: '文書が署名されたものであること' },
  reasons: {
    other: { en: 'its hash is not that of the record', ja: '文書のハッシュ値が記録と一致しません' },
    'no-request': {
      en: 'the part that names the document is not here',
      ja: '文書を特定する部分が含まれていません',
    },
    unproven: {
      en: 'it was handed in, but it is not proven here to be what was signed',
      ja: '記録された文書ですが、署名の対象であることは、ここでは証明されていません',
    },
    'not-valid': {
      en: 'its signatures do not hold for it; `rule` says why',
      ja: '文書の署名が有効ではありません',
    },
    undecided: {
      en: 'whether its signatures hold for it cannot be decided; `rule` says why',
      ja: '文書の署名の有効性を判定できません',
    },
    'other-signature': {
      en: 'the signatures in it are not those of the record',
      ja: '文書の署名が、記録された署名と異なります',
    },
  },
});

export const EVIDENCE_INCLUSION = defineRule({
  id: 'evidence.inclusion',
  citation: 'RFC 9162 2.1.3.2',
  title: { en: 'the entry is a leaf of the signed tree', ja: '記録が、署名されたログに含まれていること' },
  reasons: {
    path: {
      en: 'the path does not lead from this entry, at this place, to the root',
      ja: '包含証明が、この記録からルートハッシュに至りません',
    },
    checkpoint: { en: 'there is no tree head to lead to', ja: '対象となるチェックポイントがありません' },
  },
});

export const EVIDENCE_CHECKPOINT = defineRule({
  id: 'evidence.checkpoint',
  citation: 'C2SP tlog-checkpoint; C2SP signed-note',
  title: { en: 'the log signed the tree head', ja: 'チェックポイントにログの署名があること' },
  reasons: {
    malformed: { en: 'not a checkpoint', ja: 'チェックポイントの形式ではありません' },
    signature: { en: 'not signed by the key of the log', ja: 'ログの鍵による署名がないか、正しくありません' },
    origin: { en: 'a checkpoint of another log', ja: '別のログのチェックポイントです' },
    'no-key': {
      en: 'no key of this log was given to believe',
      ja: 'このログの公開鍵が、信頼するものとして与えられていません',
    },
  },
});

export const EVIDENCE_WITNESS = defineRule({
  id: 'evidence.witness',
  citation: 'C2SP tlog-cosignature',
  title: { en: 'witnesses saw the tree head', ja: '証人がチェックポイントを確認していること' },
  reasons: {
    signature: { en: 'a cosignature is not that of the witness', ja: '証人の署名が正しくありません' },
    none: { en: 'none of the witnesses given signed it', ja: '与えられた証人の署名はありません' },
  },
});

/** Rules about what stands in the log. */
export const RECORD_RULES: readonly Rule[] = [
  EVIDENCE_FORMAT,
  EVIDENCE_PART,
  EVIDENCE_OBJECTS,
  EVIDENCE_DOCUMENT,
  EVIDENCE_INCLUSION,
  EVIDENCE_CHECKPOINT,
  EVIDENCE_WITNESS,
];
