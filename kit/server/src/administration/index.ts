/**
 * How a service is administered by people with names and keys of their own (ADR 0052). Owns: settings that two must agree to, in versions
 * that only a holder of the service's key can have written (the list of administrators, whom to believe); proposals and their consent; the
 * judging of signed requests; the routes of wire.ts. A change that two must agree to is kept exactly as its proposer signed it; another administrator
 * agrees to that content, once, and the transaction that notes the consent makes the change. Refuses a setting whose seal does not fit or that is
 * older than one seen before, one's own proposal, another content than was shown, and what has run out. Which changes and roles there are, and what
 * they do, are the service's.
 */
export { ADMINISTRATION_ACTIONS } from './actions.ts';
export type {
  Administration,
  AdministrationAction,
  AdministrationAudit,
  AdministrationConfig,
} from './administration.ts';
export { AdministrationError, type AdministrationErrorCode } from './administration-error.ts';
export { AdministratorError, type AdministratorErrorCode, FEWEST_KEY_ADMINS } from './administrator-error.ts';
export {
  type Administrator,
  addAdministrator,
  administratorsOf,
  administratorsWithin,
  replaceAdministrators,
} from './administrators.ts';
export { mountAudit, mountAuditHeads } from './audit-routes.ts';
export {
  approve,
  type CarryOut,
  type Consented,
  changeAdministrators,
  changeTrust,
  type Outcome,
  together,
} from './carry-out.ts';
export {
  type Caller,
  callerOf,
  type May,
  mayOnly,
  onlyTheAdministrator,
  type Refused,
  twoNeeded,
  whoMay,
} from './guard.ts';
export type { TrustForm } from './kept-trust.ts';
export { type MachineDeps, type OnMachine, onMachine, registrationIn } from './on-machine.ts';
export { answered, problem, type Refusal } from './problem.ts';
export { endProposals, findProposal, type Proposal } from './proposal-store.ts';
export { type AdministrationParts, mountAdministration } from './routes.ts';
export { type KeptSetting, openSettings, type SettingOf, type Settings } from './settings.ts';
export { administrationTables, sweepAdministration } from './tables.ts';
export { openTrust, type TrustDeps, type TrustFault, TrustRing } from './trust-ring.ts';
export { usedProposalTables } from './used-proposal-store.ts';
