import { type Check, type Report, reportOf, type Verdict } from '@kazasu/pki';
import { failed } from '@kazasu/pki/rule';
import { type Bundle, parseBundle } from '../bundle/index.ts';
import type { Entry } from '../entry/index.ts';
import { EvidenceError } from '../error.ts';
import { checkContent } from './content.ts';
import { checkHead, type HeadFinding } from './log.ts';
import { materialOf, objectsOf } from './material.ts';
import type { CheckOptions, EvidenceReport, EvidenceTrust, SignatureState } from './options.ts';
import { checkObjects, checkParts, readEntry } from './record.ts';
import { EVIDENCE_FORMAT } from './rules-record.ts';
import { EVIDENCE_RENEWAL } from './rules-time.ts';
import { checkTimes } from './time.ts';
import { wantedOf } from './wanted.ts';

/**
 * Judges a bundle: that the record stands in the log as it is here, since a proven time, and that the signature in it held then. Needs
 * nobody and nothing but its arguments; never throws for what a bundle contains. Octets are read by `parseBundle` first.
 */
export function checkBundle(input: Bundle | Uint8Array, options: CheckOptions): EvidenceReport {
  const bundle = input instanceof Uint8Array ? readBundle(input) : input;
  if ('code' in bundle) return closed([failed(EVIDENCE_FORMAT, 'bundle', bundle)], options);
  const { entry, check } = readEntry(bundle);
  if (entry === undefined) return closed([check], options, bundle);
  return judge(entry, check, bundle, options);
}

function judge(entry: Entry, form: Check, bundle: Bundle, options: CheckOptions): EvidenceReport {
  const { trust = {}, time } = options;
  const heads = bundle.proof.map((link, step) => checkHead(link.entry ?? bundle.entry, link, step, trust));
  const times = checkTimes(entry, bundle.proof, options);
  const material = materialOf(objectsOf(entry, bundle));
  const record = [
    form,
    ...checkParts(entry, bundle.parts),
    checkObjects(entry, bundle.objects, material.misnamed),
    ...heads.flatMap(({ checks }) => checks),
    ...checkPlaces(bundle, heads),
    ...times.checks,
  ];
  const content = checkContent(entry, { bundle, material }, options);
  const [first] = times.stamps;
  const whole = reportOf(time, [...record, ...content.checks]);
  return {
    ...whole,
    verdict: noBetter(whole.verdict, content.signature),
    record: reportOf(time, record).verdict,
    signature: content.signature,
    entry,
    ...(first?.genTime !== undefined && { provenAt: first.genTime }),
    ...(content.recorded && { recorded: content.recorded }),
    wanted: wantedOf(bundle, trust),
    signatures: content.signatures,
    timestamps: times.stamps
      .map(({ report }) => report)
      .filter((report): report is NonNullable<typeof report> => report !== undefined),
  };
}

/** No bundle is worth more than the signature in it, whatever checks there were of that. */
function noBetter(verdict: Verdict, signature: SignatureState): Verdict {
  if (signature === 'none' || signature === 'valid' || verdict === 'invalid') return verdict;
  return signature === 'invalid' ? 'invalid' : 'indeterminate';
}

/** An entry about the token over a head is appended after that head: it stands behind all leaves of its tree. */
function checkPlaces({ proof }: Bundle, heads: readonly HeadFinding[]): Check[] {
  return proof.slice(1).flatMap(({ leafIndex }, before) => {
    const older = heads[before]?.checkpoint;
    const misplaced = older !== undefined && leafIndex < older.size;
    return misplaced ? [failed(EVIDENCE_RENEWAL, 'place', { step: before + 1 })] : [];
  });
}

function readBundle(octets: Uint8Array): Bundle | { readonly code: string } {
  try {
    return parseBundle(octets);
  } catch (error) {
    if (error instanceof EvidenceError) return { code: error.code };
    throw error;
  }
}

function closed(
  checks: readonly Check[],
  { time, trust = {} }: CheckOptions,
  bundle?: Bundle,
): EvidenceReport {
  const report: Report = reportOf(time, checks);
  return {
    ...report,
    record: report.verdict,
    signature: 'none',
    wanted: bundle === undefined ? [] : wantedOf(bundle, trust satisfies EvidenceTrust),
    signatures: [],
    timestamps: [],
  };
}
