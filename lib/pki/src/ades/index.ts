/**
 * The verdict on a signature by the process of ETSI EN 319 102-1: TOTAL-PASSED, TOTAL-FAILED or INDETERMINATE with the
 * reason. A format (CMS, XML, PDF) reads the document and hands over `SignatureFacts`; `judgeSignature` is the same for
 * all: signatures with time and with long-term data (5.5, 5.6: `judge.ts`, `time-stamp.ts`), of the blocks in
 * `building-block/`. Refuses archive time-stamps: they are named and prove nothing here.
 */
export { documentReport } from './document.ts';
export { judgeSignature } from './judge.ts';
export { ADES_RULES } from './rules.ts';
