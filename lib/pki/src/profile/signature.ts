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
import { defineProfile, type Profile, row, withPolicies } from './profile.ts';
import { hasTextItems } from './text-items.ts';
import {
  ALGORITHMS,
  type CardGeneration,
  issuersOtherName,
  oneDirectoryPoint,
  onePolicy,
  pointsToIssuer,
  subjectOf,
  UTC_TIMES,
  usageIs,
} from './value.ts';

/** The card's certificate for digital signatures (署名用電子証明書), facts b.2 and b.3. */
export const signatureProfile = (generation: CardGeneration): Profile =>
  defineProfile('profile', {
    name: 'digital signature, card',
    citation: 'J-LIS certificate profile, digital signature',
    policies: [OID.jpkiSignatureCard],
    fields: [
      ...ALGORITHMS[generation],
      UTC_TIMES,
      subjectOf(OID.country, OID.locality, OID.locality, OID.commonName),
    ],
    extensions: [
      row(KEY_USAGE, 'required', 'critical', usageIs('digitalSignature', 'nonRepudiation')),
      row(SUBJECT_ALT_NAME, 'required', 'not-critical', hasTextItems),
      row(CERTIFICATE_POLICIES, 'required', 'critical', onePolicy),
      row(ISSUER_ALT_NAME, 'required', 'not-critical', issuersOtherName),
      row(CRL_DISTRIBUTION_POINTS, 'required', 'not-critical', oneDirectoryPoint),
      row(AUTHORITY_KEY_IDENTIFIER, 'required', 'not-critical', pointsToIssuer),
      row(SUBJECT_KEY_IDENTIFIER, 'required', 'not-critical'),
      row(EXTENDED_KEY_USAGE, 'absent', 'agnostic'),
      row(AUTHORITY_INFO_ACCESS, 'absent', 'agnostic'),
      row(BASIC_CONSTRAINTS, 'absent', 'agnostic'),
    ],
  });

export const SIGNATURE_PROFILE = signatureProfile('current');

/** J-LIS's test environment marks its signature certificates by another policy (facts b.2). */
export const SIGNATURE_TEST_PROFILE = withPolicies(SIGNATURE_PROFILE, [OID.jpkiSignatureTest]);
