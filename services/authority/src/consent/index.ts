/**
 * The service of the latest four items (最新4情報). A person allows one operator, for one service and purpose, by the
 * card's signature; for ten years the operator may ask, and every delivery is in the audit. Owns consents. Refuses
 * operators whom the consent does not name, other purposes, and whatever was withdrawn, has run out or ended by death.
 * A consent ends at the counter, or by another statement of its giver, whom no counter is asked for.
 */
export { viewOf } from './consent.ts';
export type { ConsentRecord } from './consent-data.ts';
export { CONSENT_TABLES, endConsentsOf, listConsents } from './consent-store.ts';
export { deliverItems } from './deliver.ts';
export { giveConsent } from './give.ts';
export { mountWithdrawal } from './routes.ts';
export { endConsent } from './withdraw.ts';
