/**
 * Extensions, one file each, every value decoded strictly: exact DER, no defaults spelled out, bounded counts.
 * An extension that is not in the table of its structure is kept undecoded; who judges must refuse it if it is
 * critical.
 */
export { ISSUER_ALT_NAME, SUBJECT_ALT_NAME } from './alternative-name.ts';
export { BASIC_CONSTRAINTS, type BasicConstraints } from './basic-constraints.ts';
export { CERTIFICATE_POLICIES, type PolicyInformation } from './certificate-policies.ts';
export { CRL_NUMBER, DELTA_CRL_INDICATOR, EXPIRED_CERTS_ON_CRL } from './crl-extension.ts';
export {
  CRL_DISTRIBUTION_POINTS,
  type DistributionPoint,
  type DistributionPointName,
  FRESHEST_CRL,
} from './distribution-point.ts';
export { EXTENDED_KEY_USAGE } from './extended-key-usage.ts';
export {
  decodedValue,
  type Extension,
  type Extensions,
  type ExtensionTable,
  type ExtensionType,
  readExtensions,
} from './extension.ts';
export { type AccessDescription, AUTHORITY_INFO_ACCESS, SUBJECT_INFO_ACCESS } from './information-access.ts';
export { ISSUING_DISTRIBUTION_POINT, type IssuingDistributionPoint } from './issuing-distribution-point.ts';
export {
  AUTHORITY_KEY_IDENTIFIER,
  type AuthorityKeyIdentifier,
  SUBJECT_KEY_IDENTIFIER,
} from './key-identifier.ts';
export { KEY_USAGE, KEY_USAGE_NAMES, type KeyUsage, type KeyUsageName } from './key-usage.ts';
export { NAME_CONSTRAINTS, type NameConstraints, parseSubtrees } from './name-constraints.ts';
export { OCSP_NO_CHECK } from './ocsp-no-check.ts';
export { INHIBIT_ANY_POLICY, POLICY_CONSTRAINTS, type PolicyConstraints } from './policy-constraints.ts';
export { POLICY_MAPPINGS, type PolicyMapping } from './policy-mappings.ts';
export { SUBJECT_DIRECTORY_ATTRIBUTES } from './subject-directory-attributes.ts';
export { CERTIFICATE_EXTENSIONS, CRL_EXTENSIONS } from './table.ts';
