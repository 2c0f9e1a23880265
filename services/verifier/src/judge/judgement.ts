import type { RecordedSignature, RequestMethod } from '@kazasu/evidence';
import type { Certificate, ReportData } from '@kazasu/pki';
import type { EvidenceObject } from '../evidence/index.ts';

/** What a judgement found out, whatever came in. Holds personal data but for the report. */
export interface Judgement {
  readonly method: RequestMethod;
  readonly report: ReportData;
  /** Of the one signer; undefined if there is none, or several. */
  readonly certificate: Certificate | undefined;
  /** For the evidence: what was signed by whom. */
  readonly signatures: readonly RecordedSignature[];
  /** SHA-256, lower-case hexadecimal, of what each signature is over. */
  readonly digests: readonly string[];
  /** SHA-256 of the file that came, lower-case hexadecimal. */
  readonly document: string | undefined;
  /** What the judgement rests on and tells of no person. */
  readonly objects: readonly EvidenceObject[];
}
