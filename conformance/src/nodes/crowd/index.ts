/** Many people who log in at once, and relying parties that look whether each got what is theirs; all of it goes into a history. */
export { type CrowdOptions, type CrowdResult, runCrowd } from './crowd.ts';
