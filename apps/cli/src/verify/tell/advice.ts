import type { SubIndication } from '@kazasu/pki';
import type { Text } from './words.ts';

/** What can be done about each outcome of ETSI EN 319 102-1. */
export const ADVICE: { readonly [fault in SubIndication]: Text } = {
  FORMAT_FAILURE: {
    en: 'Do not rely on it. It is damaged, was changed, or is not of the form that it should have: ask for it again.',
    ja: '信頼しないでください。破損・改変されているか、形式が誤っています。再度受け取ってください。',
  },
  HASH_FAILURE: {
    en: 'Do not rely on it: what was signed is not what is here. If the signed file stands beside it, is it the right one?',
    ja: '信頼しないでください。署名された内容と一致しません。別ファイルの場合は、正しいファイルを指定したか確認してください。',
  },
  SIG_CRYPTO_FAILURE: {
    en: 'Do not rely on it: the key of this certificate did not make this signature.',
    ja: '信頼しないでください。この証明書の鍵による署名ではありません。',
  },
  REVOKED: {
    en: 'Do not rely on it: the certificate was revoked before it was used.',
    ja: '信頼しないでください。署名の前に証明書が失効しています。',
  },
  EXPIRED: {
    en: 'Do not rely on it: the certificate had run out before it was used.',
    ja: '信頼しないでください。署名の前に証明書の有効期間が終了しています。',
  },
  NOT_YET_VALID: {
    en: 'Do not rely on it: the certificate was used before it began to be valid.',
    ja: '信頼しないでください。証明書の有効期間の開始前に署名されています。',
  },
  SIG_CONSTRAINTS_FAILURE: {
    en: 'A rule for signatures is not kept, see above; what a later revision draws on a page, a person must look at.',
    ja: '署名の要件を満たしていません（上記参照）。後の改訂版の表示については、目視で確認してください。',
  },
  CHAIN_CONSTRAINTS_FAILURE: {
    en: 'The certificate is not of the kind that was asked for. --profile says which kind; with none, any will do.',
    ja: '求められた種類の証明書ではありません。種類は--profileで指定できます（noneは指定なし）。',
  },
  CERTIFICATE_CHAIN_GENERAL_FAILURE: {
    en: 'Do not rely on it: the certificate or an authority’s breaks a rule, see above.',
    ja: '信頼しないでください。証明書または認証局の証明書が規則に反しています（上記参照）。',
  },
  CRYPTO_CONSTRAINTS_FAILURE: {
    en: 'An algorithm or key is too weak: ask for a signature made with SHA-256 and RSA-2048 or P-256 at least.',
    ja: '暗号アルゴリズムまたは鍵の強度が不足しています。SHA-256、RSA-2048またはP-256以上による署名を求めてください。',
  },
  POLICY_PROCESSING_ERROR: {
    en: 'Its signature policy cannot be read: ask the signer for one without.',
    ja: '署名ポリシーを処理できません。署名ポリシーのない署名を求めてください。',
  },
  SIGNATURE_POLICY_NOT_AVAILABLE: {
    en: 'It was signed under a policy that is not known here: read it, and decide by yourself.',
    ja: '署名ポリシーを入手できません。ポリシーの内容を確認のうえ判断してください。',
  },
  TIMESTAMP_ORDER_FAILURE: {
    en: 'Its time-stamps contradict each other: ask the signer how that came about.',
    ja: 'タイムスタンプの順序が矛盾しています。署名者に確認してください。',
  },
  NO_SIGNING_CERTIFICATE_FOUND: {
    en: 'The signer’s certificate is not in it: give it with --intermediate FILE.',
    ja: '署名者の証明書が見つかりません。--intermediate FILEで指定してください。',
  },
  NO_CERTIFICATE_CHAIN_FOUND: {
    en: 'None of those who are trusted issued the certificate. If you know its authority, name the certificate that you got from it with --trust FILE, and those between with --intermediate FILE.',
    ja: 'トラストアンカーに至る認証パスがありません。認証局から直接入手した証明書を--trust FILEで、中間の証明書を--intermediate FILEで指定してください。',
  },
  REVOKED_NO_POE: {
    en: 'Do not rely on it: the certificate is revoked or suspended, and no time-stamp proves that it was signed before.',
    ja: '信頼しないでください。証明書は失効または一時停止しており、それより前に署名されたことの証明がありません。',
  },
  REVOKED_CA_NO_POE: {
    en: 'Do not rely on it: the certificate of an authority is revoked.',
    ja: '信頼しないでください。認証局の証明書が失効しています。',
  },
  OUT_OF_BOUNDS_NOT_REVOKED: {
    en: 'The certificate is not valid at this time, and no time-stamp proves that it was signed when it was. If you can prove it otherwise, judge for that time with --at.',
    ja: '検証時刻は証明書の有効期間外で、有効期間中に署名されたことの証明がありません。別の方法で証明できる場合は、--atで時刻を指定してください。',
  },
  OUT_OF_BOUNDS_NO_POE: {
    en: 'The certificate is not valid at this time, and nothing proves that it was used when it was. If you can prove it otherwise, judge for that time with --at.',
    ja: '検証時刻は証明書の有効期間外で、有効期間中に使用されたことの証明がありません。別の方法で証明できる場合は、--atで時刻を指定してください。',
  },
  REVOCATION_OUT_OF_BOUNDS_NO_POE: {
    en: 'Whoever speaks about revocation has a certificate that ran out: give a newer list with --crl FILE.',
    ja: '失効情報の署名者の証明書が有効期間外です。新しい失効リストを--crl FILEで指定してください。',
  },
  CRYPTO_CONSTRAINTS_FAILURE_NO_POE: {
    en: 'An algorithm or key is too weak by now, and no time-stamp proves that it was signed before.',
    ja: '暗号アルゴリズムまたは鍵の強度が不足しており、それより前に署名されたことの証明がありません。',
  },
  NO_POE: {
    en: 'Nothing proves that it existed in time: ask for one with a time-stamp.',
    ja: '必要な時点で存在したことの証明がありません。タイムスタンプ付きの署名を求めてください。',
  },
  TRY_LATER: {
    en: 'Whether the certificate is revoked or suspended is not known: give the authority’s list of that time with --crl FILE, or its answer with --ocsp FILE. A suspended one may come back: try again later.',
    ja: '失効または一時停止の有無を確認できません。その時点の失効リストを--crl FILEで、OCSPレスポンスを--ocsp FILEで指定してください。一時停止の場合は、時間をおいて再度検証してください。',
  },
  SIGNED_DATA_NOT_FOUND: {
    en: 'What was signed is not in it: give it with --content FILE.',
    ja: '署名対象のファイルが含まれていません。--content FILEで指定してください。',
  },
};

/** Of a certificate by itself: nobody says that something was signed with it. */
export const REVOKED_CERTIFICATE: Text = {
  en: 'Do not rely on it: the certificate is revoked or suspended.',
  ja: '信頼しないでください。証明書は失効または一時停止しています。',
};

export const NO_DATA: Text = {
  en: 'What was time-stamped has to be said: give it with --data FILE.',
  ja: 'タイムスタンプの対象ファイルを--data FILEで指定してください。',
};

export const NO_SIGNATURE: Text = {
  en: 'Nobody signed it. Ask for the signed file.',
  ja: '署名されていません。署名済みのファイルを受け取ってください。',
};
