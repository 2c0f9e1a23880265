/** Refusals of a pushed authorization request, beside those that it shares with the authorization endpoint. */
import { type DescribedRemedy, row } from './remedy.ts';

const WILL_NOT_DO = 'The request object will not do: ';

export const PUSHED_REMEDIES: readonly DescribedRemedy[] = [
  row(
    'The client is not registered for pushed requests',
    ['strict として登録されたクライアントではありません。', 'The client is not registered as a strict one.'],
    [
      '通常の認可要求を使うか、strict で登録してください（kazasu client add --profile strict）。',
      'Send an ordinary authorization request, or register the client as strict (kazasu client add --profile strict).',
    ],
  ),
  row(
    'The parameter request_uri cannot be pushed',
    ['送る要求の中に request_uri があります。', 'There is a request_uri within the pushed request.'],
    [
      'request_uri を外してください。この要求への応答として得るものです（RFC 9126 2.1）。',
      'Leave request_uri out: it is what the answer brings (RFC 9126 section 2.1).',
    ],
  ),
  row(
    'The request must be signed',
    [
      '要求への署名を必須として登録されたクライアントですが、request がありません。',
      'The client is registered for signed requests, and there is no request.',
    ],
    [
      'パラメーターを署名付きのリクエストオブジェクトに入れ、request として送ってください（RFC 9101）。',
      'Put the parameters into a signed request object and send it as request (RFC 9101).',
    ],
  ),
  row(
    'Parameters beside a signed request',
    [
      'request のほかに、認可要求のパラメーターがあります。',
      'There are parameters of the authorization request beside request.',
    ],
    [
      'すべてのパラメーターを request の中に入れ、外には client_id とクライアント認証だけを残してください。',
      'Put all of them into request; beside it stand client_id and client authentication alone.',
    ],
  ),
  row(
    /^The request object will not do: (?:header|algorithm|key|signature)$/,
    [
      'リクエストオブジェクトの署名を、登録した公開鍵で確かめられません。',
      'The signature of the request object does not verify with the registered key.',
    ],
    [
      'typ を oauth-authz-req+jwt、alg を ES256、PS256、EdDSA のいずれかにし、登録した鍵で署名してください。',
      'Sign with the registered key, alg ES256, PS256 or EdDSA, and typ oauth-authz-req+jwt.',
    ],
  ),
  row(
    /^The request object will not do: (?:no exp|expired|exp too far|no nbf|nbf too old|nbf in the future|iat in the future)$/,
    [
      'リクエストオブジェクトの時刻（nbf、exp、iat）が条件に合いません。',
      'The times of the request object (nbf, exp, iat) will not do.',
    ],
    [
      'nbf を今、exp をその60分以内にし、サーバーの時計を合わせてください。',
      'Say now in nbf and at most 60 minutes later in exp, and set the server’s clock.',
    ],
  ),
  row(
    `${WILL_NOT_DO}audience`,
    ['aud が発行者ではありません。', 'aud is not the issuer.'],
    ['aud に、発行者を1つの文字列として入れてください。', 'Put the issuer into aud, as a single string.'],
  ),
  row(
    /^The request object will not do: (?:client|sub)$/,
    [
      'iss と client_id がクライアントIDではないか、sub があります。',
      'iss and client_id are not the client id, or there is a sub.',
    ],
    [
      'iss と client_id にクライアントIDを入れ、sub を外してください。',
      'Put the client id into iss and client_id, and leave sub out.',
    ],
  ),
  row(
    `${WILL_NOT_DO}nested request`,
    [
      'リクエストオブジェクトの中に request か request_uri があります。',
      'There is a request or request_uri within the request object.',
    ],
    ['どちらも外してください（RFC 9101 4）。', 'Leave both out (RFC 9101 section 4).'],
  ),
  row(
    `${WILL_NOT_DO}form`,
    [
      'リクエストオブジェクトをJWTとして読み取れないか、値が文字列ではありません。',
      'It cannot be read as a JWT, or a value is no string.',
    ],
    [
      'パラメーターの値を文字列にし、全体を8,192文字以内にしてください。',
      'Write values as strings, and stay within 8,192 characters.',
    ],
  ),
];
