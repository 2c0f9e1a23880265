import type { Indication, SubIndication } from '../building-block/index.ts';
import type { Text } from '../rule.ts';

/** ETSI EN 319 102-1 section 5.1.3, in words. */
export const INDICATIONS: { readonly [indication in Indication]: Text } = {
  'TOTAL-PASSED': { en: 'the signature is valid', ja: '署名は有効です' },
  'TOTAL-FAILED': { en: 'the signature is proved to be no good', ja: '署名は有効ではありません' },
  INDETERMINATE: {
    en: 'what is at hand does not decide whether the signature is valid',
    ja: '現在の情報では、署名が有効かどうか判定できません',
  },
};

/** ETSI EN 319 102-1 tables 5 and 6, in words. */
export const SUB_INDICATIONS: { readonly [subIndication in SubIndication]: Text } = {
  FORMAT_FAILURE: {
    en: 'it is damaged, or not of the form that the standard asks for',
    ja: '破損しているか、標準に定める形式ではありません',
  },
  HASH_FAILURE: {
    en: 'what was signed is not what is here',
    ja: '署名された内容と一致しません',
  },
  SIG_CRYPTO_FAILURE: {
    en: "the key of the signer's certificate did not make this signature",
    ja: '署名者の証明書の鍵による署名ではありません',
  },
  REVOKED: {
    en: "the signer's certificate was revoked before it was used",
    ja: '署名の前に署名者の証明書が失効しています',
  },
  EXPIRED: {
    en: "the signer's certificate had run out before it was used",
    ja: '署名の前に署名者の証明書の有効期間が終了しています',
  },
  NOT_YET_VALID: {
    en: "the signer's certificate was used before it began to be valid",
    ja: '署名者の証明書の有効期間の開始前に署名されています',
  },
  SIG_CONSTRAINTS_FAILURE: {
    en: 'a rule for signatures is not kept',
    ja: '署名の要件を満たしていません',
  },
  CHAIN_CONSTRAINTS_FAILURE: {
    en: 'the certificate is not of the kind that was asked for',
    ja: '求められた種類の証明書ではありません',
  },
  CERTIFICATE_CHAIN_GENERAL_FAILURE: {
    en: 'the certificate or that of an authority breaks a rule of the standard',
    ja: '証明書または認証局の証明書が標準の規則に反しています',
  },
  CRYPTO_CONSTRAINTS_FAILURE: {
    en: 'an algorithm or key is too weak',
    ja: '暗号アルゴリズムまたは鍵の強度が不足しています',
  },
  POLICY_PROCESSING_ERROR: {
    en: 'the signature policy cannot be read',
    ja: '署名ポリシーを処理できません',
  },
  SIGNATURE_POLICY_NOT_AVAILABLE: {
    en: 'it was signed under a policy that is not known here',
    ja: '署名ポリシーを入手できません',
  },
  TIMESTAMP_ORDER_FAILURE: {
    en: 'the time-stamps contradict each other',
    ja: 'タイムスタンプの順序が矛盾しています',
  },
  NO_SIGNING_CERTIFICATE_FOUND: {
    en: "the signer's certificate was not to be found",
    ja: '署名者の証明書が見つかりません',
  },
  NO_CERTIFICATE_CHAIN_FOUND: {
    en: 'no path leads from the certificate to a trust anchor',
    ja: '証明書からトラストアンカーに至る認証パスが見つかりません',
  },
  REVOKED_NO_POE: {
    en: 'the certificate is revoked, and nothing proves that it was used before',
    ja: '証明書が失効しており、失効の前に使用されたことの証明がありません',
  },
  REVOKED_CA_NO_POE: {
    en: 'the certificate of an authority is revoked',
    ja: '認証局の証明書が失効しています',
  },
  OUT_OF_BOUNDS_NOT_REVOKED: {
    en: 'the certificate is not valid at this time but was not revoked, and nothing proves that it was used in time',
    ja: '証明書は失効していませんが有効期間外であり、有効期間中に使用されたことの証明がありません',
  },
  OUT_OF_BOUNDS_NO_POE: {
    en: 'the certificate is not valid at this time, and nothing proves that it was used in time',
    ja: '証明書は有効期間外であり、有効期間中に使用されたことの証明がありません',
  },
  REVOCATION_OUT_OF_BOUNDS_NO_POE: {
    en: 'the certificate of whoever signed the CRL or the OCSP answer is not valid at this time',
    ja: '失効情報の署名者の証明書が有効期間外です',
  },
  CRYPTO_CONSTRAINTS_FAILURE_NO_POE: {
    en: 'an algorithm or key is too weak by now, and nothing proves that it was used before',
    ja: '暗号アルゴリズムまたは鍵の強度が不足しており、それ以前に使用されたことの証明がありません',
  },
  NO_POE: {
    en: 'nothing proves that it existed in time',
    ja: '必要な時点で存在したことの証明がありません',
  },
  TRY_LATER: {
    en: 'whether the certificate is revoked or suspended is not known yet',
    ja: '証明書の失効または一時停止の有無を、まだ確認できません',
  },
  SIGNED_DATA_NOT_FOUND: {
    en: 'what was signed is not at hand',
    ja: '署名対象のデータがありません',
  },
};
