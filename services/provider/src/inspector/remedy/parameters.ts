/** What a parameter of the authorization request has to be (wire facts 2.1). */
import type { Both } from './remedy.ts';

export const PARAMETERS: { readonly [name: string]: Both } = {
  response_type: { ja: '値は code です。', en: 'Its value is code.' },
  response_mode: {
    ja: '省略するか、query を指定します。strict のクライアントは jwt と query.jwt も使えます。',
    en: 'Leave it out, or say query; a strict client may say jwt or query.jwt.',
  },
  scope: {
    ja: 'openid を含む、半角空白区切りのスコープです。',
    en: 'Scopes with single spaces between, openid among them.',
  },
  client_id: { ja: '登録したクライアントIDです。', en: 'The client id that was registered.' },
  redirect_uri: {
    ja: '登録したリダイレクトURIと1文字も違わない値です。末尾の「/」やポート番号も比べてください。',
    en: 'A registered redirect URI, character for character: compare the slash at its end and the port too.',
  },
  state: {
    ja: '要求のたびに作る、推測できない値です（ASCIIの印字可能文字、255文字以内）。',
    en: 'A value that cannot be guessed, new for each request (printable ASCII, at most 255 characters).',
  },
  nonce: {
    ja: '要求のたびに作る、推測できない値です（ASCIIの印字可能文字、255文字以内）。IDトークンのnonceと照合します。',
    en: 'A value that cannot be guessed, new for each request (printable ASCII, at most 255 characters). It comes back in the ID token.',
  },
  code_challenge: {
    ja: 'BASE64URL(SHA256(code_verifier)) です。43文字で、「=」は付きません。',
    en: 'BASE64URL(SHA256(code_verifier)): 43 characters, without =.',
  },
  code_challenge_method: { ja: '値は S256 です。', en: 'Its value is S256.' },
  acr_values: {
    ja: '「aal3 crl」のように、半角空白区切りで指定します（255文字以内）。',
    en: 'Values with spaces between, such as aal3 crl (at most 255 characters).',
  },
  request_uri: {
    ja: '直前に POST …/ext/par/request で得た値です。60秒以内に1回だけ、要求を送ったクライアントだけが使えます。',
    en: 'What POST …/ext/par/request has just given: good once, within 60 seconds, for the client that pushed.',
  },
  prompt: { ja: 'none は、ほかの値と一緒に指定できません。', en: 'none stands alone.' },
  sign_transaction_id: {
    ja: 'POST /sign-transactions で得た、まだ使っていない、期限内のIDです。ほかのクライアントのIDは使えません。',
    en: 'The id that POST /sign-transactions gave this client: not yet used, and not expired.',
  },
};
