import { defineRule } from '../rule.ts';

export const PADES_FILE = defineRule({
  id: 'pades.file',
  citation: 'ISO 32000-2 7.3, 7.5',
  title: {
    en: 'the file is a PDF file that needs no mending',
    ja: '修復を必要としない正しいPDFファイルであること',
  },
  reasons: {
    malformed: {
      en: 'an object or the structure of the file is not that of the standard',
      ja: 'オブジェクトまたはファイル構造に誤りがあります',
    },
    'cross-reference': {
      en: 'cross-references contradict each other or the file, or point into another revision',
      ja: '相互参照に矛盾があるか、別の改訂版を指しています',
    },
    end: {
      en: 'the file does not end where its last revision ends',
      ja: 'ファイルの終わりが最後の改訂版の終わりと一致しません',
    },
    encrypted: { en: 'encrypted files are not judged', ja: '暗号化されたPDFは検証できません' },
    budget: {
      en: 'larger, deeper or more numerous than any honest file',
      ja: 'サイズ・階層・個数が上限を超えています',
    },
  },
});

export const PADES_SIGNATURES = defineRule({
  id: 'pades.signatures',
  citation: 'ISO 32000-2 12.7.5.5',
  title: { en: 'the form of the document holds signatures', ja: '文書のフォームに署名が存在すること' },
  reasons: {
    none: { en: 'no field holds a signature', ja: '署名されたフィールドがありません' },
    'too-many': { en: 'more signatures than are judged', ja: '署名の数が上限を超えています' },
  },
});

export const PADES_CERTIFICATION = defineRule({
  id: 'pades.certification',
  citation: 'ISO 32000-2 12.8.2.2, 12.8.6',
  title: {
    en: 'what may change after signing is said once, by the first signature',
    ja: '署名後に許可する変更が、最初の署名によって1か所で示されていること',
  },
  reasons: {
    malformed: {
      en: 'Perms or the transform parameters are malformed',
      ja: 'Permsまたは変換パラメータに誤りがあります',
    },
    'not-first': {
      en: 'the certification is not the first signature of the document',
      ja: '証明用署名が文書の最初の署名ではありません',
    },
    'not-a-field': {
      en: 'the certification is the value of no field',
      ja: '証明用署名がフィールドの値になっていません',
    },
  },
});

export const PADES_DSS = defineRule({
  id: 'pades.dss',
  citation: 'ETSI EN 319 142-1 5.4.2; ISO 32000-2 12.8.4.3',
  title: {
    en: 'the validation data of the document can be read',
    ja: '文書の検証情報（DSS）を読み取れること',
  },
  reasons: {
    malformed: { en: 'DSS or VRI is malformed', ja: 'DSSまたはVRIに誤りがあります' },
    budget: { en: 'more values than are judged', ja: '検証情報の個数が上限を超えています' },
  },
});

export const PADES_TIMESTAMP = defineRule({
  id: 'pades.document-time-stamp',
  citation: 'ETSI EN 319 142-1 5.4.3',
  title: {
    en: 'a time-stamp of the document covers it up to there',
    ja: '文書タイムスタンプが、その改訂版までの文書全体を対象としていること',
  },
  reasons: {
    form: {
      en: 'the time-stamp does not cover a whole revision or is malformed',
      ja: '文書タイムスタンプの形式または対象範囲に誤りがあります',
    },
    token: {
      en: 'its value is no time-stamp token',
      ja: '文書タイムスタンプの値がタイムスタンプトークンではありません',
    },
    imprint: {
      en: 'the time-stamp is of other octets than those of the document',
      ja: '文書タイムスタンプのハッシュ値が文書と一致しません',
    },
  },
});

export const PADES_UPDATES = defineRule({
  id: 'pades.updates',
  citation: 'ISO 32000-2 12.8.2.2, 12.8.2.4; ETSI EN 319 142-1 5.5',
  title: {
    en: 'later revisions changed nothing but what the signer allowed',
    ja: '後の改訂版が、署名者の許可した範囲だけを変更していること',
  },
  reasons: {
    content: {
      en: 'a later revision changed what was signed; `change` names it',
      ja: '後の改訂版で署名対象の内容が変更されています（内容は`change`）',
    },
    'not-allowed': {
      en: 'a later revision made a change that the signer did not allow; `change` names it',
      ja: '署名者が許可していない変更が後の改訂版で行われています（内容は`change`）',
    },
    locked: {
      en: 'a later revision filled a field that a signature had locked',
      ja: '署名によりロックされたフィールドが後の改訂版で変更されています',
    },
    appearance: {
      en: 'a later revision draws on a page; whether it covers what was signed a person must see',
      ja: '後の改訂版でページ上に表示が追加されており、署名内容を覆っていないか目視での確認が必要です',
    },
  },
});
