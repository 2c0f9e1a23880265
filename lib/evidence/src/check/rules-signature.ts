import { defineRule, type Rule } from '@kazasu/pki/rule';

const FORMAT = 'docs/evidence-bundle.md';

export const EVIDENCE_CONTENT = defineRule({
  id: 'evidence.content',
  citation: `${FORMAT} 6`,
  title: { en: 'the parts of the record can be read', ja: '記録の内容を読み取れること' },
  reasons: {
    malformed: {
      en: 'a part is not of its form; `code` says which rule was broken',
      ja: '形式が正しくない部分があります。詳細は`code`に示します',
    },
    erased: {
      en: 'the signature is not in the bundle: it was erased or withheld',
      ja: '署名の部分は消去されたか、提供されていません',
    },
    withheld: {
      en: 'a part of the record is not in the bundle, and may say something against the signature',
      ja: '記録の一部が提供されていません。署名に不利な内容が含まれている可能性があります',
    },
    kind: {
      en: 'a record of this kind has no signature, and this one brings one that nothing judges',
      ja: 'この種類の記録に署名の部分はありません。含まれている署名は検証の対象になりません',
    },
    other: {
      en: 'the parts here are not those of the record, so the signature in them is not judged',
      ja: '記録時の内容と一致しない部分があるため、署名を検証していません',
    },
  },
});

export const EVIDENCE_DIGEST = defineRule({
  id: 'evidence.digest',
  citation: `${FORMAT} 6.2; RFC 5652 11.2`,
  title: {
    en: 'the signature is over what was asked about',
    ja: '署名の対象が、検証を求められたものと一致すること',
  },
  reasons: {
    other: { en: 'it is over another digest', ja: '署名の対象のハッシュ値が異なります' },
    attributes: {
      en: 'what was signed are no signed attributes with exactly one message-digest',
      ja: '署名の対象が、message-digestを一つだけ含む正しい署名属性ではありません',
    },
    'signed-info': {
      en: 'what was signed is no SignedInfo in canonical form',
      ja: '署名の対象が、正規化されたSignedInfoではありません',
    },
    count: {
      en: 'there are more or fewer signatures than digests',
      ja: '署名とハッシュ値の数が一致しません',
    },
  },
});

export const EVIDENCE_SIGNATURE = defineRule({
  id: 'evidence.signature',
  citation: `RFC 8017 8.2.2; RFC 5652 5.4; ${FORMAT} 6.2`,
  title: { en: "the certificate's key made the signature", ja: '証明書の鍵による署名であること' },
  reasons: {
    wrong: { en: 'the signature is not by this key over these octets', ja: '署名値が正しくありません' },
    certificate: { en: 'the certificate cannot be read', ja: '証明書を読み取れません' },
    unsupported: { en: 'a key that this form of signature is not for', ja: 'この形式に対応しない鍵です' },
  },
});

export const EVIDENCE_PATH = defineRule({
  id: 'evidence.path',
  citation: `RFC 5280 6; ${FORMAT} 7`,
  title: {
    en: 'the certificate was valid and not revoked at the time of the record',
    ja: '記録の時点で、証明書が有効であり失効していなかったこと',
  },
  reasons: {
    'no-anchor': {
      en: 'no certification authority was given to believe',
      ja: '認証局のトラストアンカーが与えられていません',
    },
    'not-valid': { en: 'it was not valid; `rule` says why', ja: '証明書が有効ではありませんでした' },
    undecided: {
      en: 'whether it was cannot be decided; `rule` says why',
      ja: '有効だったかを判定できません',
    },
  },
});

export const EVIDENCE_REPORT = defineRule({
  id: 'evidence.report',
  citation: `${FORMAT} 6.3`,
  title: {
    en: 'the verdict recorded is the one found again',
    ja: '記録された判定が、再検証の結果と一致すること',
  },
  reasons: {
    differs: {
      en: 'the record says more for it than is found',
      ja: '記録された判定と、再検証の結果が異なります',
    },
    worse: {
      en: 'the record found a fault in what is not in the bundle',
      ja: '証拠ファイルに含まれない部分について、記録時に問題が見つかっています',
    },
    open: {
      en: 'what was not decided again cannot be compared',
      ja: '再検証で判定できなかったため、比較できません',
    },
    time: { en: 'the report is not of the time of the record', ja: '報告の時刻が記録の時刻と合いません' },
  },
});

/** Rules about what was signed. */
export const SIGNATURE_RULES: readonly Rule[] = [
  EVIDENCE_CONTENT,
  EVIDENCE_DIGEST,
  EVIDENCE_SIGNATURE,
  EVIDENCE_PATH,
  EVIDENCE_REPORT,
];
