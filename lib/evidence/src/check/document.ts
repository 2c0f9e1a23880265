import { equal, toHex } from '@kazasu/bytes';
import type { Check, DocumentReport, Report, SignatureOptions } from '@kazasu/pki';
import { failed, passed, undetermined } from '@kazasu/pki/rule';
import type { Entry } from '../entry/index.ts';
import { sha256 } from '../merkle/index.ts';
import type { RecordedSignature, RequestPart, SignaturePart } from '../part/index.ts';
import type { Material } from './material.ts';
import { decisiveFacts } from './nested.ts';
import type { CheckOptions } from './options.ts';
import { isRead, type Part } from './part.ts';
import { firstValid, PROFILES } from './profiles.ts';
import { EVIDENCE_DOCUMENT } from './rules-record.ts';

/** What a record says about the document of it. */
export interface DocumentRecord {
  readonly entry: Entry;
  readonly request: Part<RequestPart>;
  readonly signature: Part<SignaturePart>;
  readonly material: Material;
}

/**
 * The document brought along: whether the signatures of the record are over it. The hash of the file that was handed in is the word
 * of who wrote the record, and so says only which file was meant; what was signed is said by the digests that the signatures sign, or
 * by the file itself, judged once more.
 */
export function checkDocument(record: DocumentRecord, options: CheckOptions): Check[] {
  const { document } = options;
  const { entry, request, signature } = record;
  if (document === undefined) return [];
  if (entry.kind !== 'verification' || !isRead(request))
    return [undetermined(EVIDENCE_DOCUMENT, 'no-request')];
  const hash = toHex(sha256(document));
  const facts = { sha256: hash };
  const isContent = request.method === 'values' || request.method === 'cms';
  const isDigest = isContent && request.digests.includes(hash);
  if (!isDigest && request.document?.sha256 !== hash) return [failed(EVIDENCE_DOCUMENT, 'other', facts)];
  // The digests of the request are those that the signatures sign, or another check fails: see checkDigest.
  if (!isRead(signature)) return [undetermined(EVIDENCE_DOCUMENT, 'unproven', facts)];
  if (isDigest) return [passed(EVIDENCE_DOCUMENT, facts)];
  return [judgeAgain(document, { ...record, request, signature }, options, facts)];
}

type Facts = NonNullable<Check['facts']>;

function judgeAgain(
  document: Uint8Array,
  {
    entry,
    request,
    signature,
    material,
  }: DocumentRecord & { readonly request: RequestPart; readonly signature: SignaturePart },
  { judgeDocument, trust = {}, profiles = PROFILES }: CheckOptions,
  facts: Facts,
): Check {
  const { method } = request;
  if (judgeDocument === undefined || method === 'values')
    return undetermined(EVIDENCE_DOCUMENT, 'unproven', facts);
  const { certificates: intermediates, crls, ocspResponses } = material;
  const { anchors = [], timestampAnchors = [] } = trust;
  const given = { anchors, timestampAnchors, intermediates, crls, ocspResponses, time: entry.at };
  const report = firstValid(profiles, (profile) => {
    const options: SignatureOptions = { ...given, revocation: 'required', ...(profile && { profile }) };
    return judgeDocument({ method, document, options });
  });
  const because = { ...facts, ...decisiveFacts(mostSaying(report)) };
  if (report.verdict === 'invalid') return failed(EVIDENCE_DOCUMENT, 'not-valid', because);
  if (report.verdict === 'indeterminate') return undetermined(EVIDENCE_DOCUMENT, 'undecided', because);
  return isSignedBy(report, signature.signatures)
    ? passed(EVIDENCE_DOCUMENT, facts)
    : failed(EVIDENCE_DOCUMENT, 'other-signature', facts);
}

/** The report that holds the check which decided: of the document, or of the first of its signatures that is not valid. */
function mostSaying(report: DocumentReport): Report {
  const own = report.checks.some(({ status }) => status === 'failed' || status === 'undetermined');
  return own ? report : (report.signatures.find(({ verdict }) => verdict !== 'valid') ?? report);
}

/** The same certificates, values and signed octets, in the same order: it is these that the record holds. */
function isSignedBy({ signatures }: DocumentReport, recorded: readonly RecordedSignature[]): boolean {
  if (signatures.length !== recorded.length) return false;
  return signatures.every(({ certificate, signed }, i) => {
    const one = recorded[i];
    if (one === undefined || certificate === undefined || signed === undefined) return false;
    const over = 'octets' in one.signed ? one.signed.octets : one.signed.digest;
    const form = signed.form === 'content' ? 'digest-info' : signed.form;
    const octets = signed.form === 'content' ? sha256(signed.octets) : signed.octets;
    return (
      one.signed.form === form &&
      equal(one.certificate, certificate) &&
      equal(one.value, signed.value) &&
      equal(over, octets)
    );
  });
}
