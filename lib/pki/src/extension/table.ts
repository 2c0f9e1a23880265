import { ISSUER_ALT_NAME, SUBJECT_ALT_NAME } from './alternative-name.ts';
import { BASIC_CONSTRAINTS } from './basic-constraints.ts';
import { CERTIFICATE_POLICIES } from './certificate-policies.ts';
import { CRL_NUMBER, DELTA_CRL_INDICATOR, EXPIRED_CERTS_ON_CRL } from './crl-extension.ts';
import { CRL_DISTRIBUTION_POINTS, FRESHEST_CRL } from './distribution-point.ts';
import { EXTENDED_KEY_USAGE } from './extended-key-usage.ts';
import { extensionTable } from './extension.ts';
import { AUTHORITY_INFO_ACCESS, SUBJECT_INFO_ACCESS } from './information-access.ts';
import { ISSUING_DISTRIBUTION_POINT } from './issuing-distribution-point.ts';
import { AUTHORITY_KEY_IDENTIFIER, SUBJECT_KEY_IDENTIFIER } from './key-identifier.ts';
import { KEY_USAGE } from './key-usage.ts';
import { NAME_CONSTRAINTS } from './name-constraints.ts';
import { OCSP_NO_CHECK } from './ocsp-no-check.ts';
import { INHIBIT_ANY_POLICY, POLICY_CONSTRAINTS } from './policy-constraints.ts';
import { POLICY_MAPPINGS } from './policy-mappings.ts';
import { SUBJECT_DIRECTORY_ATTRIBUTES } from './subject-directory-attributes.ts';

/** What is decoded in a certificate. */
export const CERTIFICATE_EXTENSIONS = extensionTable(
  KEY_USAGE,
  EXTENDED_KEY_USAGE,
  CERTIFICATE_POLICIES,
  SUBJECT_ALT_NAME,
  ISSUER_ALT_NAME,
  BASIC_CONSTRAINTS,
  CRL_DISTRIBUTION_POINTS,
  AUTHORITY_INFO_ACCESS,
  AUTHORITY_KEY_IDENTIFIER,
  SUBJECT_KEY_IDENTIFIER,
  OCSP_NO_CHECK,
  NAME_CONSTRAINTS,
  POLICY_MAPPINGS,
  POLICY_CONSTRAINTS,
  INHIBIT_ANY_POLICY,
  FRESHEST_CRL,
  SUBJECT_INFO_ACCESS,
  SUBJECT_DIRECTORY_ATTRIBUTES,
);

/** What is decoded in a CRL. */
export const CRL_EXTENSIONS = extensionTable(
  CRL_NUMBER,
  DELTA_CRL_INDICATOR,
  ISSUING_DISTRIBUTION_POINT,
  AUTHORITY_KEY_IDENTIFIER,
  ISSUER_ALT_NAME,
  FRESHEST_CRL,
  EXPIRED_CERTS_ON_CRL,
);
