import { documentReport, judgeSignature } from '../ades/index.ts';
import {
  type DocumentSession,
  openDocument,
  outcomeOf,
  SIGNATURE_KINDS,
  type SignatureOptions,
  type SignatureReport,
  verdictOf,
  worstOf,
} from '../building-block/index.ts';
import type { Certificate } from '../certificate.ts';
import { INTERNAL_FAULT } from '../complete.ts';
import { isParseError, type PkiError } from '../error.ts';
import { withHidden } from '../hidden.ts';
import { requireOctets, requireOptions } from '../option.ts';
import { type PdfDocument, readDocument } from '../pdf/index.ts';
import type { Check } from '../report.ts';
import { failed, passed, undetermined } from '../rule.ts';
import { checkTimestamp } from './check-timestamp.ts';
import { checkUpdates } from './check-updates.ts';
import { collectSignatures } from './collect.ts';
import { coveredContent } from './covered.ts';
import { readValidationData, type ValidationData } from './dss.ts';
import { checkCertification, levelAt, permissionOf, wordOf } from './permission.ts';
import type { PadesReport, RevisionReport } from './report.ts';
import { PADES_FILE, PADES_SIGNATURES } from './rules-document.ts';
import { type FoundSignature, factsOf } from './signature.ts';
import { type Change, describeUpdate } from './update/index.ts';

/**
 * Judges every signature of a PDF file: what it covers, whether it is one, and what came after it. `pdf` must not change
 * meanwhile. A file that cannot be read is a FORMAT_FAILURE. Throws nothing but a TypeError, for an option that is not of
 * its kind.
 */
export function verifyPades(pdf: Uint8Array, options: SignatureOptions): PadesReport {
  requireOctets(pdf);
  requireOptions(options, SIGNATURE_KINDS);
  try {
    return judgeDocument(readDocument(pdf), options);
  } catch (error) {
    const check = isParseError(error)
      ? failed(PADES_FILE, REASONS[error.code] ?? 'malformed', { code: error.code })
      : INTERNAL_FAULT;
    return { ...documentReport('PAdES', options.time, [check], []), revisions: [] };
  }
}

type FileFault = keyof typeof PADES_FILE.reasons;

const REASONS: { readonly [code: string]: FileFault } = {
  'pki/pdf-xref': 'cross-reference',
  'pki/pdf-end': 'end',
  'pki/pdf-encrypted': 'encrypted',
  'pki/budget': 'budget',
} satisfies { readonly [code in PkiError['code']]?: FileFault };

/** What all signatures of a document are judged with. */
interface Case {
  readonly document: PdfDocument;
  readonly options: SignatureOptions;
  /** In the order of the revisions that brought them, time-stamps of the document among them. */
  readonly found: readonly FoundSignature[];
  readonly updates: readonly (readonly Change[])[];
  readonly data: ValidationData;
  readonly pool: readonly Certificate[];
  readonly session: DocumentSession;
}

function judgeDocument(document: PdfDocument, options: SignatureOptions): PadesReport {
  const session = openDocument(options);
  const last = document.view(document.revisions.length - 1);
  const found = collectSignatures(document);
  const signatures = found.filter(({ isTimestamp }) => !isTimestamp);
  const store = readValidationData(document, last);
  const first = Math.min(...found.map(({ revision }) => revision));
  const stamps = found
    .filter(({ isTimestamp }) => isTimestamp)
    .map((stamp) => ({ stamp, check: checkTimestamp(document, stamp) }));
  const updates = document.revisions.map((_, index) =>
    index > first ? withoutFalseStamps(describeUpdate(document, index), stamps, index) : [],
  );
  const { reader } = session;
  const pool = [
    ...reader.certificates(store.data.certificates),
    ...reader.certificates(options.intermediates),
  ];
  const theCase: Case = { document, options, found, updates, data: store.data, pool, session };
  const checks = [
    passed(PADES_FILE, { revisions: document.revisions.length }),
    signatures.length > 0 ? passed(PADES_SIGNATURES, { count: signatures.length }) : NO_SIGNATURE,
    checkCertification(last, found),
    ...(store.check ? [store.check] : []),
    ...stamps.map(({ check }) => check),
  ];
  const reports = signatures.map((signature) => judgeOne(signature, theCase));
  return {
    ...documentReport('PAdES', options.time, checks, reports),
    revisions: revisionReports(document, { found, signatures, first, updates }),
  };
}

/** Not failed: a document that nobody signed is not a wrong one. */
const NO_SIGNATURE: Check = undetermined(PADES_SIGNATURES, 'none');

/** What calls itself a time-stamp and is none is a signature like any other, where those are forbidden. */
function withoutFalseStamps(
  changes: readonly Change[],
  stamps: readonly StampFinding[],
  revision: number,
): readonly Change[] {
  return changes.map((change) => {
    if (change.kind !== 'document-time-stamp') return change;
    const sound = stamps.some(
      ({ stamp, check }) =>
        stamp.revision === revision && stamp.field.number === change.object && check.status === 'passed',
    );
    return sound ? change : { ...change, kind: 'signature' };
  });
}

interface StampFinding {
  readonly stamp: FoundSignature;
  readonly check: Check;
}

function judgeOne(signature: FoundSignature, theCase: Case): SignatureReport {
  const { document, options, found, updates, data, pool, session } = theCase;
  const facts = factsOf(document, signature, pool);
  const updateCheck = updatesAfter(signature, found, updates, document);
  // An update that only a person can judge does not make the signature malformed.
  const decided = updateCheck.status === 'undetermined' ? [] : [updateCheck];
  const report = judgeSignature(
    {
      ...facts,
      formChecks: [...facts.formChecks, ...decided],
      certificates: [...facts.certificates, ...data.certificates],
      crls: [...facts.crls, ...data.crls],
      ocspResponses: [...facts.ocspResponses, ...data.ocspResponses],
      signatureTimestamps: [...facts.signatureTimestamps, ...stampsOver(signature, theCase)],
    },
    options,
    session,
  );
  return decided.length > 0 ? report : withOpen(report, updateCheck);
}

function withOpen(report: SignatureReport, check: Check): SignatureReport {
  const { subIndication, certificate, ...rest } = report;
  const own = { indication: report.indication, ...(subIndication && { subIndication }) };
  const outcome = worstOf([own, outcomeOf('SIG_CONSTRAINTS_FAILURE')]);
  const opened = { ...rest, ...outcome, verdict: verdictOf(outcome), checks: [...report.checks, check] };
  return withHidden(opened, { certificate });
}

function updatesAfter(
  signature: FoundSignature,
  found: readonly FoundSignature[],
  updates: readonly (readonly Change[])[],
  document: PdfDocument,
): Check {
  const from = signature.coverage?.revision ?? signature.revision;
  const view = document.view(from);
  const until = found.filter(({ revision }) => revision <= from);
  const locks = until.flatMap((earlier) => wordOf(view, earlier).locks);
  const permission = permissionOf(levelAt(view, until), locks, view.spend);
  const changes = updates.slice(from + 1).flat();
  view.spend(changes.length);
  return checkUpdates(changes, permission);
}

/** Time-stamps of the document that cover the revision of the signature, being of a later one. */
function stampsOver(signature: FoundSignature, { found, document }: Case) {
  return found.flatMap(({ isTimestamp, coverage, der, revision, checks }) => {
    const sound = isTimestamp && checks.every(({ status }) => status !== 'failed');
    if (!sound || coverage === undefined || der === undefined || revision <= signature.revision) return [];
    const { gapStart, gapEnd, end } = coverage;
    return [{ token: der, covered: () => coveredContent(document.bytes, gapStart, gapEnd, end).octets() }];
  });
}

/** `signatures` are those found that are no time-stamps, `first` is the revision of the first of all. */
interface History extends Pick<Case, 'found' | 'updates'> {
  readonly signatures: readonly FoundSignature[];
  readonly first: number;
}

function revisionReports(
  { revisions }: PdfDocument,
  { found, signatures, first, updates }: History,
): RevisionReport[] {
  return revisions.map(({ end }, index) => {
    const signature = signatures.findIndex(({ coverage }) => coverage?.revision === index);
    const stamped = found.some(({ isTimestamp, coverage }) => isTimestamp && coverage?.revision === index);
    const changes = updates[index];
    return {
      end,
      ...(signature >= 0 && { signature }),
      ...(stamped && { timestamp: true }),
      ...(index > first && changes && { changes: changes.map(({ field: _, ...change }) => change) }),
    };
  });
}
