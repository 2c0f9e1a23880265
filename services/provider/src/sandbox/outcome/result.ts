import { SignError, type SignErrorCode } from '../../sign/sign-error.ts';
import { BROKEN, type Later, type LaterRow, laterOutcomes, UNAVAILABLE } from './outcome.ts';

/** The words are those of sign/result.ts and sign/bearer.ts. */
function refused(code: SignErrorCode, message: string): Later {
  const { status, error } = new SignError(code, message);
  return { at: 'result', code, problem: { status, error, description: message } };
}

const RESULT_ROWS: readonly LaterRow[] = [
  {
    id: 'revoked-meanwhile',
    only: 'government-signature',
    later: { at: 'result', certificateStatus: 'revoked' },
    title: { ja: '署名後に失効', en: 'Revoked meanwhile' },
    explanation: {
      ja: '署名は正常に終わりますが、署名用電子証明書の状態が「失効」として返ります。',
      en: 'Signed, but the result says that the signature certificate has been revoked.',
    },
  },
  {
    id: 'on-hold-meanwhile',
    only: 'government-signature',
    later: { at: 'result', certificateStatus: 'on_hold' },
    title: { ja: '署名後に一時停止', en: 'Put on hold meanwhile' },
    explanation: {
      ja: '署名は正常に終わりますが、署名用電子証明書の状態が「一時停止」として返ります。',
      en: 'Signed, but the result says that the signature certificate is on hold.',
    },
  },
  {
    id: 'status-unknown',
    only: 'government-signature',
    later: { at: 'result', certificateStatus: 'unknown' },
    title: { ja: '電子証明書の状態が不明', en: 'Certificate status unknown' },
    explanation: {
      ja: '署名は正常に終わりますが、署名用電子証明書の状態を確認できませんでした。有効とみなさないでください。',
      en: 'Signed, but nobody could say whether the signature certificate is revoked. It must not be taken as good.',
    },
  },
  {
    id: 'result-not-signed',
    only: 'signature',
    later: refused('sign/not-signed', 'The person has not signed yet'),
    title: { ja: 'まだ署名されていない', en: 'Not signed yet' },
    explanation: {
      ja: 'まだ署名が終わっていない場合と同じ応答を返します。',
      en: 'Answered as long as nobody has signed.',
    },
  },
  {
    id: 'result-declined',
    only: 'signature',
    later: refused('sign/declined', 'The person declined'),
    title: { ja: '署名をやめた', en: 'Declined' },
    explanation: {
      ja: '本人が署名をやめた手続きの結果を求めた場合と同じ応答を返します。',
      en: 'Answered as to who asks for the result of a signature that the person declined.',
    },
  },
  {
    id: 'result-failed',
    only: 'signature',
    later: refused('sign/failed', 'The card or its certificate was refused'),
    title: { ja: 'カードが認められなかった', en: 'Card refused' },
    explanation: {
      ja: 'カードや電子証明書が認められなかった手続きの結果を求めた場合と同じ応答を返します。',
      en: 'Answered as to who asks for the result of a signature whose card was refused.',
    },
  },
  {
    id: 'result-transaction-expired',
    only: 'signature',
    later: refused('sign/expired', 'The sign transaction has expired'),
    title: { ja: '署名トランザクションの期限切れ', en: 'Transaction expired' },
    explanation: {
      ja: '署名されないまま、署名トランザクションの期限が切れた場合と同じ応答を返します。',
      en: 'Answered as when nobody signed in time.',
    },
  },
  {
    id: 'result-expired',
    only: 'signature',
    later: refused('sign/gone', 'The result has been deleted'),
    title: { ja: '結果の取得期限切れ', en: 'Result deleted' },
    explanation: {
      ja: '取得できる期間が過ぎ、署名の結果は削除されていました。',
      en: 'Your site came too late for the result.',
    },
  },
  {
    id: 'result-unknown',
    only: 'signature',
    later: refused('sign/unknown', 'Unknown sign transaction'),
    title: { ja: '署名トランザクションが見つからない', en: 'Transaction unknown' },
    explanation: {
      ja: '存在しない署名トランザクションを指定した場合と同じ応答を返します。',
      en: 'Answered as to an id that never was.',
    },
  },
  {
    id: 'result-token-expired',
    only: 'signature',
    later: refused('sign/token', 'Token is not active'),
    title: { ja: 'アクセストークンの期限切れ', en: 'Access token expired' },
    explanation: {
      ja: 'アクセストークンの有効期限が切れていました。',
      en: 'The access token has run out.',
    },
  },
  {
    id: 'result-scope',
    only: 'signature',
    later: refused('sign/scope', 'Missing sign scope'),
    title: { ja: 'スコープの不足', en: 'Scope missing' },
    explanation: {
      ja: 'アクセストークンにsignのスコープがない場合と同じ応答を返します。',
      en: 'Answered as to a token without the scope sign.',
    },
  },
  {
    id: 'result-other-session',
    only: 'signature',
    later: refused('sign/session', 'The token must be the one of the person who signed'),
    title: { ja: '別の人のアクセストークン', en: 'Another person’s token' },
    explanation: {
      ja: '署名した人のものではないアクセストークンを使った場合と同じ応答を返します。',
      en: 'Answered as to the token of somebody who did not sign this.',
    },
  },
  {
    id: 'result-server-error',
    only: 'signature',
    later: { at: 'result', problem: BROKEN },
    title: { ja: '内部エラー', en: 'Server error' },
    explanation: {
      ja: 'サービスの内部でエラーが起きました。',
      en: 'Something went wrong inside the service.',
    },
  },
  {
    id: 'result-unavailable',
    only: 'signature',
    later: { at: 'result', problem: UNAVAILABLE },
    title: { ja: '一時的に利用できない', en: 'Unavailable' },
    explanation: {
      ja: '一時的に応答できません。',
      en: 'No answer can be given for the moment.',
    },
  },
  {
    id: 'result-slow',
    only: 'signature',
    later: { at: 'result', late: true },
    title: { ja: '応答が遅い', en: 'Late answer' },
    explanation: {
      ja: '指定した秒数だけ遅れて、正常に応答します。',
      en: 'All goes well, as many seconds later as you say.',
    },
  },
];

/** What the signature API answers to who fetches what was signed. */
export const RESULT = laterOutcomes('result', RESULT_ROWS);
