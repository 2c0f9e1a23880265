/**
 * One request of a named administrator, signed: who, to which service, which method and path, over which octets, when, and once. A message
 * of this project's own; its form is ADR 0052. Refuses whatever was made for another request.
 */
export {
  ADMINISTRATION_REQUEST_TYPE,
  type AdministrationRequest,
  createAdministrationRequest,
} from './create.ts';
export {
  administrationRequestId,
  administratorNamed,
  checkAdministrationBody,
  REQUEST_MAX_AGE,
  type SignedAdministrationHead,
  type VerifiedAdministrationRequest,
  verifyAdministrationHead,
  verifyAdministrationRequest,
} from './verify.ts';
