/**
 * Whom the provider believes, in versions (ADR 0052): the first is the configuration's, the next are what two administrators agreed to. Every
 * node reads them every ten seconds, and every version stays. Owns: the setting `trust`, and what is made of it for judging. Refuses: a
 * version that this provider's key did not seal, one that goes back behind one seen before, and one without a certification authority.
 */
export { type ReplacedTrust, replaceTrust, TrustError, type TrustErrorCode } from './kept-trust.ts';
export { openTrust, type TrustDeps, type TrustFault, TrustRing } from './trust-ring.ts';
