/** Refusals of the signature API. */
import { type DescribedRemedy, row } from './remedy.ts';

const again: readonly [string, string] = [
  '新しい署名トランザクションを作り、はじめからやり直してください。',
  'Make a new sign transaction and start again.',
];

export const SIGN_REMEDIES: readonly DescribedRemedy[] = [
  row(
    'Missing sign scope',
    [
      'トークンかクライアントに、スコープ sign がありません。',
      'The token, or the client, lacks the scope sign.',
    ],
    [
      'client_credentials に scope=sign を付け、クライアントの登録に sign があるかを確かめてください。',
      'Ask for scope=sign, and see that the client is registered for it.',
    ],
  ),
  row(
    'The token must be the one of the client itself',
    [
      '利用者のトークンで、署名トランザクションを作ろうとしました。',
      'A person’s token was used to make a sign transaction.',
    ],
    [
      'grant_type=client_credentials で得たトークンを使ってください。',
      'Use the token of grant_type=client_credentials.',
    ],
  ),
  row(
    'The token must be the one of the person who signed',
    [
      '署名した利用者のセッションのトークンではありません。',
      'It is not a token of the session in which the person signed.',
    ],
    [
      '署名の認可コードで得たアクセストークンを使ってください。',
      'Use the access token that the code of this very signature gave.',
    ],
  ),
  row(
    'No platform operator is registered for this client',
    [
      'このクライアントに、署名検証者（プラットフォーム事業者）が登録されていません。',
      'No platform operator is registered for this client.',
    ],
    [
      '民間のクライアントには platformOperator を登録してください。',
      'Register a platformOperator for a private client.',
    ],
  ),
  row(
    'The keys of the platform operator cannot be had',
    ['署名検証者の公開鍵を取得できませんでした。', 'The keys of the platform operator could not be fetched.'],
    [
      '公開先（JWKS）が応答し、暗号化用の鍵があるかを確かめてください。',
      'See that their JWK Set answers and has a key for encryption.',
    ],
  ),
  row(
    'a digest is a SHA-256 or its DigestInfo, in base64',
    [
      'ハッシュ値が、SHA-256（32バイト）でもDigestInfo（51バイト）でもありません。',
      'The digest is neither a SHA-256 (32 bytes) nor its DigestInfo (51 bytes).',
    ],
    [
      '標準のBASE64（「+/=」あり）で送ってください。BASE64URLや16進は使えません。',
      'Send standard base64, with + / =; neither base64url nor hexadecimal.',
    ],
  ),
  row(
    'a document name has nothing to read, or characters that hide it',
    [
      '文書名が空か、見えない文字が含まれています。',
      'The document’s name is empty, or has characters that are not seen.',
    ],
    [
      '制御文字や文字の向きを変える文字を除いてください。',
      'Take out controls and turns of the writing direction.',
    ],
  ),
  row(
    'Unknown sign transaction',
    [
      'この署名トランザクションは、このクライアントのものとして知られていません。',
      'This client has no such sign transaction.',
    ],
    [
      'sign_transaction_id と、トークンのクライアントを確かめてください。',
      'Compare the id, and the client of the token.',
    ],
  ),
  row(
    'Nobody has begun to sign',
    ['認可要求が、まだ始まっていません。', 'No authorization has begun with it.'],
    [
      '利用者を認可エンドポイントへ送ってください（scope に sign、sign_transaction_id を付ける）。',
      'Send the person to the authorization endpoint with the scope sign and this id.',
    ],
  ),
  row(
    'The person has not signed yet',
    ['利用者が、まだ署名していません。', 'The person has not signed yet.'],
    ['リダイレクトを待ってから取得してください。', 'Fetch it after the browser has come back.'],
  ),
  row(
    'The person has not agreed yet',
    ['利用者が、まだ同意していません。', 'The person has not agreed yet.'],
    ['リダイレクトを待ってから取得してください。', 'Fetch it after the browser has come back.'],
  ),
  row('The person declined', ['利用者が署名をやめました。', 'The person declined.'], again),
  row(
    'The card or its certificate was refused',
    ['カードか電子証明書が認められませんでした。', 'The card or its certificate was refused.'],
    [
      '判定の内容で理由を確かめ、新しい署名トランザクションでやり直してください。',
      'Look at the checks, and start again with a new sign transaction.',
    ],
  ),
  row(
    'The sign transaction has expired',
    ['署名トランザクションの時間が切れました。', 'The sign transaction has expired.'],
    again,
  ),
  row(
    'The result has been deleted',
    ['結果の保存期間（10分）が過ぎました。', 'The result is gone, ten minutes after it was released.'],
    ['リダイレクトを受けたらすぐに取得してください。', 'Fetch it as soon as the browser has come back.'],
  ),
  row(
    'Only GET is allowed',
    ['GET以外のメソッドです。', 'It is another method than GET.'],
    ['GETで取得してください。', 'Use GET.'],
  ),
];
