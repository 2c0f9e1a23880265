/** Refusals of the token endpoint and of userinfo. */
import { type DescribedRemedy, row } from './remedy.ts';

const FAILED = 'Client authentication with signed JWT failed: ';

const clientAuthentication: readonly DescribedRemedy[] = [
  row(
    'Parameter client_assertion_type is missing',
    ['client_assertion_type がありません。', 'client_assertion_type is missing.'],
    [
      'urn:ietf:params:oauth:client-assertion-type:jwt-bearer を指定してください。client_secret は使えません。',
      'Send urn:ietf:params:oauth:client-assertion-type:jwt-bearer; a client_secret is not taken.',
    ],
  ),
  row(
    /^Parameter client_assertion_type has value '.*$/s,
    ['client_assertion_type の値が違います。', 'client_assertion_type has another value.'],
    [
      'urn:ietf:params:oauth:client-assertion-type:jwt-bearer を指定してください。',
      'Its value is urn:ietf:params:oauth:client-assertion-type:jwt-bearer.',
    ],
    'Parameter client_assertion_type has another value',
  ),
  row(
    'client_assertion parameter missing',
    ['client_assertion がありません。', 'client_assertion is missing.'],
    [
      '秘密鍵で署名したJWTを、要求のたびに作って送ってください。',
      'Send a JWT signed with the private key, a new one for each request.',
    ],
  ),
  row(
    'Invalid client or Invalid client credentials',
    ['JWTの sub が示すクライアントは登録されていません。', 'No client is registered by the sub of the JWT.'],
    [
      'iss と sub に、登録したクライアントIDを入れてください。',
      'Put the registered client id into iss and sub.',
    ],
  ),
  row(
    'Unable to load public key',
    [
      'JWTの署名を確かめる公開鍵がありません。kid が一致しないか、JWKSを取得できません。',
      'There is no key to verify with: the kid fits none, or the JWK Set cannot be fetched.',
    ],
    [
      '登録したJWKS（またはjwks_uri）に、ヘッダーの kid と同じ鍵があるかを確かめてください。',
      'See that the registered JWK Set, or the one at jwks_uri, has the key that kid names.',
    ],
  ),
  row(
    'invalid signature algorithm',
    [
      'JWTの alg を受け付けられないか、鍵の種類と合いません。',
      'The alg is not taken, or does not fit the key.',
    ],
    [
      'alg を RS256 か ES256 など、登録した鍵に合うものにしてください。',
      'Use an alg that fits the registered key, such as RS256 or ES256.',
    ],
  ),
  row(
    `${FAILED}client_id parameter not matching with client from JWT token`,
    ['client_id とJWTの sub が違います。', 'client_id is not the sub of the JWT.'],
    [
      '両方に同じクライアントIDを入れるか、client_id を省いてください。',
      'Say the same client id in both, or leave client_id out.',
    ],
  ),
  row(
    `${FAILED}Signature on JWT token failed validation`,
    [
      'JWTの署名が、登録した公開鍵では確かめられません。',
      'The signature of the JWT does not verify with the registered key.',
    ],
    [
      '秘密鍵と登録した公開鍵が組になっているか、ES256の署名がDERではなくr‖s（64バイト）かを確かめてください。',
      'See that the private key is the pair of the registered one, and that an ES256 signature is r‖s (64 bytes), not DER.',
    ],
  ),
  row(
    `${FAILED}Issuer mismatch. The issuer should match the subject`,
    ['JWTの iss と sub が違います。', 'iss and sub of the JWT differ.'],
    ['どちらもクライアントIDにしてください。', 'Both are the client id.'],
  ),
  row(
    `${FAILED}Token sub claim is required`,
    ['JWTに sub がありません。', 'The JWT has no sub.'],
    ['sub にクライアントIDを入れてください。', 'Put the client id into sub.'],
  ),
  row(
    `${FAILED}Invalid token audience`,
    [
      'JWTの aud が、この発行者でもトークンエンドポイントでもありません。',
      'aud is neither this issuer nor the token endpoint.',
    ],
    [
      'aud に発行者（iss）の値を入れてください。ホスト名やポート番号も1文字ずつ比べられます。',
      'Put the issuer into aud; host and port are compared character for character.',
    ],
  ),
  row(
    `${FAILED}Token exp claim is required`,
    ['JWTに exp がありません。', 'The JWT has no exp.'],
    [
      'exp に、今から60秒ほど先の時刻（秒）を入れてください。',
      'Put a time about 60 seconds ahead into exp, in seconds.',
    ],
  ),
  row(
    `${FAILED}Token is not active`,
    [
      'JWTの期限（exp）が過ぎているか、開始（nbf）前です。',
      'The JWT has run out (exp), or does not count yet (nbf).',
    ],
    [
      '要求のたびにJWTを作り、サーバーの時計を合わせてください。',
      'Make a new JWT for each request, and set the server’s clock.',
    ],
  ),
  row(
    `${FAILED}Token expiration is too far in the future and iat claim not present in token`,
    ['JWTの exp が遠すぎます。', 'exp is too far ahead.'],
    ['exp を短くし（60秒ほど）、iat を入れてください。', 'Shorten it to about 60 seconds, and write iat.'],
  ),
  row(
    `${FAILED}Token was issued in the future`,
    ['JWTの iat が未来の時刻です。', 'iat lies in the future.'],
    [
      'サーバーの時計を合わせてください。iat はミリ秒ではなく秒です。',
      'Set the server’s clock; iat is in seconds, not milliseconds.',
    ],
  ),
  row(
    `${FAILED}Token jti claim is required`,
    ['JWTに jti がありません。', 'The JWT has no jti.'],
    ['jti に、要求のたびに新しい値を入れてください。', 'Put a new value into jti for each request.'],
  ),
  row(
    `${FAILED}Token reuse detected`,
    ['同じ jti のJWTが、前に使われています。', 'A JWT with this jti was used before.'],
    [
      '再送のときも、JWTを作り直してください。',
      'Make a new JWT for each try, also when you repeat a request.',
    ],
  ),
  row(
    `${FAILED}Invalid token`,
    [
      'JWTとして読み取れません。ヘッダー、クレームの型、符号化のいずれかが違います。',
      'It cannot be read as a JWT: header, types of claims or encoding.',
    ],
    [
      '3つの部分がパディングのないBASE64URLで、クレームの型が正しいかを確かめてください。',
      'See that the three parts are base64url without padding and that the claims have their types.',
    ],
  ),
];

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
    ['文書そのものではなく、ダイジェストだけを送ってください。', 'Send digests alone, never documents.'],
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

export const TOKEN_REMEDIES: readonly DescribedRemedy[] = [
  ...clientAuthentication,
  ...grants,
  ...userinfo,
  ...bodies,
];
