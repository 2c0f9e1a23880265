/**
 * Reports in words, Japanese and English: the sentences stand beside the rules, here they are looked up. Owns no
 * sentence but those of statuses, verdicts, indications and facts, and decides nothing.
 */

export { RULES } from './catalogue.ts';
export {
  type ExplainableReport,
  type ExplainedCheck,
  type ExplainedReport,
  explainReport,
  type Language,
} from './explain.ts';
export type { ExplainedFact } from './fact.ts';
