import type { Language, RevisionReport } from '@kazasu/pki';
import type { FileKind } from '../file/index.ts';

/** One sentence, or a few words, in both languages. */
export type Text = { readonly [language in Language]: string };

export const KIND_NAMES: { readonly [kind in FileKind]: Text } = {
  pdf: { en: 'PDF', ja: 'PDF' },
  xml: { en: 'XML', ja: 'XML' },
  cms: { en: 'CMS', ja: 'CMS' },
  certificate: { en: 'certificate', ja: '証明書' },
  timestamp: { en: 'time-stamp', ja: 'タイムスタンプ' },
};

export const WORDS = {
  judgedFor: { en: 'judged for', ja: '検証時刻' },
  trust: { en: 'trust', ja: 'トラストアンカー' },
  town: { en: 'the authorities of the town at', ja: '試験環境の認証局' },
  profile: { en: 'profile', ja: 'プロファイル' },
  revocation: { en: 'revocation', ja: '失効' },
  notAsked: {
    en: 'NOT ASKED ABOUT (--no-revocation): a revoked certificate would look the same',
    ja: '確認していません（--no-revocation）。証明書が失効していても、同じ結果になります',
  },
  notAskedShort: { en: 'revocation NOT checked', ja: '失効は未確認' },
  missing: {
    en: 'the town’s list could not be had',
    ja: '試験環境の認証局から失効リストを取得できませんでした',
  },
  signature: { en: 'Signature', ja: '署名' },
  document: { en: 'Document', ja: '文書' },
  noSignature: { en: 'There is no signature in it.', ja: '署名が含まれていません。' },
  signer: { en: 'signer', ja: '署名者' },
  unknown: { en: 'not known', ja: '不明' },
  noName: { en: 'a certificate without a common name', ja: '一般名のない証明書' },
  holder: { en: 'holder', ja: '名義' },
  validity: { en: 'certificate valid', ja: '証明書の有効期間' },
  until: { en: 'to', ja: '～' },
  level: { en: 'level', ja: 'レベル' },
  claimed: { en: 'signed', ja: '署名時刻' },
  claimedBy: {
    en: '(as the signer says; nobody vouches for it)',
    ja: '（署名者の申告であり、証明されていません）',
  },
  best: { en: 'existed by', ja: '存在確認時刻' },
  byStamp: { en: '(proved by a time-stamp)', ja: '（タイムスタンプによる証明）' },
  unproved: {
    en: 'the time of this judgement: no time-stamp proves more',
    ja: '検証時刻（タイムスタンプによる証明なし）',
  },
  stamp: { en: 'time-stamp', ja: 'タイムスタンプ' },
  stampIgnored: { en: 'not believed', ja: '有効でないため考慮していません' },
  notKept: { en: 'not kept', ja: '満たしていない規則' },
  noStampTrust: {
    en: 'no time-stamp authority is trusted; name one with --timestamp-trust',
    ja: '信頼する時刻認証局が指定されていません（--timestamp-trust）',
  },
  items: { en: 'four items', ja: '基本4情報' },
  noItems: { en: 'this certificate has none', ja: 'この証明書には含まれていません' },
  name: { en: 'name', ja: '氏名' },
  address: { en: 'address', ja: '住所' },
  birthdate: { en: 'birth date', ja: '生年月日' },
  gender: { en: 'gender', ja: '性別' },
  time: { en: 'time', ja: '時刻' },
  accuracy: { en: 'give or take', ja: '精度' },
  policy: { en: 'policy', ja: 'ポリシー' },
  serial: { en: 'serial number', ja: 'シリアル番号' },
  chain: { en: 'issued by', ja: '発行者' },
  revisions: { en: 'Revisions', ja: '改訂版' },
  octets: { en: 'octets', ja: 'バイト' },
  changes: { en: 'changed', ja: '変更' },
  nothing: { en: 'nothing', ja: 'なし' },
  first: { en: 'before the first signature', ja: '最初の署名より前' },
  valid: { en: 'VALID', ja: '有効' },
  invalid: { en: 'INVALID', ja: '無効' },
  indeterminate: { en: 'INDETERMINATE', ja: '判定できません' },
} as const satisfies { [word: string]: Text };

type ChangeKind = NonNullable<RevisionReport['changes']>[number]['kind'];

/** What a later revision of a PDF file did. */
export const CHANGES: { readonly [kind in ChangeKind]: Text } = {
  'validation-data': { en: 'validation data added', ja: '検証情報の追加' },
  'document-time-stamp': { en: 'time-stamp of the document', ja: '文書タイムスタンプの追加' },
  signature: { en: 'signature added', ja: '署名の追加' },
  'visible-signature': { en: 'signature added that draws on a page', ja: 'ページに表示される署名の追加' },
  'form-filling': { en: 'form filled in', ja: 'フォームへの記入' },
  note: { en: 'note added', ja: '注釈（ノート）の追加' },
  annotation: { en: 'annotation that draws on a page', ja: 'ページに表示される注釈' },
  metadata: { en: 'dates and description', ja: '日付・文書情報' },
  content: { en: 'CONTENT', ja: '本文・構造の変更' },
};
