/**
 * What certificates of each role look like, as tables: presence × criticality × value for every extension, with
 * the citation. Whatever is critical and not in the table is refused; the order of extensions is only noted.
 */
export { AUTHENTICATION_PROFILE } from './authentication.ts';
export { AUTHORITY_PROFILE } from './authority.ts';
export { checkProfile } from './check-profile.ts';
export { OCSP_RESPONDER_PROFILE } from './ocsp-responder.ts';
export {
  type Criticality,
  defineProfile,
  type Presence,
  type Profile,
  type ProfileTable,
  row,
  type Subject,
  withPolicies,
} from './profile.ts';
export { SIGNATURE_PROFILE, SIGNATURE_TEST_PROFILE } from './signature.ts';
export { parseTextItems, type TextItems } from './text-items.ts';
