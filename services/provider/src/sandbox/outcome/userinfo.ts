import { DIVERGENCES } from '../../divergences.ts';
import { BROKEN, type LaterRow, laterOutcomes, UNAVAILABLE } from './outcome.ts';

const USERINFO_ROWS: readonly LaterRow[] = [
  {
    id: 'userinfo-token-expired',
    only: 'any',
    later: {
      at: 'userinfo',
      problem: { status: 401, error: 'invalid_token', description: 'Token invalid: Token is not active' },
    },
    title: { ja: 'アクセストークンの期限切れ', en: 'Access token expired' },
    explanation: {
      ja: 'アクセストークンの有効期限が切れていました。',
      en: 'The access token has run out.',
    },
  },
  {
    id: 'userinfo-token-invalid',
    only: 'any',
    later: {
      at: 'userinfo',
      problem: {
        status: 401,
        error: 'invalid_token',
        description: 'Token invalid: Token verification failed',
      },
    },
    title: { ja: 'アクセストークンが無効', en: 'Access token not valid' },
    explanation: {
      ja: 'アクセストークンを確認できませんでした。',
      en: 'The access token could not be verified.',
    },
  },
  {
    id: 'userinfo-session-ended',
    only: 'any',
    later: {
      at: 'userinfo',
      problem: { status: 401, error: 'invalid_token', description: 'Session expired' },
    },
    title: { ja: 'セッションが終了している', en: 'Session ended' },
    explanation: {
      ja: 'アクセストークンは有効期限内ですが、セッションが終了していました。',
      en: 'The token is in time, but its session has ended.',
    },
  },
  {
    id: 'userinfo-scope',
    only: 'any',
    later: {
      at: 'userinfo',
      problem: {
        status: DIVERGENCES.userinfoWithoutOpenid.value,
        error: 'insufficient_scope',
        description: 'Missing openid scope',
      },
    },
    title: { ja: 'スコープの不足', en: 'Scope missing' },
    explanation: {
      ja: 'アクセストークンにopenidのスコープがない場合と同じ応答を返します。',
      en: 'Answered as to a token without the scope openid.',
    },
  },
  {
    id: 'userinfo-server-error',
    only: 'any',
    later: { at: 'userinfo', problem: BROKEN },
    title: { ja: '内部エラー', en: 'Server error' },
    explanation: {
      ja: 'サービスの内部でエラーが起きました。',
      en: 'Something went wrong inside the service.',
    },
  },
  {
    id: 'userinfo-unavailable',
    only: 'any',
    later: { at: 'userinfo', problem: UNAVAILABLE },
    title: { ja: '一時的に利用できない', en: 'Unavailable' },
    explanation: {
      ja: '一時的に応答できません。',
      en: 'No answer can be given for the moment.',
    },
  },
  {
    id: 'userinfo-slow',
    only: 'any',
    later: { at: 'userinfo', late: true },
    title: { ja: '応答が遅い', en: 'Late answer' },
    explanation: {
      ja: '指定した秒数だけ遅れて、正常に応答します。',
      en: 'All goes well, as many seconds later as you say.',
    },
  },
];

/** What userinfo answers to the tokens of a login that went well. */
export const USERINFO = laterOutcomes('userinfo', USERINFO_ROWS);
