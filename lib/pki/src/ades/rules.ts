import type { Rule } from '../rule.ts';
import { ADES_BEST_TIME, ADES_LONG_TERM } from './judge.ts';
import { ADES_TIMESTAMP, ADES_TIMESTAMP_ORDER } from './time-stamp.ts';

/** Every rule of this folder. */
export const ADES_RULES: readonly Rule[] = [
  ADES_TIMESTAMP,
  ADES_TIMESTAMP_ORDER,
  ADES_BEST_TIME,
  ADES_LONG_TERM,
];
