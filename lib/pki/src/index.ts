/** The judging half: certificates, paths, profiles, revocation, and the report of what was checked. */
export {
  type Check,
  type CheckStatus,
  decisiveCheck,
  type Report,
  reportOf,
  type Verdict,
} from './report.ts';
