import type { EvidenceReport } from '@kazasu/evidence';
import type { Root } from './root.ts';

/** What the page says first. */
export type Headline =
  /** The file is no bundle. */
  | 'unreadable'
  /** Record or proof were changed, or never were genuine. */
  | 'altered'
  /** The document that was brought is another one. */
  | 'other-document'
  /** Something contradicts itself that is neither record nor signature. */
  | 'contradiction'
  /** The person has not said whom to believe. */
  | 'untrusted'
  /** Something else is missing. */
  | 'open'
  | 'holds'
  /** All holds, but the document that was brought is not shown to be what was signed: it would have to be judged itself. */
  | 'document-unproven'
  /** The record is genuine; what it says of the signature is another matter. */
  | 'genuine-signature-invalid'
  | 'genuine-signature-open'
  | 'genuine-signature-erased'
  /** The record is genuine, and not about a signature. */
  | 'genuine';

/** The first thing that is wrong, else the first that is missing, else what holds. */
export function headlineOf(report: EvidenceReport, roots: readonly Root[]): Headline {
  const failed = (id: string) => report.checks.some((check) => check.id === id && check.status === 'failed');
  if (report.entry === undefined) return 'unreadable';
  if (report.record === 'invalid') return 'altered';
  if (failed('evidence.document')) return 'other-document';
  if (report.record === 'indeterminate') return roots.some(isUnknown) ? 'untrusted' : 'open';
  switch (report.signature) {
    case 'invalid':
      return 'genuine-signature-invalid';
    case 'erased':
      return 'genuine-signature-erased';
    case 'indeterminate':
      return roots.some((root) => root.use === 'signer' && isUnknown(root))
        ? 'untrusted'
        : 'genuine-signature-open';
    case 'none':
      return report.verdict === 'valid' ? 'genuine' : report.verdict === 'invalid' ? 'contradiction' : 'open';
    default:
      if (report.verdict === 'valid') return 'holds';
      if (report.verdict === 'invalid') return 'contradiction';
      return isDocumentOpen(report) ? 'document-unproven' : 'open';
  }
}

function isUnknown({ believed }: Root): boolean {
  return believed === 'no';
}

/** Whether nothing is open but what the document is. */
function isDocumentOpen({ checks }: EvidenceReport): boolean {
  const open = checks.filter(({ status }) => status === 'undetermined');
  return open.every(({ id, reason }) => id === 'evidence.document' && reason === 'unproven');
}
