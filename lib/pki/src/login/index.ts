/**
 * Whole judgements, each one function with one report: what a service asks after a card was held. They put the
 * parts together and add no rule of their own but the proof of possession.
 */
export {
  type AuthenticationInput,
  type AuthenticationJudgement,
  judgeAuthentication,
  LOGIN_RULES,
  type RevocationEvidence,
} from './authentication.ts';
