import {
  AUTHORITY_INFO_ACCESS,
  AUTHORITY_KEY_IDENTIFIER,
  BASIC_CONSTRAINTS,
  CERTIFICATE_POLICIES,
  CRL_DISTRIBUTION_POINTS,
  EXTENDED_KEY_USAGE,
  ISSUER_ALT_NAME,
  KEY_USAGE,
  OCSP_NO_CHECK,
  SUBJECT_KEY_IDENTIFIER,
} from '../extension/index.ts';
import { OID } from '../oid.ts';
import { defineProfile, row } from './profile.ts';
import { pointsToIssuer, purposeIs, usageIs } from './value.ts';

/**
 * A delegated OCSP responder (RFC 6960 section 4.2.2.2). Its profile at J-LIS is not published; this is what
 * the RFC demands, with one choice made: ocspNoCheck must be there. Without it the responder's own revocation
 * would have to be learnt from somewhere else, and revocation that is not learnt is never good here.
 */
export const OCSP_RESPONDER_PROFILE = defineProfile('responder', {
  name: 'OCSP responder',
  citation: 'RFC 6960 4.2.2.2, 4.2.2.2.1',
  fields: [],
  extensions: [
    row(KEY_USAGE, 'required', 'critical', usageIs('digitalSignature')),
    row(EXTENDED_KEY_USAGE, 'required', 'agnostic', purposeIs(OID.ocspSigning)),
    row(OCSP_NO_CHECK, 'required', 'not-critical'),
    row(AUTHORITY_KEY_IDENTIFIER, 'required', 'not-critical', pointsToIssuer),
    row(SUBJECT_KEY_IDENTIFIER, 'optional', 'not-critical'),
    row(CERTIFICATE_POLICIES, 'optional', 'agnostic'),
    row(ISSUER_ALT_NAME, 'optional', 'not-critical'),
    row(CRL_DISTRIBUTION_POINTS, 'optional', 'not-critical'),
    row(AUTHORITY_INFO_ACCESS, 'optional', 'not-critical'),
    row(BASIC_CONSTRAINTS, 'optional', 'agnostic', ({ authority }) => !authority),
  ],
});
