import { defineRule } from '../rule.ts';

export const XADES_STRUCTURE = defineRule({
  id: 'xades.structure',
  citation: 'W3C XML Signature 1.1 4',
  title: {
    en: 'the signature has the elements of the schema, in their order, and nothing between them',
    ja: '署名の要素が仕様どおりの順序で並び、余分なものがないこと',
  },
  reasons: {
    signature: {
      en: 'the Signature element is not as the schema has it',
      ja: 'Signature要素の構成に誤りがあります',
    },
    'signed-info': {
      en: 'the SignedInfo element is not as the schema has it',
      ja: 'SignedInfo要素の構成に誤りがあります',
    },
    reference: {
      en: 'a Reference element is not as the schema has it',
      ja: 'Reference要素の構成に誤りがあります',
    },
    value: { en: 'the signature value is not base64', ja: '署名値がBase64形式ではありません' },
    digest: { en: 'a digest value is not base64', ja: 'ハッシュ値がBase64形式ではありません' },
    certificate: {
      en: 'a certificate in KeyInfo is not base64 and nothing else',
      ja: 'KeyInfoの証明書がBase64形式ではありません',
    },
    'too-many': { en: 'more parts than any honest signature has', ja: '要素の数が上限を超えています' },
  },
});

export const XADES_IDENTIFIERS = defineRule({
  id: 'xades.identifiers',
  citation: 'W3C XML Signature 1.1 4.4.3.2; W3C XML 1.0 3.3.1',
  title: {
    en: 'no two elements of the document bear the same identifier',
    ja: '文書内の識別子（Id）が重複していないこと',
  },
  reasons: {
    duplicate: {
      en: 'two elements bear the same identifier, so that a reference means either',
      ja: '同じ識別子を持つ要素が複数あり、参照先が定まりません',
    },
  },
});

export const XADES_ALGORITHM = defineRule({
  id: 'xades.algorithm',
  citation: 'W3C XML Signature 1.1 6.1; RFC 6931 2',
  title: {
    en: 'the algorithms are among those that are known, without parameters',
    ja: '署名に用いられたアルゴリズムが対応しているものであること',
  },
  reasons: {
    canonicalisation: { en: 'the canonicalisation is not known', ja: '対応していない正規化方式です' },
    signature: {
      en: 'the signature method is not known, has parameters, or is no public-key signature',
      ja: '対応していない署名アルゴリズムです',
    },
    digest: { en: 'a digest is not known or has parameters', ja: '対応していないハッシュアルゴリズムです' },
  },
});

export const XADES_TRANSFORMS = defineRule({
  id: 'xades.transforms',
  citation: 'W3C XML Signature 1.1 6.6, 8.1; ETSI EN 319 132-1 6.3',
  title: {
    en: 'what is signed is not changed beforehand, but for leaving out the signature and canonicalising',
    ja: '署名対象に正規化など認められた変換だけが行われていること',
  },
  reasons: {
    algorithm: {
      en: 'a transform that is not accepted (XSLT and XPath are not), or one with parameters it does not have',
      ja: '認められていない変換（XSLT、XPathなど）が指定されています',
    },
    order: { en: 'transforms that do not go together', ja: '変換の組み合わせに誤りがあります' },
    structure: {
      en: 'the Transforms element is not as the schema has it',
      ja: 'Transforms要素の構成に誤りがあります',
    },
    target: {
      en: 'a transform that does not fit what is referred to',
      ja: '参照先に対して認められない変換が指定されています',
    },
  },
});

export const XADES_TARGET = defineRule({
  id: 'xades.target',
  citation: 'W3C XML Signature 1.1 4.4.3.1, 4.4.3.2, 8.2',
  title: {
    en: 'every reference is to the document, an object of the signature, its own properties, or octets that were given',
    ja: 'すべての参照先が文書全体、署名内のオブジェクト、署名属性、または指定されたデータであること',
  },
  reasons: {
    missing: { en: 'no element bears the identifier', ja: '参照先の要素がありません' },
    ambiguous: { en: 'several elements bear the identifier', ja: '参照先の要素が複数あります' },
    pointer: { en: 'the reference is an XPointer expression', ja: 'XPointerによる参照には対応していません' },
    element: {
      en: 'the reference is to some other element of the document, which nobody said they would read',
      ja: '参照先が文書全体ではなく、その一部の要素です',
    },
    itself: { en: 'the reference is to the signature that makes it', ja: '署名自身が参照されています' },
    manifest: {
      en: 'the reference is to a list of further references, which are not judged',
      ja: 'Manifestによる参照には対応していません',
    },
    unnamed: {
      en: 'two references leave out what they are to, or nobody gave the content',
      ja: '参照先が指定されていません',
    },
  },
});

export const XADES_COVERAGE = defineRule({
  id: 'xades.coverage',
  citation: 'ETSI EN 319 102-1 5.2.2; W3C XML Signature 1.1 8.1',
  title: {
    en: 'the signature covers all that stands around it and in it',
    ja: '署名が文書の全体を対象としていること',
  },
  reasons: {
    nothing: {
      en: 'no reference is to signed data, only to the properties of the signature',
      ja: '署名対象のデータが参照されていません',
    },
    document: {
      en: 'the document around the signature is not what it covers',
      ja: '署名を含む文書が署名の対象となっていません',
    },
    object: {
      en: 'an object in the signature that no reference covers',
      ja: '署名内に、署名の対象となっていないオブジェクトがあります',
    },
    given: {
      en: 'data was given that no reference is to; `uri` says which, unless it is the content',
      ja: '指定されたデータが署名の対象となっていません（対象は`uri`）',
    },
    part: {
      en: 'a part that is going to be read is not covered; `part` says which',
      ja: '指定された部分が署名の対象となっていません（対象は`part`）',
    },
    instruction: {
      en: 'processing instructions outside the root element, which is all that is covered',
      ja: '署名の対象外である処理命令が文書にあります',
    },
  },
});

export const XADES_TEXT = defineRule({
  id: 'xades.text',
  citation:
    'W3C XML Signature 1.1 8.1.2, 8.1.3; W3C Canonical XML 1.1 2.1; house rule: signed text is in one piece',
  title: {
    en: 'no comment and no CDATA section divides signed text, since canonicalising leaves them out',
    ja: '署名対象の文字列がコメントやCDATAセクションで分割されていないこと',
  },
  reasons: {
    divided: {
      en: 'signed text is divided where the signature does not tell, so that readers may take a piece of it for all',
      ja: '署名対象の文字列がコメントまたはCDATAセクションで分割されています',
    },
  },
});

/** In the order of reading; a fault ends it there. */
export const CORE_RULES = [XADES_IDENTIFIERS, XADES_STRUCTURE, XADES_ALGORITHM, XADES_TRANSFORMS] as const;
