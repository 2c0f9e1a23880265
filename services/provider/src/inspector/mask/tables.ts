/**
 * What is shown of every parameter and field that relying parties, browsers, phones and this provider send each other. Whatever has
 * no row is masked; so is a value that has not the form of its row.
 */
import { CLIENT_ASSERTION_TYPE } from '@kazasu/oidc';
import { address as addressBy } from './address.ts';
import { certificate } from './certificate.ts';
import { acr, description, JOSE, JWK, language, PROBLEM, REGISTERED, SESSION, site } from './parts.ts';
import {
  client,
  id,
  list,
  masked,
  object,
  oneOf,
  personal,
  plain,
  published,
  short,
  text,
  word,
  words,
} from './rule.ts';
import type { Rule, RuleTable } from './shown.ts';
import { encrypted, token } from './token.ts';

/** What goes to a relying party's redirect URI. */
const ANSWER: RuleTable = {
  code: masked,
  state: short,
  session_state: id,
  iss: site,
  error: word,
  error_description: description,
};

/** The same, as one signed value too (JARM). */
export const AUTHORIZATION_ANSWER: RuleTable = {
  ...ANSWER,
  response: token(JOSE, { ...ANSWER, aud: client, exp: plain }),
};

/** Query of addresses that this provider leads to itself. */
const OWN_QUERY: RuleTable = { ...AUTHORIZATION_ANSWER, ticket: masked, lang: oneOf('ja', 'en') };
export const address = addressBy(OWN_QUERY);

export const AUTHORIZATION: RuleTable = {
  response_type: words,
  response_mode: word,
  scope: words,
  client_id: client,
  redirect_uri: site,
  state: short,
  nonce: short,
  // With the method `plain` it would be the verifier itself.
  code_challenge: short,
  code_challenge_method: text(/^(?:S256|plain)$/),
  dpop_jkt: short,
  acr_values: acr,
  sign_transaction_id: id,
  prompt: words,
  ui_locales: language,
  max_age: text(/^[0-9]{1,5}$/),
  lang: oneOf('ja', 'en'),
  request: masked,
  request_uri: masked,
  login_hint: masked,
  id_token_hint: masked,
  kazasu_person: text(/^[a-z][a-z-]{0,20}[0-9]{0,3}$/),
  kazasu_outcome: word,
  kazasu_delay: text(/^[0-9]{1,2}$/),
};

/** Forms and queries of the waiting page. */
export const WAITING: RuleTable = {
  ...OWN_QUERY,
  digits: masked,
  person: AUTHORIZATION.kazasu_person ?? masked,
  outcome: word,
  delay: text(/^[0-9]{1,2}$/),
  match: word,
};

/** A client pushes its request: the parameters themselves, or in a signed request object. */
export const PUSHED_REQUEST: RuleTable = {
  ...AUTHORIZATION,
  client_assertion_type: oneOf(CLIENT_ASSERTION_TYPE),
  client_assertion: token(JOSE, { ...REGISTERED, sub: client }),
  request: token(JOSE, { ...REGISTERED, ...AUTHORIZATION }),
};

export const ACCESS_TOKEN: Rule = token(JOSE, SESSION);

/** The header DPoP, RFC 9449 section 4.2. */
export const DPOP_PROOF: Rule = token(JOSE, {
  jti: short,
  htm: text(/^[A-Z]{1,10}$/),
  htu: site,
  iat: plain,
  nbf: plain,
  exp: plain,
  nonce: short,
  ath: short,
});

export const TOKEN_REQUEST: RuleTable = {
  grant_type: word,
  scope: words,
  client_id: client,
  client_assertion_type: oneOf(CLIENT_ASSERTION_TYPE),
  client_assertion: token(JOSE, { ...REGISTERED, sub: client }),
  code: masked,
  code_verifier: masked,
  redirect_uri: site,
  refresh_token: masked,
  client_secret: masked,
};

/** The `request_uri` is good for one login. */
export const PUSHED_ANSWER: RuleTable = { ...PROBLEM, request_uri: masked, expires_in: plain };

export const TOKEN_ANSWER: RuleTable = {
  ...PROBLEM,
  access_token: ACCESS_TOKEN,
  id_token: token(JOSE, { ...SESSION, nonce: short, at_hash: short }),
  refresh_token: masked,
  token_type: oneOf('Bearer', 'DPoP'),
  expires_in: plain,
  refresh_expires_in: plain,
  'not-before-policy': plain,
  session_state: id,
  scope: words,
};

const ITEMS: RuleTable = {
  name: personal('name'),
  address: personal('address'),
  birthdate: personal('birthdate'),
  gender: personal('gender'),
};

export const USERINFO_REQUEST: RuleTable = { access_token: masked };
export const USERINFO_ANSWER: RuleTable = { ...PROBLEM, ...ITEMS, sub: short };

export const SIGN_REQUEST: RuleTable = {
  digest: short,
  document_name: personal('document'),
  documents: list(object({ digest: short, name: personal('document') })),
};

export const SIGN_ANSWER: RuleTable = {
  ...PROBLEM,
  sign_transaction_id: id,
  expires_in: plain,
  sign_certificate_jwe: encrypted(JOSE),
  certificate,
  signatures: list(object({ digest: short, signature: masked })),
  certificate_status: object({ status: word, check_method: word, checked_at: plain }),
};

const PROVED_ITEMS: RuleTable = {
  fourItems: masked,
  integrity: masked,
  issuerCertificate: masked,
  chipKey: masked,
  chipSignature: masked,
  age: object({ record: masked, issuerCertificate: masked, signature: masked }),
};

export const APP_REQUEST: RuleTable = {
  code: masked,
  holder: masked,
  certificate,
  signature: masked,
  signatures: list(masked),
  items: object(PROVED_ITEMS),
  agree: plain,
};

const productName = text(/^[A-Za-z][A-Za-z .]{0,19}$/);

export const APP_ANSWER: RuleTable = {
  ...PROBLEM,
  transactionToken: masked,
  state: word,
  openedBy: word,
  askedFrom: object({ browser: productName, system: productName, network: word, address: masked }),
  relyingParty: object({
    name: text(/^[^\p{Cc}]{1,100}$/u),
    kind: word,
    origin: site,
    termsUrl: site,
    privacyUrl: site,
  }),
  items: list(word),
  signing: object({ documents: list(object({ input: short, name: personal('document') })) }),
  match: object({ digits: masked, expiresAt: plain }),
  challenge: object({
    issuer: site,
    clientId: client,
    origin: site,
    transaction: id,
    nonce: short,
    expiresAt: plain,
  }),
  startedAt: plain,
  now: plain,
  expiresAt: plain,
  returnUrl: address,
  handover: object(ITEMS),
};

/** Where the waiting page stands, and what it draws. */
export const WAITING_ANSWER: RuleTable = {
  ...PROBLEM,
  state: word,
  step: word,
  url: address,
  link: address,
  qr: object({ size: plain, path: masked }),
  refreshMs: plain,
  leftMs: plain,
  mayExtend: plain,
  expiresAt: plain,
};

/** Of a page its heading, and what it tells the site's developer. */
export const PAGE: RuleTable = { heading: text(/^[^\p{Cc}]{1,100}$/u), reason: description };

export const CERTS: RuleTable = { keys: list(object(JWK)) };

/** The provider's description of itself holds nothing else. */
export const DISCOVERY: Rule = published;
