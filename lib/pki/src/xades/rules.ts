import { defineRule, type Rule } from '../rule.ts';
import { CORE_RULES, XADES_COVERAGE, XADES_TARGET, XADES_TEXT } from './rules-form.ts';

export const XADES_DOCUMENT = defineRule({
  id: 'xades.document',
  citation: 'ETSI EN 319 102-1 5.2.2; W3C XML 1.0 2.8; W3C XML Signature 1.1 4',
  title: {
    en: 'the document is XML 1.0 in UTF-8 without a document type, and holds a signature',
    ja: '文書がXML 1.0（UTF-8、文書型宣言なし）であり、署名があること',
  },
  reasons: {
    malformed: {
      en: 'not XML that is read, or larger than is read; `code` says why',
      ja: '文書を読み取れません（理由は`code`）',
    },
    none: { en: 'no signature', ja: '署名がありません' },
    'too-many': { en: 'more signatures than are judged', ja: '署名の数が上限を超えています' },
  },
});

export const XADES_QUALIFYING = defineRule({
  id: 'xades.qualifying-properties',
  citation: 'ETSI EN 319 132-1 4.3, 4.4.1',
  title: {
    en: 'the signature holds one set of qualifying properties, and they are about this signature',
    ja: '署名に署名属性（QualifyingProperties）が一つあり、この署名を対象としていること',
  },
  reasons: {
    missing: { en: 'no qualifying properties: a plain XML signature', ja: '署名属性がありません' },
    several: { en: 'more than one set of qualifying properties', ja: '署名属性が複数あります' },
    elsewhere: {
      en: 'the qualifying properties are kept elsewhere',
      ja: '署名属性が署名の外にあります',
    },
    target: {
      en: 'their target is not the identifier of this signature',
      ja: '署名属性の対象がこの署名ではありません',
    },
    structure: { en: 'not as the schema has it', ja: '署名属性の構成に誤りがあります' },
  },
});

export const XADES_SIGNED_PROPERTIES = defineRule({
  id: 'xades.signed-properties',
  citation: 'ETSI EN 319 132-1 4.4.2',
  title: {
    en: 'exactly one reference covers the signed properties of this signature',
    ja: '署名対象属性がこの署名によって一度だけ参照されていること',
  },
  reasons: {
    none: { en: 'no reference says that it is to signed properties', ja: '署名対象属性への参照がありません' },
    several: { en: 'several references say so', ja: '署名対象属性への参照が複数あります' },
    other: {
      en: 'the reference is to something else than the signed properties of this signature',
      ja: '参照先がこの署名の署名対象属性ではありません',
    },
  },
});

export const XADES_PROPERTIES = defineRule({
  id: 'xades.properties',
  citation: 'ETSI EN 319 132-1 5.2, 6.3',
  title: {
    en: 'the signed properties are well formed and name the signing certificate',
    ja: '署名対象属性の形式が正しく、署名者の証明書が示されていること',
  },
  reasons: {
    structure: { en: 'not as the schema has it', ja: '署名対象属性の構成に誤りがあります' },
    certificate: {
      en: 'neither SigningCertificate nor SigningCertificateV2, more than one, or malformed',
      ja: '署名者の証明書を示す属性がないか、形式に誤りがあります',
    },
    time: { en: 'the signing time is not a date and time with a zone', ja: '署名時刻の形式に誤りがあります' },
    policy: { en: 'the signature policy identifier is malformed', ja: '署名ポリシーの形式に誤りがあります' },
    format: {
      en: 'a data object format is about no reference of this signature, or one is described twice',
      ja: 'データ形式の属性が署名の参照と対応していません',
    },
  },
});

export const XADES_UNSIGNED = defineRule({
  id: 'xades.unsigned-properties',
  citation: 'ETSI EN 319 132-1 5.3, 5.4',
  title: {
    en: 'time-stamps, certificates and revocation values are readable',
    ja: 'タイムスタンプ、証明書、失効情報の形式が正しいこと',
  },
  reasons: {
    structure: { en: 'not as the schema has it', ja: '非署名属性の構成に誤りがあります' },
    timestamp: {
      en: 'a time-stamp that is not as the schema has it',
      ja: 'タイムスタンプの形式に誤りがあります',
    },
    value: { en: 'a value that is not base64 of DER', ja: '値がDER形式のBase64ではありません' },
    'too-many': { en: 'more values than any honest signature has', ja: '値の数が上限を超えています' },
  },
});

export const XADES_REFERENCE = defineRule({
  id: 'xades.reference',
  citation: 'W3C XML Signature 1.1 3.2.1; ETSI EN 319 102-1 5.2.7',
  title: {
    en: 'the data has the digest that was signed; `covers` and `uri` say what data',
    ja: '署名対象データのハッシュ値が一致すること（対象は`covers`と`uri`）',
  },
  reasons: {
    digest: { en: 'the data was changed', ja: 'データが変更されています' },
    'not-given': {
      en: 'the data is outside the document and was not given',
      ja: '署名対象のデータが指定されていません',
    },
    format: {
      en: 'the octets are those that were signed, but nobody signed what the object around them says they are (MimeType, Encoding)',
      ja: 'データは署名時のままですが、その種類の表示（MimeType、Encoding）が署名の対象となっていません',
    },
    unreadable: {
      en: 'the data cannot be brought into the form that was signed; `code` says why',
      ja: '署名対象のデータを変換できません（理由は`code`）',
    },
  },
});

export const XADES_SIGNATURE = defineRule({
  id: 'xades.signature',
  citation: 'W3C XML Signature 1.1 3.2.2, 6.4; ETSI EN 319 102-1 5.2.7',
  title: {
    en: 'the signature value is of the signed information, by the key of the signer',
    ja: '署名値が署名者の公開鍵で検証できること',
  },
  reasons: {
    key: {
      en: 'the method is not for a key of that kind',
      ja: '署名アルゴリズムが公開鍵の種類と一致しません',
    },
    value: { en: 'the signature does not verify', ja: '署名を検証できません' },
    unreadable: {
      en: 'the signed information cannot be canonicalised; `code` says why',
      ja: '署名情報を正規化できません（理由は`code`）',
    },
  },
});

/** The rules of the form of a signature, in the order of reading. */
export const FORM_RULES: readonly Rule[] = [
  ...CORE_RULES,
  XADES_QUALIFYING,
  XADES_SIGNED_PROPERTIES,
  XADES_PROPERTIES,
  XADES_TARGET,
  XADES_COVERAGE,
  XADES_TEXT,
  XADES_UNSIGNED,
];

/** All of this folder, for the catalogue of texts. */
export const XADES_RULES: readonly Rule[] = [XADES_DOCUMENT, ...FORM_RULES, XADES_REFERENCE, XADES_SIGNATURE];
