import {
  AUTHORITY_KEY_IDENTIFIER,
  BASIC_CONSTRAINTS,
  CERTIFICATE_POLICIES,
  CRL_DISTRIBUTION_POINTS,
  EXTENDED_KEY_USAGE,
  KEY_USAGE,
  SUBJECT_ALT_NAME,
  SUBJECT_KEY_IDENTIFIER,
} from '../extension/index.ts';
import { OID } from '../oid.ts';
import { defineProfile, row } from './profile.ts';
import {
  oneDirectory,
  pointIsOwnName,
  RSA_2048,
  SHA256_WITH_RSA,
  selfIssued,
  subjectOf,
  UTC_TIMES,
  usageIs,
} from './value.ts';

/** A generation of either certification authority, facts b.1: a root that issues leaves and nothing else. */
export const AUTHORITY_PROFILE = defineProfile('authority', {
  name: 'certification authority',
  citation: 'J-LIS certificate profile, certification authority',
  fields: [
    RSA_2048,
    SHA256_WITH_RSA,
    UTC_TIMES,
    subjectOf(OID.country, OID.organization, OID.organizationalUnit, OID.organizationalUnit),
    {
      name: 'selfIssued',
      explanation: 'issuer and subject are not the same name',
      accepts: ({ certificate }) => selfIssued(certificate),
    },
  ],
  extensions: [
    row(KEY_USAGE, 'required', 'critical', usageIs('keyCertSign', 'cRLSign')),
    row(SUBJECT_ALT_NAME, 'required', 'not-critical', (names) => oneDirectory(names) !== undefined),
    row(
      BASIC_CONSTRAINTS,
      'required',
      'critical',
      ({ authority, pathLength }) => authority && pathLength === undefined,
    ),
    row(CRL_DISTRIBUTION_POINTS, 'required', 'not-critical', pointIsOwnName),
    row(SUBJECT_KEY_IDENTIFIER, 'required', 'not-critical'),
    row(AUTHORITY_KEY_IDENTIFIER, 'absent', 'agnostic'),
    row(CERTIFICATE_POLICIES, 'absent', 'agnostic'),
    row(EXTENDED_KEY_USAGE, 'absent', 'agnostic'),
  ],
});
