/**
 * Named administrators, each with a key of their own, and what two of them must agree to (ADR 0052): keys, trust, administrators, the
 * epoch. A change of these is a proposal, kept exactly as its proposer signed it; another administrator agrees to that content, once, and the
 * transaction that notes the consent makes the change.
 *
 * Owns: the list of administrators, proposals, the judging of signed requests. Routes: api/administration.ts. Refuses: one's own
 * proposal, another content than was shown, what has run out, and a proposer who is none any more.
 */
export { AdministratorError, type AdministratorErrorCode, FEWEST_KEY_ADMINS } from './administrator-error.ts';
export {
  type Administrator,
  addAdministrator,
  administratorsOf,
  administratorsWithin,
  openAdministration,
  PROVIDER,
  replaceAdministrators,
  withRole,
} from './administrators.ts';
export { approve } from './carry-out.ts';
export { allProposals, type Decider, proposalView, propose, reject, requireProposal } from './proposals.ts';
export { type SignedCaller, signedCaller } from './signed-caller.ts';
export { ADMINISTRATION_TABLES, endAllProposals, sweepAdministration } from './tables.ts';
