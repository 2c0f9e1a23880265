/**
 * Who administers the authority, and what two must agree to (ADR 0057): contracts with verifiers, administrators. Who signed what, proposals and
 * consent are kit/server/administration. Owns: the effects of the changes of api/administration.ts. Refuses: whatever does not fit any more what
 * stands. Officials at the counter (`page/`, `admin/`) are none of these.
 */
export {
  ADMINISTRATION_TABLES,
  type AdministeredDeps,
  AUTHORITY,
  administrationOf,
  openAdministration,
} from './administration.ts';
export { mountOperators } from './routes.ts';
