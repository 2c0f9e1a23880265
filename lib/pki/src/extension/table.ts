import { ISSUER_ALT_NAME, SUBJECT_ALT_NAME } from './alternative-name.ts';
import { AUTHORITY_INFO_ACCESS } from './authority-information-access.ts';
import { BASIC_CONSTRAINTS } from './basic-constraints.ts';
import { CERTIFICATE_POLICIES } from './certificate-policies.ts';
import { CRL_NUMBER, DELTA_CRL_INDICATOR } from './crl-extension.ts';
import { CRL_DISTRIBUTION_POINTS } from './distribution-point.ts';
import { EXTENDED_KEY_USAGE } from './extended-key-usage.ts';
import { extensionTable } from './extension.ts';
import { ISSUING_DISTRIBUTION_POINT } from './issuing-distribution-point.ts';
import { AUTHORITY_KEY_IDENTIFIER, SUBJECT_KEY_IDENTIFIER } from './key-identifier.ts';
import { KEY_USAGE } from './key-usage.ts';
import { OCSP_NO_CHECK } from './ocsp-no-check.ts';

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
);

/** What is decoded in a CRL. */
export const CRL_EXTENSIONS = extensionTable(
  CRL_NUMBER,
  DELTA_CRL_INDICATOR,
  ISSUING_DISTRIBUTION_POINT,
  AUTHORITY_KEY_IDENTIFIER,
  ISSUER_ALT_NAME,
);
