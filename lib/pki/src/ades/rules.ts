import type { Rule } from '../rule.ts';
import { ADES_ALGORITHM, ADES_KEY_USAGE, ADES_REFERENCED_PATH } from './acceptance.ts';
import { ADES_REVOCATION } from './certificate/index.ts';
import { ADES_KEY } from './cryptographic-verification.ts';
import { ADES_IGNORED } from './format-checking.ts';
import { ADES_BEST_TIME, ADES_LONG_TERM } from './judge.ts';
import { ADES_SIGNING_CERTIFICATE } from './signing-certificate.ts';
import { ADES_TIMESTAMP, ADES_TIMESTAMP_ORDER } from './time-stamp.ts';
import { ADES_POLICY } from './validation-context.ts';

/** Every rule of this folder. */
export const ADES_RULES: readonly Rule[] = [
  ADES_IGNORED,
  ADES_SIGNING_CERTIFICATE,
  ADES_POLICY,
  ADES_KEY,
  ADES_REVOCATION,
  ADES_ALGORITHM,
  ADES_KEY_USAGE,
  ADES_REFERENCED_PATH,
  ADES_TIMESTAMP,
  ADES_TIMESTAMP_ORDER,
  ADES_BEST_TIME,
  ADES_LONG_TERM,
];
