import { type Check, type Report, reportOf, type Verdict } from '@kazasu/pki';
import { failed } from '@kazasu/pki/rule';
import type { Bundle } from '../bundle/index.ts';
import type { Entry } from '../entry/index.ts';
import { parseRequestPart, parseSignaturePart, type RequestPart, type SignaturePart } from '../part/index.ts';
import { checkDocument } from './document.ts';
import type { Material } from './material.ts';
import type { CheckOptions, SignatureState } from './options.ts';
import { checkComplete, checkForms, isRead, readPart } from './part.ts';
import { checkPath } from './path.ts';
import { compareReport, parseReport } from './report-part.ts';
import { EVIDENCE_CONTENT } from './rules-signature.ts';
import { checkCount, checkDigest, checkValue } from './signature.ts';
import { provenTime } from './signature-time.ts';

/** What was found of a record's content. */
export interface ContentFinding {
  readonly checks: readonly Check[];
  readonly signature: SignatureState;
  readonly recorded?: Verdict;
  readonly signatures: readonly Report[];
}

/** The signatures of a verification judged again; records of other kinds have none, and must not pass for one that has. */
export function checkContent(
  entry: Entry,
  { bundle, material }: { readonly bundle: Bundle; readonly material: Material },
  options: CheckOptions,
): ContentFinding {
  const request = readPart(entry, bundle, 'request', parseRequestPart);
  const signature = readPart(entry, bundle, 'signature', parseSignaturePart);
  const about = checkDocument({ entry, request, signature, material }, options);
  if (entry.kind !== 'verification')
    return { checks: [...about, ...checkUnsigned(entry)], signature: 'none', signatures: [] };
  const report = readPart(entry, bundle, 'report', parseReport);
  const judged =
    isRead(request) && isRead(signature)
      ? judge(entry, material, { request, signature }, options)
      : { checks: [], reports: [] };
  const found = reportOf(entry.at, judged.checks).verdict;
  const checks = [
    ...checkForms([request, signature, report]),
    ...checkComplete(entry, bundle),
    ...judged.checks,
    ...(isRead(report) && judged.checks.length > 0 ? [compareReport(report, found, entry)] : []),
  ];
  const erased = signature === undefined && !Object.hasOwn(bundle.parts, 'signature');
  return {
    checks: [...about, ...checks],
    signature: erased ? 'erased' : reportOf(entry.at, checks).verdict,
    signatures: judged.reports,
    ...(isRead(report) && { recorded: report.verdict }),
  };
}

/** Nothing judges a signature under another kind, so whoever reads it there would take a forged one for judged. */
function checkUnsigned({ kind, parts }: Entry): Check[] {
  return Object.hasOwn(parts, 'signature') ? [failed(EVIDENCE_CONTENT, 'kind', { kind })] : [];
}

function judge(
  entry: Entry,
  material: Material,
  { request, signature: { signatures } }: { request: RequestPart; signature: SignaturePart },
  options: CheckOptions,
): { readonly checks: readonly Check[]; readonly reports: readonly Report[] } {
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
