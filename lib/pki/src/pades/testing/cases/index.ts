/**
 * Files with one fault each, by the kind of attack. Owns what must be refused, and the check that must name it; what a
 * correct file is stands in `contract.ts`.
 */
import type { BadCase } from './bad-case.ts';
import { BROKEN } from './broken.ts';
import { CHANGES } from './change.ts';
import { DISGUISES } from './disguise.ts';
import { FORGERIES } from './forgery.ts';
import { KINDS } from './kind.ts';
import { SHADOWS } from './shadow.ts';
import { WRAPPINGS } from './wrapping.ts';

export const BAD_CASES: readonly BadCase[] = [
  ...FORGERIES,
  ...WRAPPINGS,
  ...KINDS,
  ...CHANGES,
  ...SHADOWS,
  ...DISGUISES,
  ...BROKEN,
];
