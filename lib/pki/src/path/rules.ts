import type { PathRule } from './chain.ts';
import { checkAlgorithm } from './check-algorithm.ts';
import { checkBasicConstraints } from './check-basic-constraints.ts';
import { checkExtensions } from './check-extensions.ts';
import { checkKeyUsage } from './check-key-usage.ts';
import { checkNames } from './check-names.ts';
import { checkPathLength } from './check-path-length.ts';
import { checkPolicy } from './check-policy.ts';
import { checkValidity } from './check-validity.ts';

/** Every rule that a found chain is judged by, in the order of the report. None stops the others. */
export const PATH_RULES: readonly PathRule[] = [
  checkAlgorithm,
  checkValidity,
  checkNames,
  checkBasicConstraints,
  checkPathLength,
  checkKeyUsage,
  checkExtensions,
  checkPolicy,
];
