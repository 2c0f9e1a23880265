import { defineRule } from '../rule.ts';

export const PADES_DICTIONARY = defineRule({
  id: 'pades.dictionary',
  citation: 'ISO 32000-2 12.8.1; ETSI EN 319 142-1 5.4',
  title: {
    en: 'the signature dictionary announces a signature of a kind that is judged here',
    ja: '署名辞書が検証対象の署名の種類を示していること',
  },
  reasons: {
    type: { en: 'Type is not that of the kind in SubFilter', ja: 'Typeの値がSubFilterの種類と一致しません' },
    filter: { en: 'Filter is missing', ja: 'Filterがありません' },
    'sub-filter': {
      en: 'SubFilter is missing, or of a kind that is not judged here',
      ja: 'SubFilterがないか、検証対象外の種類です',
    },
    compressed: {
      en: 'the dictionary stands in an object stream, so that no gap of the file can be its value',
      ja: '署名辞書がオブジェクトストリームの中にあります',
    },
    certificate: {
      en: 'Cert, which belongs to an older kind of signature',
      ja: '旧形式の署名に属するCertが含まれています',
    },
  },
});

export const PADES_BASELINE = defineRule({
  id: 'pades.baseline',
  citation: 'ETSI EN 319 142-1 6.3',
  title: {
    en: 'the signature is of the kind that PAdES baseline asks for, and not plain CMS',
    ja: 'PAdESベースラインの署名であること（通常のCMS署名でないこと）',
  },
  reasons: {},
});

export const PADES_BYTE_RANGE = defineRule({
  id: 'pades.byte-range',
  citation: 'ISO 32000-2 12.8.1; ETSI EN 319 142-1 5.4.1',
  title: {
    en: 'the signature covers every octet of its revision but its own value',
    ja: '署名が、署名値自身を除く改訂版の全体を対象としていること',
  },
  reasons: {
    missing: { en: 'ByteRange is missing', ja: 'ByteRangeがありません' },
    malformed: {
      en: 'ByteRange is not four integers in the dictionary itself',
      ja: 'ByteRangeが4つの整数ではありません',
    },
    start: {
      en: 'ByteRange does not start at the first octet',
      ja: 'ByteRangeがファイルの先頭から始まっていません',
    },
    gap: {
      en: 'the gap is not exactly the value of Contents with its delimiters',
      ja: 'ByteRangeの除外範囲がContentsの値と正確に一致しません',
    },
    end: {
      en: 'ByteRange does not end where a revision ends',
      ja: 'ByteRangeの終わりが改訂版の終わりと一致しません',
    },
    revision: {
      en: 'the signature covers a later revision than the one that it stands in',
      ja: '署名辞書が、署名対象の改訂版とは別の改訂版にあります',
    },
  },
});

export const PADES_CONTENTS = defineRule({
  id: 'pades.contents',
  citation: 'ISO 32000-2 12.8.1; ETSI EN 319 142-1 5.4.1',
  title: {
    en: 'Contents is one hexadecimal string with one DER value and zeros behind it',
    ja: 'Contentsが、1つのDERデータと後続のゼロだけから成る16進文字列であること',
  },
  reasons: {
    missing: { en: 'Contents is missing or no string', ja: 'Contentsがないか、文字列ではありません' },
    'not-hexadecimal': { en: 'Contents is no hexadecimal string', ja: 'Contentsが16進文字列ではありません' },
    digits: {
      en: 'Contents holds something else than pairs of hexadecimal digits',
      ja: 'Contentsに16進数字以外の文字が含まれています',
    },
    empty: { en: 'Contents holds no whole DER value', ja: 'Contentsに完全なDERデータがありません' },
    padding: {
      en: 'something else than zeros stands behind the DER value',
      ja: 'DERデータの後ろにゼロ以外の値があります',
    },
  },
});

export const PADES_FIELD = defineRule({
  id: 'pades.field',
  citation: 'ISO 32000-2 12.7.5.5',
  title: {
    en: 'the signature is the value of one field, and still is in the last revision',
    ja: '署名が1つの署名フィールドの値であり、最新の改訂版でも変わらないこと',
  },
  reasons: {
    shared: { en: 'two fields have the same signature', ja: '2つのフィールドが同じ署名を参照しています' },
    late: {
      en: 'the field did not have the signature in the revision that the signature covers',
      ja: '署名対象の改訂版のフィールドに、この署名がありません',
    },
    removed: {
      en: 'a later revision took the signature out of its field or put another there',
      ja: '後の改訂版で、署名がフィールドから削除または差し替えられています',
    },
  },
});

export const PADES_CMS = defineRule({
  id: 'pades.cms',
  citation: 'ETSI EN 319 142-1 6.3; ISO 32000-2 12.8.3',
  title: {
    en: 'the CMS holds one signer, no content, and the attributes of PAdES',
    ja: 'CMSが署名者1名・コンテンツなしで、PAdESの属性を備えていること',
  },
  reasons: {
    malformed: {
      en: 'not a SignedData in DER; `code` says which rule was broken',
      ja: 'DER形式のSignedDataではありません（理由は`code`）',
    },
    signers: { en: 'not exactly one signer', ja: '署名者が1名ではありません' },
    content: { en: 'the CMS holds content of its own', ja: 'CMSの中に別のコンテンツが含まれています' },
    type: { en: 'the content type is not data', ja: 'コンテンツ種別がdataではありません' },
    attributes: { en: 'no signed attributes', ja: '署名対象属性がありません' },
    'signing-certificate': {
      en: 'the signing-certificate attribute is missing',
      ja: '署名証明書属性（signing-certificate）がありません',
    },
    'signing-time': {
      en: 'the signing time stands in the CMS, where PAdES forbids it',
      ja: 'PAdESで禁止されている署名時刻属性がCMSに含まれています',
    },
  },
});
