import type { DocumentReport, Language, PadesReport, RevisionReport } from '@kazasu/pki';
import { rows } from './check-lines.ts';
import { CHANGES, WORDS } from './words.ts';

/** The states of a PDF file as it was saved: who covers each, and what each changed. Empty for other documents. */
export function revisionsText(report: DocumentReport | PadesReport, language: Language): string {
  if (!('revisions' in report) || report.revisions.length === 0) return '';
  const lines = report.revisions.map((revision, at) => [
    String(at + 1),
    `${WORDS.octets[language]} 1-${revision.end}`,
    coverText(revision, language),
    changesText(revision, language),
  ]);
  return `${WORDS.revisions[language]}\n${rows(lines)}`;
}

function coverText({ signature, timestamp }: RevisionReport, language: Language): string {
  if (signature !== undefined) return `${WORDS.signature[language]} ${signature + 1}`;
  return timestamp === true ? WORDS.stamp[language] : '-';
}

function changesText({ changes }: RevisionReport, language: Language): string {
  if (changes === undefined) return '';
  const kinds = changes.map(
    ({ kind, detail }) => `${CHANGES[kind][language]}${detail ? ` (${detail})` : ''}`,
  );
  const text = [...new Set(kinds)].join(', ');
  return `${WORDS.changes[language]}: ${text === '' ? WORDS.nothing[language] : text}`;
}
