import type { FailureCode } from '../../proof/failure.ts';
import { type Outcome, PERFORM } from './outcome.ts';

/** Outcomes that the browser already brings back. */
export const WELL: readonly Outcome[] = [
  {
    id: 'success',
    group: 'well',
    only: 'any',
    way: PERFORM,
    title: { ja: '正常', en: 'Success' },
    explanation: {
      ja: '選んだ人のカードで認証または署名を行い、情報の提供に同意します。subと情報は、アプリを使ったときと同じです。',
      en: 'The person’s card proves itself or signs, and the person agrees. sub and items are those that the app would lead to.',
    },
  },
  {
    id: 'slow',
    group: 'well',
    only: 'any',
    way: PERFORM,
    later: { at: 'authorization', late: true },
    title: { ja: '正常（サイトに戻るまで待たせる）', en: 'Success, but the browser comes back late' },
    explanation: {
      ja: '正常に終わりますが、指定した秒数だけ遅れてサイトに戻ります。',
      en: 'All goes well, and the browser is sent back as many seconds later as you say.',
    },
  },
];

export const PERSON: readonly Outcome[] = [
  {
    id: 'cancelled',
    group: 'person',
    only: 'any',
    way: { kind: 'decline' },
    title: { ja: '途中でやめた', en: 'Cancelled' },
    explanation: {
      ja: 'カードを読み取る前に、手続きをやめました。',
      en: 'The person stopped before holding the card.',
    },
  },
  {
    id: 'consent-refused',
    group: 'person',
    only: 'any',
    way: { kind: 'perform', agree: false },
    title: { ja: '確認画面で同意しなかった', en: 'Consent refused' },
    explanation: {
      ja: 'カードを読み取った後、内容の確認画面で同意しませんでした。サイトに届くものは「途中でやめた」と同じです。',
      en: 'The card was read, and the person did not agree to what they saw. Your site cannot tell it from a cancelled request.',
    },
  },
  {
    id: 'pin-locked',
    group: 'person',
    only: 'any',
    way: { kind: 'decline' },
    title: { ja: '暗証番号がロックされていた', en: 'PIN locked' },
    explanation: {
      ja: '暗証番号がロックされていて、先に進めませんでした。ロックされたことは、サイトには伝わりません。',
      en: 'The card’s PIN is locked, so the person stopped. Your site is not told why.',
    },
  },
  {
    id: 'expired',
    group: 'person',
    only: 'any',
    way: { kind: 'expire' },
    title: { ja: '時間切れ', en: 'Took too long' },
    explanation: {
      ja: '決められた時間内に手続きが終わりませんでした。',
      en: 'The person did not finish in time.',
    },
  },
];

interface FailureRow extends Pick<Outcome, 'id' | 'group' | 'only' | 'title' | 'explanation'> {
  readonly failure: FailureCode;
}

const FAILURE_ROWS: readonly FailureRow[] = [
  {
    id: 'match-failed',
    failure: 'match_failed',
    group: 'person',
    only: 'any',
    title: { ja: '確認用の数字が一致しなかった', en: 'Digits not matched' },
    explanation: {
      ja: '別の端末で読み取った後、6桁の確認用の数字を続けて間違えました。',
      en: 'With a second device, the six digits were typed wrong too often.',
    },
  },
  {
    id: 'revoked',
    failure: 'certificate_revoked',
    group: 'card',
    only: 'login',
    title: { ja: '電子証明書が失効している', en: 'Certificate revoked' },
    explanation: {
      ja: '利用者証明用電子証明書が失効しているか、一時停止されています。',
      en: 'The authentication certificate was revoked, or is on hold.',
    },
  },
  {
    id: 'certificate-expired',
    failure: 'certificate_expired',
    group: 'card',
    only: 'any',
    title: { ja: '電子証明書の有効期限が切れている', en: 'Certificate expired' },
    explanation: {
      ja: '電子証明書の有効期限が切れています。',
      en: 'The certificate has run out.',
    },
  },
  {
    id: 'certificate-invalid',
    failure: 'certificate_invalid',
    group: 'card',
    only: 'any',
    title: { ja: '電子証明書が認められない', en: 'Certificate refused' },
    explanation: {
      ja: '信頼できる認証局の電子証明書ではありません。',
      en: 'The certificate is not one of an authority that is trusted.',
    },
  },
  {
    id: 'proof-invalid',
    failure: 'proof_invalid',
    group: 'card',
    only: 'any',
    title: { ja: 'カードを確認できない', en: 'Card not verified' },
    explanation: {
      ja: 'カードの署名を確認できないことが、続けて起きました。',
      en: 'Too many times in a row, what the card signed could not be verified.',
    },
  },
  {
    id: 'items-invalid',
    failure: 'items_invalid',
    group: 'card',
    only: 'items',
    title: { ja: '券面の情報を確認できない', en: 'Items not verified' },
    explanation: {
      ja: '氏名などの情報が、カードの発行者の署名と一致しませんでした。',
      en: 'Name and the other items do not fit what the card’s issuer signed.',
    },
  },
  {
    id: 'chip-invalid',
    failure: 'chip_invalid',
    group: 'card',
    only: 'items',
    title: { ja: '情報が別のカードのものだった', en: 'Items of another card' },
    explanation: {
      ja: '氏名などの情報が、署名したカードから読み取られたことを確認できませんでした。',
      en: 'It could not be shown that the items come from the card that signed.',
    },
  },
  {
    id: 'revocation-unknown',
    failure: 'revocation_unknown',
    group: 'service',
    only: 'login',
    title: { ja: '失効しているかどうかを確認できない', en: 'Revocation unknown' },
    explanation: {
      ja: '認証局の失効情報を得られず、電子証明書が有効かどうかを確認できませんでした。',
      en: 'Nobody could say whether the certificate is revoked, so it is not taken as good.',
    },
  },
  {
    id: 'service-unavailable',
    failure: 'service_unavailable',
    group: 'service',
    only: 'any',
    title: { ja: '一時的に利用できない', en: 'Service unavailable' },
    explanation: {
      ja: '必要なほかのサービスが応答せず、手続きを続けられませんでした。',
      en: 'Another service that is needed did not answer.',
    },
  },
];

export const FAILED: readonly Outcome[] = [
  ...FAILURE_ROWS.map(({ failure, ...row }): Outcome => ({ ...row, way: { kind: 'fail', failure } })),
  {
    id: 'server-error',
    group: 'service',
    only: 'any',
    way: { kind: 'fail', failure: 'service_unavailable' },
    answer: { error: 'server_error', description: 'Unexpected error' },
    title: { ja: '内部エラー', en: 'Server error' },
    explanation: {
      ja: 'サービスの内部でエラーが起きました（RFC 6749 4.1.2.1のserver_error）。',
      en: 'Something went wrong inside the service (server_error of RFC 6749 section 4.1.2.1).',
    },
  },
];
