import type { Check, Verdict } from '@kazasu/pki';
import { failed, passed, undetermined } from '@kazasu/pki/rule';
import type { Entry } from '../entry/index.ts';
import { JsonReader } from '../json/index.ts';
import { EVIDENCE_REPORT } from './rules-signature.ts';

/** What is compared of the part `report`. */
export interface RecordedReport {
  readonly verdict: Verdict;
  readonly time: number;
}

const VERDICTS: readonly Verdict[] = ['valid', 'invalid', 'indeterminate'];

/** Two members of `ReportData`; what else it says is for people to read. */
export function parseReport(content: Uint8Array): RecordedReport {
  const { verdict, time } = JsonReader.document(content, 'evidence/part').pick(['verdict', 'time']);
  return { verdict: verdict.oneOf(VERDICTS), time: time.wholeNumber() };
}

/**
 * A document can be at fault in ways that show in the document alone, so a record may say less for it than is found here: then
 * nothing good is said of it. A record that says more is wrong, unless what it rested on is not here.
 */
export function compareReport({ verdict, time }: RecordedReport, found: Verdict, { at }: Entry): Check {
  const facts = { recorded: verdict, found };
  if (Math.abs(at - time) > REPORT_DELAY_MAX) return failed(EVIDENCE_REPORT, 'time', { at, time });
  if (verdict === found) return passed(EVIDENCE_REPORT, facts);
  if (found === 'indeterminate') return undetermined(EVIDENCE_REPORT, 'open', facts);
  return found === 'valid'
    ? undetermined(EVIDENCE_REPORT, 'worse', facts)
    : failed(EVIDENCE_REPORT, 'differs', facts);
}

/** Between a judgement and the entry of its record, in milliseconds. */
const REPORT_DELAY_MAX = 600_000;
