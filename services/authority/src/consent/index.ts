/**
 * The service of the latest four items (最新4情報). A person allows one operator, for one service and purpose, by the
 * card's signature; for ten years the operator may ask, and every delivery is in the audit. Owns consents. Refuses
 * operators whom the consent does not name, other purposes, and whatever was withdrawn, has run out or ended by death.
 */
export { viewOf } from './consent.ts';
export type { ConsentRecord } from './consent-data.ts';
export { CONSENT_TABLES, endConsentsOf, listConsents, withdrawConsent } from './consent-store.ts';
export { deliverItems } from './deliver.ts';
export { giveConsent } from './give.ts';
