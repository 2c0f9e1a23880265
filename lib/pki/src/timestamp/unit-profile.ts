import {
  BASIC_CONSTRAINTS,
  CERTIFICATE_POLICIES,
  EXTENDED_KEY_USAGE,
  KEY_USAGE,
  SUBJECT_ALT_NAME,
} from '../extension/index.ts';
import { OID } from '../oid.ts';
import { defineProfile, row } from '../profile/profile.ts';

/**
 * What RFC 3161 section 2.3 demands of a time-stamp unit's certificate, whoever issued it: for time-stamps alone, and
 * critically so, that no other certificate can ever be taken for one.
 */
export const TIMESTAMP_UNIT_RULES = defineProfile('profile', {
  name: 'time-stamp unit',
  citation: 'RFC 3161 2.3',
  fields: [],
  extensions: [
    row(
      EXTENDED_KEY_USAGE,
      'required',
      'critical',
      (purposes) => purposes.length === 1 && purposes[0] === OID.timeStamping,
    ),
    row(KEY_USAGE, 'optional', 'agnostic', (usage) =>
      [...usage].every((name) => name === 'digitalSignature' || name === 'nonRepudiation'),
    ),
    row(BASIC_CONSTRAINTS, 'optional', 'agnostic', ({ authority }) => !authority),
    row(CERTIFICATE_POLICIES, 'optional', 'agnostic'),
    row(SUBJECT_ALT_NAME, 'optional', 'agnostic'),
  ],
});
