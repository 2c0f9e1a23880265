import { defineRule, type Rule } from '../rule.ts';

export const TIMESTAMP_FORM = defineRule({
  id: 'timestamp.form',
  citation: 'RFC 3161 2.4.2; RFC 5652 5.1; X.690 10',
  title: { en: 'a time-stamp token in DER', ja: 'DER形式のタイムスタンプトークンであること' },
  reasons: {
    'not-der': {
      en: 'not DER: indefinite lengths, octet strings in pieces, or octets that are cut off or left over',
      ja: 'DER形式ではありません（不定長、分割されたオクテット列、過不足のあるデータなど）',
    },
    malformed: {
      en: 'DER, but not a time-stamp token; `code` says which rule was broken',
      ja: 'タイムスタンプトークンの形式に誤りがあります（理由は`code`）',
    },
    content: {
      en: 'the SignedData does not hold a TSTInfo',
      ja: 'SignedDataの内容がTSTInfoではありません',
    },
    extension: {
      en: 'a critical extension that nobody here understands',
      ja: '解釈できないクリティカルな拡張があります',
    },
  },
});

export const TIMESTAMP_SIGNER = defineRule({
  id: 'timestamp.signer',
  citation: 'RFC 3161 2.4.1, 2.4.2; RFC 5816 2.2.1',
  title: {
    en: 'exactly one time-stamp unit signed, and names its certificate',
    ja: '一つのタイムスタンプユニットだけが署名し、その証明書を示していること',
  },
  reasons: {
    none: { en: 'nobody signed', ja: '署名者の情報がありません' },
    several: { en: 'more than one signer', ja: '署名者が複数あります' },
    'no-reference': {
      en: 'signing-certificate or signing-certificate-v2 is required',
      ja: 'signing-certificate属性がありません',
    },
  },
});

export const TIMESTAMP_IMPRINT = defineRule({
  id: 'timestamp.imprint',
  citation: 'RFC 3161 2.4.2; ETSI EN 319 102-1 5.5.4 (3)',
  title: { en: 'the time-stamp is over these octets', ja: 'タイムスタンプの対象データが一致すること' },
  reasons: {
    other: { en: 'the hash is of other octets', ja: 'ハッシュ値が対象データと一致しません' },
    unknown: {
      en: 'hashed with an algorithm that is not supported',
      ja: '対応していないハッシュアルゴリズムです',
    },
    weak: {
      en: 'hashed with an algorithm that is not accepted any more',
      ja: '危殆化したハッシュアルゴリズムが用いられています',
    },
    'no-data': { en: 'it was not said what should be time-stamped', ja: '対象データが指定されていません' },
  },
});

export const TIMESTAMP_NONCE = defineRule({
  id: 'timestamp.nonce',
  citation: 'RFC 3161 2.4.2',
  title: { en: 'the token repeats the nonce of the request', ja: '要求のノンスと一致すること' },
  reasons: {
    missing: { en: 'the token has no nonce', ja: 'ノンスがありません' },
    other: { en: 'the token answers another request', ja: 'ノンスが要求と一致しません' },
  },
});

export const TIMESTAMP_POLICY = defineRule({
  id: 'timestamp.policy',
  citation: 'RFC 3161 2.4.1, 2.4.2',
  title: { en: 'the token was made under the policy asked for', ja: '要求したポリシーに基づくこと' },
  reasons: {
    other: { en: 'made under another policy', ja: '要求と異なるポリシーに基づいています' },
  },
});

export const TIMESTAMP_TIME = defineRule({
  id: 'timestamp.time',
  citation: 'RFC 3161 2.4.2, 4.1; ETSI EN 319 102-1 5.4',
  title: {
    en: 'the time lies in the past and within the validity of all certificates of the path',
    ja: '時刻が過去であり、認証パスの全証明書の有効期間内であること',
  },
  reasons: {
    future: { en: 'the time lies in the future', ja: '時刻が検証の時点より後です' },
    'not-yet-valid': {
      en: 'a certificate of the path was not valid yet',
      ja: 'その時刻に、認証パスの証明書の有効期間が始まっていません',
    },
    expired: {
      en: 'a certificate of the path had run out',
      ja: 'その時刻に、認証パスの証明書の有効期間が終わっています',
    },
  },
});

export const TIMESTAMP_AUTHORITY = defineRule({
  id: 'timestamp.authority',
  citation: 'RFC 3161 2.4.2',
  title: {
    en: 'the authority that the token names is a name of the certificate',
    ja: 'トークンが示す時刻認証局名が証明書の名前と一致すること',
  },
  reasons: {
    other: { en: 'the token names somebody else', ja: 'トークンが別の名前を示しています' },
  },
});

/** Every rule of this folder, besides the rows of the unit's profile. */
export const TIMESTAMP_RULES: readonly Rule[] = [
  TIMESTAMP_FORM,
  TIMESTAMP_SIGNER,
  TIMESTAMP_IMPRINT,
  TIMESTAMP_NONCE,
  TIMESTAMP_POLICY,
  TIMESTAMP_TIME,
  TIMESTAMP_AUTHORITY,
];
