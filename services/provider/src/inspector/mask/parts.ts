/** Parts that the tables have in common: what stands within a token, a key, a refusal. No message consists of one of them alone. */
import { describedError } from '../remedy/index.ts';
import { address as addressBy } from './address.ts';
import { client, id, masked, object, oneOf, oneOrList, plain, short, text, word, words } from './rule.ts';
import type { Rule, RuleTable } from './shown.ts';

export const acr = text(/^[a-z]{1,12}[0-9]?(?: [a-z]{1,12}[0-9]?){0,5}$/);
export const language = text(
  /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}(?: [A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}){0,5}$/,
);
export const algorithm = text(/^[A-Za-z0-9+-]{2,20}$/);
export const description: Rule = (value) => {
  const told = typeof value === 'string' ? describedError(value) : undefined;
  return told === undefined ? masked(value) : { kind: 'text', text: told };
};
/** A public key; a private member has no row. */
export const JWK: RuleTable = {
  kty: algorithm,
  crv: algorithm,
  alg: algorithm,
  use: word,
  kid: short,
  x: short,
  y: short,
  n: short,
  e: short,
};
/** Header of a token. */
export const JOSE: RuleTable = {
  alg: algorithm,
  enc: algorithm,
  typ: text(/^(?:JWT|[a-z+.-]{1,40})$/),
  jwk: object(JWK),
  kid: short,
  cty: word,
};
/** An address without a query of its own, or with one that nobody has described. */
export const site = addressBy({});

export const REGISTERED: RuleTable = {
  iss: (value) => (typeof value === 'string' && value.includes(':') ? site(value) : client(value)),
  sub: short,
  aud: oneOrList((value) => (typeof value === 'string' && value.includes(':') ? site(value) : client(value))),
  exp: plain,
  iat: plain,
  nbf: plain,
  jti: short,
};
export const SESSION: RuleTable = {
  ...REGISTERED,
  auth_time: plain,
  typ: oneOf('Bearer', 'DPoP', 'ID', 'Refresh'),
  azp: client,
  session_state: id,
  sid: id,
  acr,
  scope: words,
  cnf: object({ jkt: short }),
};

/** Every refusal of the API is one of these. */
export const PROBLEM: RuleTable = { error: word, error_description: description, final: plain };
