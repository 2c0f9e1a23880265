import {
  AUTHORITY_INFO_ACCESS,
  AUTHORITY_KEY_IDENTIFIER,
  BASIC_CONSTRAINTS,
  CERTIFICATE_POLICIES,
  CRL_DISTRIBUTION_POINTS,
  EXTENDED_KEY_USAGE,
  ISSUER_ALT_NAME,
  KEY_USAGE,
  SUBJECT_ALT_NAME,
  SUBJECT_KEY_IDENTIFIER,
} from '../extension/index.ts';
import { OID } from '../oid.ts';
import { defineProfile, type Profile, row } from './profile.ts';
import {
  ALGORITHMS,
  type CardGeneration,
  issuersOtherName,
  oneDirectoryPoint,
  oneOcspLocation,
  onePolicy,
  pointsToIssuer,
  purposeIs,
  subjectOf,
  UTC_TIMES,
  usageIs,
} from './value.ts';

/** The card's certificate for user authentication (利用者証明用電子証明書), facts b.2. */
export const authenticationProfile = (generation: CardGeneration): Profile =>
  defineProfile('profile', {
    name: 'user authentication, card',
    citation: 'J-LIS certificate profile, user authentication',
    policies: [OID.jpkiAuthenticationCard],
    fields: [...ALGORITHMS[generation], UTC_TIMES, subjectOf(OID.country, OID.commonName)],
    extensions: [
      row(KEY_USAGE, 'required', 'critical', usageIs('digitalSignature')),
      row(EXTENDED_KEY_USAGE, 'required', 'not-critical', purposeIs(OID.clientAuth)),
      row(CERTIFICATE_POLICIES, 'required', 'critical', onePolicy),
      row(ISSUER_ALT_NAME, 'required', 'not-critical', issuersOtherName),
      row(CRL_DISTRIBUTION_POINTS, 'required', 'not-critical', oneDirectoryPoint),
      row(AUTHORITY_INFO_ACCESS, 'required', 'not-critical', oneOcspLocation),
      row(AUTHORITY_KEY_IDENTIFIER, 'required', 'not-critical', pointsToIssuer),
      row(SUBJECT_KEY_IDENTIFIER, 'required', 'not-critical'),
      row(SUBJECT_ALT_NAME, 'absent', 'agnostic'),
      row(BASIC_CONSTRAINTS, 'absent', 'agnostic'),
    ],
  });

export const AUTHENTICATION_PROFILE = authenticationProfile('current');
