import { defineRule, type Rule } from '../rule.ts';

export const CMS_FORM = defineRule({
  id: 'cms.form',
  citation: 'RFC 5652 3, 5.1; X.690 10',
  title: { en: 'a SignedData in DER', ja: 'DER形式のCMS SignedDataであること' },
  reasons: {
    'not-der': {
      en: 'not DER: indefinite lengths, octet strings in pieces, or octets that are cut off or left over',
      ja: 'DER形式ではありません（不定長、分割されたオクテット列、過不足のあるデータなど）',
    },
    malformed: {
      en: 'DER, but not a SignedData that is read here; `code` says which rule was broken',
      ja: 'SignedDataの形式に誤りがあります（理由は`code`）',
    },
  },
});

export const CMS_VERSION = defineRule({
  id: 'cms.version',
  citation: 'RFC 5652 5.1, 5.3',
  title: { en: 'the versions are those that the contents ask for', ja: 'バージョンが内容に対応していること' },
  reasons: {
    wrong: {
      en: 'the version of SignedData or SignerInfo is not the one for its contents',
      ja: 'SignedDataまたはSignerInfoのバージョンが内容と一致しません',
    },
  },
});

export const CMS_SIGNERS = defineRule({
  id: 'cms.signers',
  citation: 'RFC 5652 5.1',
  title: { en: 'somebody signed', ja: '署名者が存在すること' },
  reasons: {
    none: { en: 'a SignedData without a signer says nothing', ja: '署名者の情報がありません' },
  },
});

export const CMS_DIGEST_ALGORITHMS = defineRule({
  id: 'cms.digest-algorithms',
  citation: 'RFC 5652 5.1, 5.3',
  title: {
    en: "the signer's digest algorithm is listed in the SignedData",
    ja: '署名者のハッシュアルゴリズムがSignedDataに列挙されていること',
  },
  reasons: {
    'not-listed': {
      en: 'the digest algorithm of the signer is not listed',
      ja: '署名者のハッシュアルゴリズムが列挙されていません',
    },
  },
});

export const CMS_ALGORITHMS = defineRule({
  id: 'cms.algorithms',
  citation: 'RFC 5652 5.3; RFC 3370 3.2; RFC 4056 3; RFC 5754 3',
  title: {
    en: 'digest algorithm and signature algorithm agree',
    ja: 'ハッシュアルゴリズムと署名アルゴリズムが整合していること',
  },
  reasons: {
    mismatch: {
      en: 'the signature algorithm names another hash than the digest algorithm',
      ja: '署名アルゴリズムとハッシュアルゴリズムが一致しません',
    },
    parameters: {
      en: 'the signature algorithm has parameters that it must not have',
      ja: '署名アルゴリズムのパラメータに誤りがあります',
    },
  },
});

export const CMS_ATTRIBUTES = defineRule({
  id: 'cms.attributes',
  citation: 'RFC 5652 5.3, 11; X.690 11.6; ETSI EN 319 122-1 5',
  title: {
    en: 'attributes stand in their place, in order, and none that counts is there twice',
    ja: '属性が正しい位置・順序にあり、重複がないこと',
  },
  reasons: {
    order: { en: 'signed attributes not in the order of DER', ja: '署名対象属性がDERの順序に並んでいません' },
    twice: { en: 'the attribute is there twice', ja: '同じ属性が重複しています' },
    values: { en: 'not exactly one value', ja: '属性の値がちょうど一つではありません' },
    misplaced: {
      en: 'a signed attribute among the unsigned ones, or the other way round',
      ja: '署名対象属性と非署名属性の位置が入れ替わっています',
    },
    absent: {
      en: 'without signed attributes only plain data may be signed (RFC 5652 5.3)',
      ja: '署名対象属性がありません',
    },
    confusable: {
      en: 'no signed attributes, and the content is itself a set of attributes: nobody can say what was signed',
      ja: '署名対象属性がなく、内容自体が属性の集合のため、署名対象を特定できません',
    },
  },
});

export const CMS_CONTENT_TYPE = defineRule({
  id: 'cms.content-type',
  citation: 'RFC 5652 11.1',
  title: {
    en: 'the type of the content is the one that was signed',
    ja: 'content-type属性が内容の型と一致すること',
  },
  reasons: {
    absent: { en: 'content-type is required among signed attributes', ja: 'content-type属性がありません' },
    mismatch: { en: 'content-type names another type', ja: 'content-type属性が内容の型と異なります' },
    malformed: { en: 'content-type is malformed', ja: 'content-type属性の形式に誤りがあります' },
  },
});

export const CMS_MESSAGE_DIGEST = defineRule({
  id: 'cms.message-digest',
  citation: 'RFC 5652 5.4, 11.2',
  title: {
    en: 'the content has the digest that was signed',
    ja: '内容のハッシュ値が署名されたものと一致すること',
  },
  reasons: {
    absent: {
      en: 'message-digest is required among signed attributes',
      ja: 'message-digest属性がありません',
    },
    malformed: { en: 'message-digest is malformed', ja: 'message-digest属性の形式に誤りがあります' },
    mismatch: { en: 'the content is not the one that was signed', ja: '内容が署名されたものと異なります' },
    'no-content': {
      en: 'the signature is detached, and the content was not given',
      ja: '署名対象の内容が指定されていません',
    },
  },
});

export const CMS_CONTENT = defineRule({
  id: 'cms.content',
  citation: 'RFC 5652 5.2',
  title: {
    en: 'the content given is the content in the document',
    ja: '指定された内容が文書内の内容と一致すること',
  },
  reasons: {
    other: {
      en: 'the document holds its content, and it is not the one given',
      ja: '文書内の内容が指定された内容と異なります',
    },
  },
});

export const CMS_SIGNING_TIME = defineRule({
  id: 'cms.signing-time',
  citation: 'RFC 5652 11.3',
  title: { en: 'signing-time is a time', ja: 'signing-time属性が正しい時刻であること' },
  reasons: {
    malformed: {
      en: 'no such time, or a GeneralizedTime where UTCTime is demanded',
      ja: 'signing-time属性の形式に誤りがあります',
    },
  },
});

export const CMS_SIGNING_CERTIFICATE = defineRule({
  id: 'cms.signing-certificate',
  citation: 'RFC 5035 5.4; ETSI EN 319 122-1 5.2.2',
  title: {
    en: 'signing-certificate or signing-certificate-v2 can be read',
    ja: 'signing-certificate属性を読み取れること',
  },
  reasons: {
    malformed: {
      en: 'the attribute is malformed or names no certificate',
      ja: 'signing-certificate属性の形式に誤りがあります',
    },
  },
});

export const CMS_ALGORITHM_PROTECTION = defineRule({
  id: 'cms.algorithm-protection',
  citation: 'RFC 6211 2, 3',
  title: {
    en: 'the algorithms are those that the signer protected',
    ja: 'アルゴリズムがcms-algorithm-protection属性と一致すること',
  },
  reasons: {
    mismatch: {
      en: 'the signer named other algorithms',
      ja: 'アルゴリズムがcms-algorithm-protection属性と異なります',
    },
    malformed: {
      en: 'the attribute is malformed or protects no signature',
      ja: 'cms-algorithm-protection属性の形式に誤りがあります',
    },
  },
});

export const CMS_POLICY = defineRule({
  id: 'cms.signature-policy',
  citation: 'RFC 5126 5.8.1; ETSI EN 319 122-1 5.2.9',
  title: { en: 'the signature policy identifier can be read', ja: '署名ポリシー識別子を読み取れること' },
  reasons: {
    malformed: { en: 'the attribute is malformed', ja: '署名ポリシー識別子の形式に誤りがあります' },
  },
});

export const CMS_VALUES = defineRule({
  id: 'cms.values',
  citation: 'RFC 5126 6.3.3, 6.3.4; ETSI EN 319 122-1 A.1.1.2, A.1.2.2',
  title: {
    en: 'certificates, revocation information and time-stamps among the attributes can be read',
    ja: '属性に含まれる証明書、失効情報、タイムスタンプを読み取れること',
  },
  reasons: {
    'too-many': {
      en: 'more time-stamps than are judged',
      ja: 'タイムスタンプの数が検証の上限を超えています',
    },
    malformed: {
      en: 'certificate-values or revocation-values is malformed; `code` says why',
      ja: 'certificate-valuesまたはrevocation-values属性の形式に誤りがあります（理由は`code`）',
    },
  },
});

export const CMS_SIGNATURE = defineRule({
  id: 'cms.signature',
  citation: 'RFC 5652 5.4, 5.6',
  title: { en: "the signature is of the signer's key", ja: '署名値が署名者の鍵によるものであること' },
  reasons: {
    wrong: { en: "the signer's key did not make this signature", ja: '署名値が署名者の鍵で検証できません' },
  },
});

/** Every rule of this folder. */
export const CMS_RULES: readonly Rule[] = [
  CMS_FORM,
  CMS_VERSION,
  CMS_SIGNERS,
  CMS_DIGEST_ALGORITHMS,
  CMS_ALGORITHMS,
  CMS_ATTRIBUTES,
  CMS_CONTENT_TYPE,
  CMS_MESSAGE_DIGEST,
  CMS_CONTENT,
  CMS_SIGNING_TIME,
  CMS_SIGNING_CERTIFICATE,
  CMS_ALGORITHM_PROTECTION,
  CMS_POLICY,
  CMS_VALUES,
  CMS_SIGNATURE,
];
