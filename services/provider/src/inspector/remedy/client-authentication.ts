/** Refusals of a client's assertion at the token endpoint. */
import { type DescribedRemedy, row } from './remedy.ts';

const FAILED = 'Client authentication with signed JWT failed: ';

export const CLIENT_AUTHENTICATION_REMEDIES: readonly DescribedRemedy[] = [
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
    `${FAILED}Token was issued before a restore`,
    [
      'JWTは、プロバイダーのデータがバックアップから復元される前に作られたものです。',
      'The JWT was made before the provider’s data were restored from a backup.',
    ],
    ['JWTを作り直してください。', 'Make a new JWT.'],
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
