/**
 * Verifiers under contract: who asks, for which purpose, and how often. Owns contracts, quotas and the record of what was
 * asked. Refuses purposes that a contract does not allow and questions beyond the day's number; no question is
 * answered that was not counted.
 */
export { countQuestion } from './count.ts';
export { createMeter, type Meter } from './meter.ts';
export { forgetQuotas } from './usage-store.ts';
export {
  addVerifier,
  DEFAULT_VERIFIER_ID,
  makeContract,
  removeVerifier,
  usageOf,
  type Verifier,
  verifierOf,
  verifiers,
} from './verifier.ts';
export { VERIFIER_TABLES } from './verifier-store.ts';
