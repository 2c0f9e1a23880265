/** What is shown of the messages that revoke a token, tell of one, or log a person out. */
import { CLIENT_ASSERTION_TYPE } from '@kazasu/oidc';
import { JOSE, language, PROBLEM, REGISTERED, SESSION, site } from './parts.ts';
import { client, masked, oneOf, plain, short, word } from './rule.ts';
import type { RuleTable } from './shown.ts';
import { token } from './token.ts';

/** What is asked of a token: to revoke it, or to tell of it. */
export const TOKEN_FORM: RuleTable = {
  token: masked,
  token_type_hint: word,
  client_id: client,
  client_assertion_type: oneOf(CLIENT_ASSERTION_TYPE),
  client_assertion: token(JOSE, { ...REGISTERED, sub: client }),
};

export const INTROSPECTION_ANSWER: RuleTable = {
  ...PROBLEM,
  ...SESSION,
  active: plain,
  client_id: client,
  token_type: oneOf('Bearer', 'DPoP'),
};

export const LOGOUT: RuleTable = {
  id_token_hint: token(JOSE, { ...SESSION, nonce: short, at_hash: short }),
  client_id: client,
  post_logout_redirect_uri: site,
  state: short,
  ui_locales: language,
  lang: oneOf('ja', 'en'),
  logout_hint: masked,
};
