/** Refusals of revocation and introspection, and of requests to log out. */
import { type DescribedRemedy, row } from './remedy.ts';

export const SESSION_REMEDIES: readonly DescribedRemedy[] = [
  row(
    'Missing parameter: token',
    ['token がありません。', 'token is missing.'],
    ['対象のトークンを、フォームの token に入れてください。', 'Send the token in the form, as token.'],
  ),
  row(
    'The token was issued to another client',
    ['ほかのクライアントのトークンです。', 'It is another client’s token.'],
    [
      'トークンを受け取ったクライアントの鍵で認証してください。',
      'Authenticate as the client that got the token.',
    ],
  ),
  row(
    'A token of the client itself cannot be revoked',
    [
      'client_credentials のトークンは、失効させることができません。',
      'A token of client_credentials cannot be revoked.',
    ],
    ['5分で期限が切れます。使わずに捨ててください。', 'It runs out within five minutes; throw it away.'],
  ),
  row(
    'Invalid parameter: post_logout_redirect_uri',
    [
      'post_logout_redirect_uri が登録されていないか、クライアントが分かりません。',
      'post_logout_redirect_uri is not registered, or nothing says of which client.',
    ],
    [
      '登録した値（postLogoutRedirectUris）を1文字も変えずに、id_token_hint と一緒に送ってください。',
      'Register it (postLogoutRedirectUris), send it character for character, with id_token_hint.',
    ],
  ),
];
