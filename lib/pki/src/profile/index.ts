/**
 * What certificates of each role look like, as tables: presence × criticality × value for every extension, with
 * the citation. Whatever is critical and not in the table is refused; the order of extensions is only noted.
 */
import { AUTHENTICATION_PROFILE } from './authentication.ts';
import { AUTHORITY_PROFILE } from './authority.ts';
import { OCSP_RESPONDER_PROFILE } from './ocsp-responder.ts';
import { rulesOf } from './profile.ts';
import { SIGNATURE_PROFILE } from './signature.ts';
import { TIMESTAMP_UNIT_PROFILE } from './timestamp-unit.ts';

export { checkProfile } from './check-profile.ts';
export { type CardProfiles, cardProfiles } from './generation.ts';
export {
  AUTHENTICATION_EITHER_PROFILE,
  isOfPhone,
  PHONE_AUTHENTICATION_PROFILE,
  PHONE_SIGNATURE_PROFILE,
  SIGNATURE_EITHER_PROFILE,
} from './phone.ts';
export {
  type Criticality,
  type Presence,
  type Profile,
  type ProfileTable,
  type Subject,
  withPolicies,
} from './profile.ts';
export { SIGNATURE_TEST_PROFILE } from './signature.ts';
export { parseTextItems, type TextItems } from './text-items.ts';
export type { CardGeneration } from './value.ts';
export {
  AUTHENTICATION_PROFILE,
  AUTHORITY_PROFILE,
  OCSP_RESPONDER_PROFILE,
  SIGNATURE_PROFILE,
  TIMESTAMP_UNIT_PROFILE,
};

/** Both kinds of resident's certificate have rows of the same names; a row says the same wherever it stands. */
export const PROFILE_RULES = [
  AUTHENTICATION_PROFILE,
  SIGNATURE_PROFILE,
  AUTHORITY_PROFILE,
  OCSP_RESPONDER_PROFILE,
  TIMESTAMP_UNIT_PROFILE,
].flatMap(rulesOf);
