/**
 * Whom the provider believes, in versions (ADR 0052): the first is the configuration's, the next are what two administrators agreed to. Every
 * node reads them every ten seconds, and every version stays (kit/server/administration). Owns: the form of a version, and what is made of it
 * for judging. Refuses: one without a certification authority for authentication.
 */
export { ProviderTrust, TRUST_FORM } from './provider-trust.ts';
