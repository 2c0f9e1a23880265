import { invalidClient } from '../../client-authentication/index.ts';
import { DIVERGENCES } from '../../divergences.ts';
import { describeGrantError } from '../../token/describe-grant-error.ts';
import { BROKEN, type LaterRow, laterOutcomes, type Outcome, type Problem, UNAVAILABLE } from './outcome.ts';

const GROUP = { group: 'strict', only: 'strict' } as const;

interface BeforeRow extends Pick<Outcome, 'id' | 'title' | 'explanation'> {
  readonly at?: 'page';
  readonly problem: Problem;
}

const unknownClient = invalidClient(DIVERGENCES.unknownClient.value);

/** The words are those of pushed-request/ and of authorize/pushed.ts. */
const BEFORE_ROWS: readonly BeforeRow[] = [
  {
    id: 'pushed-client-refused',
    problem: { status: 400, error: unknownClient.code, description: unknownClient.description },
    title: { ja: '認可要求の送信：クライアント認証の失敗', en: 'Push: client authentication failed' },
    explanation: {
      ja: 'クライアントが登録されていない場合と同じ応答を返します。',
      en: 'Answered as to a client that is not registered.',
    },
  },
  {
    id: 'pushed-invalid',
    problem: { status: 400, error: 'invalid_request', description: 'Invalid parameter: redirect_uri' },
    title: { ja: '認可要求の送信：パラメーターの誤り', en: 'Push: a parameter is wrong' },
    explanation: {
      ja: '登録されていないリダイレクトURIを送った場合と同じ応答を返します。',
      en: 'Answered as to a redirect URI that is not registered.',
    },
  },
  {
    id: 'pushed-object-refused',
    problem: {
      status: 400,
      error: 'invalid_request_object',
      description: 'The request object will not do: expired',
    },
    title: { ja: '認可要求の送信：署名付きの要求が認められない', en: 'Push: signed request refused' },
    explanation: {
      ja: 'リクエストオブジェクトの有効期限が切れていました。',
      en: 'The request object has run out.',
    },
  },
  {
    id: 'pushed-server-error',
    problem: BROKEN,
    title: { ja: '認可要求の送信：内部エラー', en: 'Push: server error' },
    explanation: {
      ja: 'サービスの内部でエラーが起きました。',
      en: 'Something went wrong inside the service.',
    },
  },
  {
    id: 'pushed-unavailable',
    problem: UNAVAILABLE,
    title: { ja: '認可要求の送信：一時的に利用できない', en: 'Push: unavailable' },
    explanation: {
      ja: '一時的に応答できません。',
      en: 'No answer can be given for the moment.',
    },
  },
  {
    id: 'request-uri-expired',
    at: 'page',
    problem: { status: 400, error: 'invalid_request', description: 'Invalid parameter: request_uri' },
    title: { ja: 'request_uriの期限切れ', en: 'request_uri expired' },
    explanation: {
      ja: '送信は成功しますが、ブラウザーが開いたときには期限が切れています。本人にはエラー画面が表示され、サイトには何も届きません。',
      en: 'The request is taken, and has run out when the browser comes with it. The person sees a page; your site hears nothing.',
    },
  },
];

/** The words are those of dpop/. */
const NONCE = { error: 'use_dpop_nonce', description: 'The DPoP proof must carry the nonce of DPoP-Nonce' };
const USED = { error: 'invalid_dpop_proof', description: 'The DPoP proof was used before' };

function boundElsewhere(): Problem {
  const { status, code, description } = describeGrantError('grant/key');
  return { status, error: code, description };
}

const LATER_ROWS: readonly Omit<LaterRow, 'only'>[] = [
  {
    id: 'token-dpop-nonce',
    later: { at: 'token', problem: { status: 400, ...NONCE } },
    title: { ja: 'トークンの取得：nonceを求め続ける', en: 'Token: always another nonce' },
    explanation: {
      ja: '新しいnonceを付けて送り直しても、さらに別のnonceを求めます。送り直しは1回までにしてください。',
      en: 'However often you repeat the request with the nonce, another is asked for. Repeat once.',
    },
  },
  {
    id: 'token-dpop-refused',
    later: { at: 'token', problem: { status: 400, ...USED } },
    title: { ja: 'トークンの取得：証明が認められない', en: 'Token: proof refused' },
    explanation: {
      ja: '使用済みのDPoPの証明を送った場合と同じ応答を返します。',
      en: 'Answered as to a proof that was used before.',
    },
  },
  {
    id: 'token-dpop-key',
    later: { at: 'token', problem: boundElsewhere() },
    title: { ja: 'トークンの取得：鍵が違う', en: 'Token: another key' },
    explanation: {
      ja: '認可要求で示した鍵とは別の鍵の証明を送った場合と同じ応答を返します。',
      en: 'Answered as to a proof by another key than the request named.',
    },
  },
  {
    id: 'refresh-dpop-refused',
    later: { at: 'refresh', problem: { status: 400, ...USED } },
    title: { ja: 'トークンの更新：証明が認められない', en: 'Refresh: proof refused' },
    explanation: {
      ja: '最初のトークンは正常に発行され、更新のときに証明が認められません。',
      en: 'The first tokens are issued; the proof beside the refresh token is refused.',
    },
  },
  {
    id: 'userinfo-dpop-nonce',
    later: { at: 'userinfo', problem: { status: 401, ...NONCE } },
    title: { ja: 'UserInfo：nonceを求め続ける', en: 'Userinfo: always another nonce' },
    explanation: {
      ja: '新しいnonceを付けて送り直しても、さらに別のnonceを求めます。',
      en: 'However often you repeat the request with the nonce, another is asked for.',
    },
  },
  {
    id: 'userinfo-dpop-refused',
    later: { at: 'userinfo', problem: { status: 401, ...USED } },
    title: { ja: 'UserInfo：証明が認められない', en: 'Userinfo: proof refused' },
    explanation: {
      ja: '使用済みのDPoPの証明を送った場合と同じ応答を返します。',
      en: 'Answered as to a proof that was used before.',
    },
  },
  {
    id: 'userinfo-dpop-key',
    later: {
      at: 'userinfo',
      problem: { status: 401, error: 'invalid_token', description: 'The token is bound to another key' },
    },
    title: { ja: 'UserInfo：鍵が違う', en: 'Userinfo: another key' },
    explanation: {
      ja: 'アクセストークンが結び付けられた鍵とは別の鍵の証明を送った場合と同じ応答を返します。',
      en: 'Answered as to a proof by another key than the token is bound to.',
    },
  },
];

/** What only clients of the strict profile meet. */
export const STRICT: readonly Outcome[] = [
  ...BEFORE_ROWS.map(
    ({ at, problem, ...row }): Outcome => ({
      ...row,
      ...GROUP,
      way: { kind: 'before', at: at ?? 'pushed', problem },
    }),
  ),
  ...laterOutcomes(
    'strict',
    LATER_ROWS.map((row) => ({ ...row, only: 'strict' })),
  ),
];
