/**
 * For tests and measurements of the log: drafts that are all different, and a process that appends until it
 * is killed. Runs nowhere in production.
 */

export { makeHead, stampHead } from '../head/index.ts';
export { proveInclusion, rootAt } from '../tree/index.ts';
export { fillTree } from './fill.ts';
export { openTestHeads, stepsOf, type TestHeads, UNIT_URL, verificationOf } from './heads.ts';
export { draftOf, openTestLog, TENANT, type TestLog, TIME } from './log.ts';
export {
  OTHER_POLICY,
  OUTSIDE_POLICY,
  type OutsideUnit,
  type OutsideUnitOptions,
  openOutsideUnit,
} from './outside-unit.ts';
