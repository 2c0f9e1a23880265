import type { Indication, SignatureFormat, SignatureLevel, SubIndication } from './building-block/index.ts';
import type { Evidence } from './evidence.ts';
import type { RevisionReport } from './pades/report.ts';
import type { Check, Report, Verdict } from './report.ts';

/**
 * Any report of this room as JSON has it: `JSON.parse(JSON.stringify(data))` gives the same again. A field is there if the
 * judge gave it. No certificate, and no name, serial number or dates of that of the person; its hash is among the evidence,
 * so whoever has the certificate can tell that the report is about it.
 */
export interface ReportData {
  readonly verdict: Verdict;
  /** All times are milliseconds since 1970. */
  readonly time: number;
  readonly checks: readonly Check[];
  readonly evidence?: readonly Evidence[];
  /** Of a path: user-constrained-policy-set. */
  readonly policies?: readonly string[];
  /** Of documents, signatures and time-stamps (ETSI EN 319 102-1). */
  readonly indication?: Indication;
  readonly subIndication?: SubIndication;
  /** Of documents and signatures. */
  readonly format?: SignatureFormat;
  /** Of signatures. */
  readonly level?: SignatureLevel;
  readonly claimedTime?: number;
  readonly bestSignatureTime?: number;
  /** Of time-stamps: what the token says, its own serial number included. */
  readonly genTime?: number;
  readonly accuracy?: number;
  readonly policy?: string;
  readonly serial?: string;
  readonly selfContained?: boolean;
  /** Of documents. */
  readonly signatures?: readonly ReportData[];
  /** Of PDF files. */
  readonly revisions?: readonly RevisionReport[];
}

/** Copied as they are. What is not named here stays out, whatever else an object with the shape of a report may have. */
const PLAIN = [
  'verdict',
  'time',
  'format',
  'indication',
  'subIndication',
  'level',
  'claimedTime',
  'bestSignatureTime',
  'genTime',
  'accuracy',
  'policy',
  'serial',
  'selfContained',
] as const satisfies readonly (keyof ReportData)[];

/** What may be stored, sent and shown of a report: a copy without certificates. Shares nothing with the report. */
export function reportData(report: Report & Partial<ReportData>): ReportData {
  const { verdict, time, checks, evidence, policies, signatures, revisions } = report;
  const plain = PLAIN.filter((name) => report[name] !== undefined).map((name) => [name, report[name]]);
  return {
    verdict,
    time,
    ...Object.fromEntries(plain),
    checks: checks.map(({ facts, ...check }) =>
      facts === undefined ? check : { ...check, facts: { ...facts } },
    ),
    ...(evidence && { evidence: evidence.map((one) => ({ ...one })) }),
    ...(policies && { policies: [...policies] }),
    ...(signatures && { signatures: signatures.map((one) => reportData(one)) }),
    ...(revisions && { revisions: structuredClone(revisions) }),
  };
}
