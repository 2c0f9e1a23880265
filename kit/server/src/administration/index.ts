/**
 * What a service keeps of those who administer it: settings that two must agree to, in versions that only a holder of the service's key can
 * have written; proposals and what became of them; signed requests that have come. Refuses a setting whose seal does not fit, or that is
 * older than one seen before. Who may what, and what a proposal does, are the service's.
 */
export { AdministrationError, type AdministrationErrorCode } from './administration-error.ts';
export {
  type Decision,
  decideProposal,
  deleteOldProposals,
  endProposals,
  findProposal,
  insertProposal,
  listProposals,
  type Proposal,
  type ProposalState,
} from './proposal-store.ts';
export { deleteUsedRequests, useRequest } from './request-store.ts';
export { type KeptSetting, openSettings, type SettingOf, type Settings } from './settings.ts';
export { administrationTables } from './tables.ts';
