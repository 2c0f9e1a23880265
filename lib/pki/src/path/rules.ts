import type { Rule } from '../rule.ts';
import type { PathRule } from './chain.ts';
import { checkAlgorithm, PATH_ALGORITHM } from './check-algorithm.ts';
import { checkBasicConstraints, PATH_BASIC_CONSTRAINTS } from './check-basic-constraints.ts';
import { checkExtendedKeyUsage, PATH_EXTENDED_KEY_USAGE } from './check-extended-key-usage.ts';
import { checkExtensions, PATH_EXTENSIONS } from './check-extensions.ts';
import { checkKeyUsage, PATH_KEY_USAGE } from './check-key-usage.ts';
import { checkNameConstraints, PATH_NAME_CONSTRAINTS } from './check-name-constraints.ts';
import { checkNames, PATH_NAMES } from './check-names.ts';
import { checkPathLength, PATH_LENGTH } from './check-path-length.ts';
import { checkPolicy, PATH_POLICY } from './check-policy.ts';
import { checkValidity, PATH_VALIDITY } from './check-validity.ts';
import { CERTIFICATE_FORM, PATH_ANCHORS } from './input.ts';
import { PATH_ISSUER, PATH_SIGNATURE } from './search-checks.ts';

/** Every rule that a found chain is judged by, in the order of the report. None stops the others. */
export const PATH_CHECKS: readonly PathRule[] = [
  checkAlgorithm,
  checkValidity,
  checkNames,
  checkBasicConstraints,
  checkPathLength,
  checkKeyUsage,
  checkExtendedKeyUsage,
  checkNameConstraints,
  checkExtensions,
  checkPolicy,
];

/** What can stand in a report about a path. */
export const PATH_RULES: readonly Rule[] = [
  CERTIFICATE_FORM,
  PATH_ANCHORS,
  PATH_ISSUER,
  PATH_SIGNATURE,
  PATH_ALGORITHM,
  PATH_VALIDITY,
  PATH_NAMES,
  PATH_BASIC_CONSTRAINTS,
  PATH_LENGTH,
  PATH_KEY_USAGE,
  PATH_EXTENDED_KEY_USAGE,
  PATH_NAME_CONSTRAINTS,
  PATH_EXTENSIONS,
  PATH_POLICY,
];
