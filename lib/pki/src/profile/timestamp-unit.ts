import {
  AUTHORITY_KEY_IDENTIFIER,
  BASIC_CONSTRAINTS,
  CERTIFICATE_POLICIES,
  EXTENDED_KEY_USAGE,
  KEY_USAGE,
  SUBJECT_ALT_NAME,
  SUBJECT_KEY_IDENTIFIER,
} from '../extension/index.ts';
import { OID } from '../oid.ts';
import { defineProfile, row } from './profile.ts';
import { pointsToIssuer, purposeIs } from './value.ts';

/**
 * A time-stamp unit: a key that signs time-stamps and nothing else. RFC 3161 demands the one purpose, critical;
 * for the key usage, where it is stated, ETSI EN 319 422
 * leaves digitalSignature, nonRepudiation or both.
 */
export const TIMESTAMP_UNIT_PROFILE = defineProfile('timestamp', {
  name: 'time-stamp unit',
  citation: 'RFC 3161 2.3; ETSI EN 319 422 6',
  fields: [],
  extensions: [
    row(KEY_USAGE, 'optional', 'agnostic', (usage) =>
      [...usage].every((use) => use === 'digitalSignature' || use === 'nonRepudiation'),
    ),
    row(EXTENDED_KEY_USAGE, 'required', 'critical', purposeIs(OID.timeStamping)),
    row(AUTHORITY_KEY_IDENTIFIER, 'optional', 'not-critical', pointsToIssuer),
    row(SUBJECT_KEY_IDENTIFIER, 'optional', 'not-critical'),
    row(CERTIFICATE_POLICIES, 'optional', 'agnostic'),
    row(SUBJECT_ALT_NAME, 'optional', 'agnostic'),
    row(BASIC_CONSTRAINTS, 'optional', 'agnostic', ({ authority }) => !authority),
  ],
});
