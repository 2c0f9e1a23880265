import { toHex } from '@kazasu/bytes';
import { type Check, type Report, reportOf, type Verdict } from '@kazasu/pki';
import { failed, passed, undetermined } from '@kazasu/pki/rule';
import type { Bundle } from '../bundle/index.ts';
import type { Entry } from '../entry/index.ts';
import { EvidenceError } from '../error.ts';
import { JsonReader } from '../json/index.ts';
import { sha256 } from '../merkle/index.ts';
import { parseRequestPart, parseSignaturePart, type RequestPart, type SignaturePart } from '../part/index.ts';
import { materialOf } from './material.ts';
import type { CheckOptions, SignatureState } from './options.ts';
import { checkPath } from './path.ts';
import { contentOf } from './record.ts';
import { EVIDENCE_DOCUMENT } from './rules-record.ts';
import { EVIDENCE_CONTENT, EVIDENCE_REPORT } from './rules-signature.ts';
import { checkCount, checkDigest, checkValue } from './signature.ts';
import { provenTime } from './signature-time.ts';

/** What was found of a record's content. */
export interface ContentFinding {
  readonly checks: readonly Check[];
  readonly signature: SignatureState;
  readonly recorded?: Verdict;
  readonly signatures: readonly Report[];
}

/** The signatures of a verification judged again; records of other kinds have none. */
export function checkContent(entry: Entry, bundle: Bundle, options: CheckOptions): ContentFinding {
  const request = readPart(entry, bundle, 'request', parseRequestPart);
  const about = checkDocument(entry, request, options);
  if (entry.kind !== 'verification') return { checks: about, signature: 'none', signatures: [] };
  const signature = readPart(entry, bundle, 'signature', parseSignaturePart);
  const recorded = readPart(entry, bundle, 'report', parseReport);
  const unread = [request, signature, recorded].filter((part) => part !== undefined && 'code' in part);
  const forms = unread.map((part) => failed(EVIDENCE_CONTENT, 'malformed', part as { code: string }));
  const told = recorded !== undefined && 'verdict' in recorded ? { recorded: recorded.verdict } : {};
  if (request === undefined || 'code' in request || signature === undefined || 'code' in signature) {
    const open = openChecks(bundle, request === undefined || signature === undefined);
    const { verdict } = reportOf(0, [...forms, ...open]);
    const erased = signature === undefined && !Object.hasOwn(bundle.parts, 'signature');
    return {
      checks: [...about, ...forms, ...open],
      signature: erased ? 'erased' : verdict,
      signatures: [],
      ...told,
    };
  }
  const judged = judge(entry, bundle, { request, signature }, options);
  const found = reportOf(entry.at, judged.checks).verdict;
  const agreed = recorded !== undefined && 'verdict' in recorded ? [compare(recorded, found, entry)] : [];
  return {
    checks: [...about, ...forms, ...judged.checks, ...agreed],
    signature: reportOf(entry.at, [...judged.checks, ...agreed]).verdict,
    signatures: judged.reports,
    ...told,
  };
}

/** Why there is nothing to judge: it is not there, or what is there is another's. */
function openChecks({ parts }: Bundle, missing: boolean): Check[] {
  if (!missing) return [];
  const there = Object.hasOwn(parts, 'request') && Object.hasOwn(parts, 'signature');
  return [undetermined(EVIDENCE_CONTENT, there ? 'other' : 'erased')];
}

function judge(
  entry: Entry,
  bundle: Bundle,
  { request, signature: { signatures } }: { request: RequestPart; signature: SignaturePart },
  options: CheckOptions,
): { readonly checks: readonly Check[]; readonly reports: readonly Report[] } {
  const material = materialOf(bundle.objects);
  const paths = signatures.map((signature, position) => {
    const at = entry.at;
    const provenAt = provenTime(signature, { material, at }, options);
    const isDocument = request.method !== 'values';
    const stamped = isDocument && { stamped: provenAt === undefined ? {} : { provenAt } };
    const question = { material, at, position, ...stamped };
    return checkPath(signature.certificate, question, options);
  });
  const checks = signatures.flatMap((one, position) => [
    checkDigest(one, request.digests[position], position),
    checkValue(one, position),
    ...paths.slice(position, position + 1).map(({ check }) => check),
  ]);
  return {
    checks: [...checkCount(request, signatures), ...checks],
    reports: paths.map(({ report }) => report),
  };
}

interface RecordedReport {
  readonly verdict: Verdict;
  readonly time: number;
}

const VERDICTS: readonly Verdict[] = ['valid', 'invalid', 'indeterminate'];

/** Two members of `ReportData`; what else it says is for people to read. */
function parseReport(content: Uint8Array): RecordedReport {
  const { verdict, time } = JsonReader.document(content, 'evidence/part').pick(['verdict', 'time']);
  return { verdict: verdict.oneOf(VERDICTS), time: time.wholeNumber() };
}

/**
 * A document can be at fault in ways that show in the document alone, so a record may say less for it than is found here: then
 * nothing good is said of it. A record that says more is wrong, unless what it rested on is not here.
 */
function compare({ verdict, time }: RecordedReport, found: Verdict, { at }: Entry): Check {
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

type Part<T> = T | { readonly code: string } | undefined;

/** A part's content, the code of the error that it is, or undefined if it is not there as committed. */
function readPart<T>(
  entry: Entry,
  { parts }: Bundle,
  name: string,
  parse: (content: Uint8Array) => T,
): Part<T> {
  const content = contentOf(entry, parts, name);
  if (content === undefined) return undefined;
  try {
    return parse(content);
  } catch (error) {
    if (error instanceof EvidenceError) return { code: error.code };
    throw error;
  }
}

/** The document brought along, as it was handed in or as it was signed. */
function checkDocument(entry: Entry, request: Part<RequestPart>, { document }: CheckOptions): Check[] {
  if (document === undefined) return [];
  if (entry.kind !== 'verification' || request === undefined || 'code' in request) {
    return [undetermined(EVIDENCE_DOCUMENT, 'no-request')];
  }
  const hash = toHex(sha256(document));
  const isSigned =
    (request.method === 'values' || request.method === 'cms') && request.digests.includes(hash);
  const same = isSigned || request.document?.sha256 === hash;
  return [
    same ? passed(EVIDENCE_DOCUMENT, { sha256: hash }) : failed(EVIDENCE_DOCUMENT, 'other', { sha256: hash }),
  ];
}
