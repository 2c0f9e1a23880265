/**
 * Who administers the verifier, and what two must agree to (ADR 0057): keys, trust, administrators. Who signed what, proposals and consent are
 * kit/server/administration. Owns: the effects of the changes of api/administration.ts. Refuses: whatever does not fit any more what
 * stands.
 */
export {
  ADMINISTRATION_TABLES,
  type AdministeredDeps,
  administrationOf,
  openAdministration,
  VERIFIER,
} from './administration.ts';
export { mountOperators } from './routes.ts';
