/** Refusals of the authorization request, on a page or at the redirect URI. */
import { PARAMETERS } from './parameters.ts';
import { PUSHED_REMEDIES } from './pushed.ts';
import { type DescribedRemedy, row } from './remedy.ts';

const missing = Object.entries(PARAMETERS).map(([name, { ja, en }]) =>
  row(
    new RegExp(`^Missing parameters?: ${name}$`),
    [`必須のパラメーター ${name} がありません。`, `The parameter ${name} is required and is not there.`],
    [`${name} を付けて送ってください。${ja}`, `Send ${name}. ${en}`],
  ),
);

const invalid = Object.entries(PARAMETERS).map(([name, { ja, en }]) =>
  row(
    `Invalid parameter: ${name}`,
    [`パラメーター ${name} の値を受け付けられません。`, `The value of ${name} cannot be taken.`],
    [`${name} を確かめてください。${ja}`, `Look at ${name}. ${en}`],
  ),
);

export const AUTHORIZATION_REMEDIES: readonly DescribedRemedy[] = [
  ...missing,
  ...invalid,
  row(
    'duplicated parameter',
    ['同じ名前のパラメーターが2回以上あります。', 'A parameter stands there more than once.'],
    [
      '各パラメーターを1回だけ送ってください（RFC 6749 3.1）。',
      'Send each parameter once (RFC 6749 section 3.1).',
    ],
  ),
  row(
    'Client not found.',
    ['このクライアントIDは登録されていません。', 'No client is registered by this id.'],
    [
      'client_id を確かめるか、クライアントを登録してください（kazasu client add）。',
      'Compare client_id, or register the client (kazasu client add).',
    ],
  ),
  row(
    'Invalid request',
    [
      '要求を読み取れません。長すぎるか、エンコードが壊れています。',
      'The request cannot be read: it is too long, or its encoding is broken.',
    ],
    [
      'パラメーターをUTF-8でパーセントエンコードし、全体を8,000文字以内にしてください。',
      'Percent-encode the parameters in UTF-8 and stay below 8,000 characters.',
    ],
  ),
  row(
    'Invalid parameter: code challenge method is not matching the configured one',
    ['code_challenge_method が S256 ではありません。', 'code_challenge_method is not S256.'],
    ['S256 を指定してください。plain は使えません。', 'Say S256; plain is not taken.'],
  ),
  row(
    'Only the response type code is supported',
    ['response_type が code ではありません。', 'response_type is not code.'],
    [
      '認可コードフロー（response_type=code）を使ってください。',
      'Use the authorization code flow (response_type=code).',
    ],
  ),
  row(
    /^The parameter request(?:_uri)? is not supported$/,
    ['リクエストオブジェクトには対応していません。', 'Request objects are not supported.'],
    [
      'request と request_uri を使わず、通常のパラメーターで送ってください。',
      'Send plain parameters, without request and request_uri.',
    ],
  ),
  row(
    'The request must be pushed first',
    [
      'strict のクライアントなのに、パラメーターがブラウザー経由で送られました。',
      'The client is strict, and its parameters came by the browser.',
    ],
    [
      '先に POST …/ext/par/request で要求を送り、認可エンドポイントには client_id と request_uri だけを付けてください（RFC 9126）。',
      'Push the request to POST …/ext/par/request first, and send the browser with client_id and request_uri alone (RFC 9126).',
    ],
  ),
  row(
    'The answer must be signed',
    [
      '応答への署名を必須として登録されたクライアントですが、response_mode が jwt ではありません。',
      'The client is registered for signed answers, and response_mode is not jwt.',
    ],
    ['response_mode=jwt を指定してください。', 'Say response_mode=jwt.'],
  ),
  ...PUSHED_REMEDIES,
  row(
    'The parameter sign_transaction_id needs the scope sign',
    [
      'sign_transaction_id がありますが、スコープに sign がありません。',
      'There is a sign_transaction_id, but the scope lacks sign.',
    ],
    [
      'scope に sign を加えるか、認証だけのときは sign_transaction_id を外してください。',
      'Add sign to the scope, or leave sign_transaction_id out for a login.',
    ],
  ),
  row(
    'The person has to take part',
    [
      'prompt=none が指定されましたが、ログイン状態は保持されません。',
      'prompt=none was asked for, and no login is ever kept.',
    ],
    [
      'prompt=none を外してください。毎回カードでの認証が必要です。',
      'Leave prompt=none out: each login takes the card.',
    ],
  ),
  row(
    /^(?:invalid_request: )?kazasu_(?:person|outcome|delay) [a-zA-Z :,]{1,100}$/,
    [
      'サンドボックスのパラメーターが、この要求に使える値ではありません。',
      'A parameter of the sandbox has no value that goes with this request.',
    ],
    [
      'エラーの画面（またはJSONの allowed）にある値から選んでください。一覧は GET /sandbox/outcomes でも得られます。',
      'Choose one of the values on the error page, or in allowed of the JSON; GET /sandbox/outcomes lists them too.',
    ],
  ),
  row(
    /^Invalid scopes(?:: .*)?$/s,
    [
      '知らないスコープか、このクライアントに許可されていないスコープがあります。または openid がありません。',
      'A scope is unknown or not allowed to this client, or openid is not there.',
    ],
    [
      'openid name address birthdate gender sign のうち、登録時に許可されたものだけを、openid と一緒に、半角空白区切りで指定してください。',
      'Ask for openid and, of name address birthdate gender sign, only what the client was registered for, with single spaces.',
    ],
    'Invalid scopes',
  ),
];
