/**
 * Consents to be told the latest four items (最新4情報): writing the statement, handing in what was signed, and asking by it. Owns
 * the consents, apart from the evidence and without certificates. Refuses statements that it did not write for this very tenant,
 * to ask without a consent, and to keep an item.
 */
export {
  CONSENT_SIGNER_TABLES,
  CONSENT_TABLES,
  deleteOldPreparations,
  deletePersonConsents,
} from './consent-store.ts';
export { CONSENT_PROBLEMS } from './problems.ts';
export { CONSENT_ROUTES } from './routes.ts';
