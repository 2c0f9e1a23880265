/** Refusals of userinfo, and of bodies that cannot be read. */
import { type DescribedRemedy, row } from './remedy.ts';

const userinfo: readonly DescribedRemedy[] = [
  row(
    'More than one method used for including an access token',
    [
      'アクセストークンが、ヘッダーと本文の両方にあります。',
      'The access token stands in the header and in the body.',
    ],
    ['Authorization ヘッダーだけにしてください。', 'Use the Authorization header alone.'],
  ),
  row(
    'Token invalid: malformed',
    ['Authorization ヘッダーの形が違います。', 'The Authorization header has not the right form.'],
    ['「Bearer 」の後にアクセストークンを続けてください。', 'Write Bearer, a space, and the access token.'],
  ),
  row(
    'The form cannot be read',
    ['本文をフォームとして読み取れません。', 'The body cannot be read as a form.'],
    [
      'access_token を1つだけ含むフォームにするか、ヘッダーを使ってください。',
      'Send one access_token, or use the header.',
    ],
  ),
  row(
    'Token not provided',
    ['アクセストークンがありません。', 'There is no access token.'],
    [
      'Authorization: Bearer ヘッダーに入れてください。URLには入れられません。',
      'Put it into the header Authorization: Bearer; it is never read from the URL.',
    ],
  ),
  row(
    /^(?:Token invalid: )?Token is not active$/,
    [
      'アクセストークンの期限（5分）が過ぎたか、使えなくなっています。',
      'The access token has run out after five minutes, or is no good any more.',
    ],
    [
      'リフレッシュトークンで取り直すか、新しく取得してください。',
      'Get a new one, with the refresh token where there is one.',
    ],
  ),
  row(
    /^(?:Token invalid: )?Token verification failed$/,
    ['この発行者のアクセストークンではありません。', 'It is no access token of this issuer.'],
    [
      'IDトークンや、ほかの環境のトークンを送っていないかを確かめてください。',
      'Look whether you send the ID token, or a token of another environment.',
    ],
  ),
  row(
    'Missing openid scope',
    [
      '利用者のトークンではありません（client_credentials のトークンには利用者がいません）。',
      'The token has no person: it is a client’s own.',
    ],
    ['認可コードで得たアクセストークンを使ってください。', 'Use the access token that the code gave.'],
  ),
  row(
    'Session expired',
    [
      'セッションが終了しています。コードやリフレッシュトークンの再利用でも終了します。',
      'The session has ended; using a code or refresh token twice ends it too.',
    ],
    ['利用者に、もう一度ログインしてもらってください。', 'Let the person log in again.'],
  ),
];

const bodies: readonly DescribedRemedy[] = [
  row(
    /^the body must be application\/json$/,
    ['本文がJSONではありません。', 'The body is not JSON.'],
    ['Content-Type: application/json で送ってください。', 'Send application/json.'],
  ),
  row(
    /^the body must not be larger than \d+ bytes$/,
    ['本文が大きすぎます。', 'The body is too large.'],
    ['文書そのものではなく、ハッシュ値だけを送ってください。', 'Send digests alone, never documents.'],
  ),
  row(
    /^(?:not JSON in UTF-8|not the expected JSON)$/,
    ['JSONの形が違います。', 'The JSON has not the right form.'],
    [
      '項目名と型を、署名APIの説明と比べてください。知らない項目も受け付けません。',
      'Compare names and types with the description of the API; unknown members are refused too.',
    ],
  ),
  row(
    /^(?:the body ended early|a parameter without a name|broken percent-encoding|not text|not UTF-8)$/,
    ['本文が途中で切れたか、エンコードが壊れています。', 'The body broke off, or its encoding is broken.'],
    [
      'UTF-8でパーセントエンコードし、Content-Length を確かめてください。',
      'Percent-encode in UTF-8, and look at Content-Length.',
    ],
  ),
];

export const USERINFO_REMEDIES: readonly DescribedRemedy[] = [...userinfo, ...bodies];
