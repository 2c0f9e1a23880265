/** Refusals of the token endpoint. */
import { CLIENT_AUTHENTICATION_REMEDIES } from './client-authentication.ts';
import { type DescribedRemedy, row } from './remedy.ts';

const grants: readonly DescribedRemedy[] = [
  row(
    'Missing form parameter: grant_type',
    [
      'grant_type がありません。本文がフォームとして送られていない可能性があります。',
      'grant_type is missing; perhaps the body was not sent as a form.',
    ],
    [
      'Content-Type: application/x-www-form-urlencoded で送ってください。JSONは使えません。',
      'Send application/x-www-form-urlencoded; JSON is not taken.',
    ],
  ),
  row(
    'Unsupported grant_type',
    ['この grant_type には対応していません。', 'This grant_type is not served.'],
    [
      'authorization_code、refresh_token、client_credentials のいずれかを指定してください。',
      'Use authorization_code, refresh_token or client_credentials.',
    ],
  ),
  row(
    'Missing parameter: code',
    ['code がありません。', 'code is missing.'],
    ['リダイレクトURIに届いた code を送ってください。', 'Send the code that came to the redirect URI.'],
  ),
  row(
    'No refresh token',
    ['refresh_token がありません。', 'refresh_token is missing.'],
    [
      '直前のトークン応答の refresh_token を送ってください。',
      'Send the refresh_token of the last token answer.',
    ],
  ),
  row(
    'Code not valid',
    [
      '認可コードが使用済みか、発行されていないものか、ほかのクライアントのものです。',
      'The code was used before, was never issued, or is another client’s.',
    ],
    [
      'コードは1回だけ使えます。二重送信や再読み込みで2回送っていないかを確かめてください。2回使うと、最初の応答のトークンも無効になります。',
      'A code works once: look for double submits and reloads. A second use ends the session of the first.',
    ],
  ),
  row(
    'Code is expired',
    [
      '認可コードの有効期限（発行から1分）が過ぎました。',
      'The code has run out, a minute after it was issued.',
    ],
    ['届いたらすぐに交換してください。', 'Redeem it as soon as it comes.'],
  ),
  row(
    'Incorrect redirect_uri',
    [
      'redirect_uri が、認可要求のときと違います。',
      'redirect_uri is not the one of the authorization request.',
    ],
    ['同じ値を1文字も変えずに送ってください。', 'Send the same value, character for character.'],
  ),
  row(
    'PKCE code verifier not specified',
    ['code_verifier がありません。', 'code_verifier is missing.'],
    [
      'code_challenge を作ったときの元の値を送ってください。',
      'Send the value that code_challenge was made of.',
    ],
  ),
  row(
    'PKCE verification failed: Invalid code verifier',
    ['code_verifier の形が違います。', 'code_verifier has not the right form.'],
    [
      '43〜128文字の英数字と「-._~」にしてください（RFC 7636 4.1）。',
      'Use 43 to 128 letters, digits and -._~ (RFC 7636 section 4.1).',
    ],
  ),
  row(
    'PKCE verification failed: Code mismatch',
    ['code_verifier が code_challenge に合いません。', 'code_verifier does not fit code_challenge.'],
    [
      '利用者のセッションごとに保存しているかを確かめてください。並行するログインで取り違えていることがあります。',
      'Keep one for each login: parallel logins of one browser are often mixed up here.',
    ],
  ),
  row(
    'Session not active',
    [
      'リフレッシュトークンが2回使われたため、セッションを終了しました。',
      'A refresh token was used twice, so its session has ended.',
    ],
    [
      '応答のたびに新しいrefresh_tokenへ置き換え、同時に2回更新しないようにしてください。',
      'Replace it by the one of each answer, and never refresh twice at once.',
    ],
  ),
  row(
    'Invalid refresh token',
    [
      'リフレッシュトークンが違うか、期限が切れています。',
      'The refresh token is another one, or has run out.',
    ],
    ['利用者に、もう一度ログインしてもらってください。', 'Let the person log in again.'],
  ),
  row(
    'Client not enabled to retrieve service account',
    [
      'このクライアントは client_credentials を使えません（スコープ sign がありません）。',
      'This client may not use client_credentials: it is not registered for sign.',
    ],
    [
      '署名APIを使うときは、スコープ sign を付けて登録してください。',
      'Register it for the scope sign to use the signature API.',
    ],
  ),
  row(
    'Only POST is allowed',
    ['POST以外のメソッドです。', 'It is another method than POST.'],
    ['POSTで送ってください。', 'Use POST.'],
  ),
];

export const TOKEN_REMEDIES: readonly DescribedRemedy[] = [...CLIENT_AUTHENTICATION_REMEDIES, ...grants];
