/**
 * People, cards and relying parties by the hundred, for measurements and for what is proved about many nodes: each login over HTTP as a
 * browser, a phone and a relying party make it, with real proofs by virtual cards. Every step must answer as it must, and what comes
 * back must belong to whoever it was asked for; beyond that it asserts nothing.
 */
export { type CardWorld, createCardWorld, type Items, type LoadCard } from './cards.ts';
export {
  type Answer,
  createVisitors,
  type Visitor,
  type VisitorOptions,
  type Visitors,
} from './http-client.ts';
export {
  type Ask,
  authorizationAt,
  begin,
  Crossed,
  checkItems,
  issuerOf,
  type LoginPlace,
  LoginStopped,
  login,
  refresh,
  type Step,
  type Tokens,
  tokenAt,
  type Waiting,
} from './login.ts';
export { type Begun, createRelyingParty, REDIRECT_URI, type RelyingParty, SCOPE } from './relying-party.ts';
