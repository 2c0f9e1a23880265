import type { TokenError } from '../../client-authentication/index.ts';
import { invalidClient } from '../../client-authentication/index.ts';
import { DIVERGENCES } from '../../divergences.ts';
import type { GrantErrorCode } from '../../grant/grant-error.ts';
import { describeGrantError } from '../../token/describe-grant-error.ts';
import { BROKEN, type LaterRow, laterOutcomes, type Problem, UNAVAILABLE } from './outcome.ts';

function tokenProblem({ status, code, description }: TokenError): Problem {
  return { status, error: code, description };
}

const granted = (code: GrantErrorCode) => tokenProblem(describeGrantError(code));

const TOKEN_ROWS: readonly LaterRow[] = [
  {
    id: 'token-code-expired',
    only: 'any',
    later: { at: 'token', problem: granted('grant/code-expired') },
    title: { ja: '認可コードの期限切れ', en: 'Code expired' },
    explanation: {
      ja: '認可コードの有効期限が切れていました。',
      en: 'Your site came too late with the code.',
    },
  },
  {
    id: 'token-code-invalid',
    only: 'any',
    later: { at: 'token', problem: granted('grant/code-unknown') },
    title: { ja: '認可コードが無効', en: 'Code not valid' },
    explanation: {
      ja: '認可コードが使用済みか、発行されていないものでした。',
      en: 'The code was used before, or never issued.',
    },
  },
  {
    id: 'token-client-refused',
    only: 'any',
    later: { at: 'token', problem: tokenProblem(invalidClient(DIVERGENCES.unknownClient.value)) },
    title: { ja: 'クライアント認証の失敗', en: 'Client authentication failed' },
    explanation: {
      ja: 'クライアントが登録されていない場合と同じ応答を返します。',
      en: 'Answered as to a client that is not registered.',
    },
  },
  {
    id: 'token-server-error',
    only: 'any',
    later: { at: 'token', problem: BROKEN },
    title: { ja: '内部エラー', en: 'Server error' },
    explanation: {
      ja: 'サービスの内部でエラーが起きました。',
      en: 'Something went wrong inside the service.',
    },
  },
  {
    id: 'token-unavailable',
    only: 'any',
    later: { at: 'token', problem: UNAVAILABLE },
    title: { ja: '一時的に利用できない', en: 'Unavailable' },
    explanation: {
      ja: '一時的に応答できません。何度送っても同じです。',
      en: 'No answer can be given for the moment, however often it is asked for.',
    },
  },
  {
    id: 'token-slow',
    only: 'any',
    later: { at: 'token', late: true },
    title: { ja: '応答が遅い', en: 'Late answer' },
    explanation: {
      ja: '指定した秒数だけ遅れて、正常に応答します。',
      en: 'All goes well, as many seconds later as you say.',
    },
  },
  {
    id: 'refresh-refused',
    only: 'any',
    later: { at: 'refresh', problem: granted('grant/refresh-unknown') },
    title: { ja: 'リフレッシュトークンが無効', en: 'Refresh token not valid' },
    explanation: {
      ja: '最初のトークンは正常に発行され、更新だけが失敗します。',
      en: 'The first tokens are issued; refreshing them fails.',
    },
  },
  {
    id: 'refresh-session-ended',
    only: 'any',
    later: { at: 'refresh', problem: granted('grant/refresh-reused') },
    title: { ja: 'セッションが終了している', en: 'Session ended' },
    explanation: {
      ja: '最初のトークンは正常に発行され、更新しようとすると、セッションが終了しています。',
      en: 'The first tokens are issued; when they are refreshed, the session has ended.',
    },
  },
];

/** What the token endpoint answers, to a code or to a refresh token. */
export const TOKEN = laterOutcomes('token', TOKEN_ROWS);
