import type { HistoryEntry } from '@kazasu/provider/api';
import { exactTime, type Language, SHARED_TEXTS } from '@kazasu/ui/text';
import { HISTORY_TEXTS } from '../text/history.ts';

/** Spreadsheets take a file without it for Shift_JIS where the language is Japanese. */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * For spreadsheets (RFC 4180): one line an entry, in the language of the app. A cell that a spreadsheet would take for a formula is
 * put behind an apostrophe: the names come from relying parties.
 */
export function historyAsCsv(entries: readonly HistoryEntry[], language: Language): string {
  const texts = HISTORY_TEXTS[language];
  const { columns } = texts.export;
  const names = SHARED_TEXTS[language].items;
  const rows = entries.map((entry) => [
    exactTime(entry.at, language),
    texts.kinds[entry.kind],
    entry.relyingParty.name,
    entry.relyingParty.origin,
    entry.items.map((item) => names[item]).join(language === 'ja' ? '、' : ', '),
    entry.documents.map(({ name, digest }) => `${name ?? texts.unnamed} ${digest}`).join('\n'),
    texts.ways[entry.openedBy],
    texts.devices[entry.device],
  ]);
  const head = [
    columns.at,
    columns.kind,
    columns.service,
    columns.website,
    columns.items,
    columns.documents,
    columns.openedBy,
    columns.device,
  ];
  return BYTE_ORDER_MARK + [head, ...rows].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}

/** For programs: the entries as the contract has them, times as ISO 8601. */
export function historyAsJson(entries: readonly HistoryEntry[]): string {
  const shown = entries.map(({ id: _, at, ...rest }) => ({ at: new Date(at).toISOString(), ...rest }));
  return `${JSON.stringify(shown, undefined, 2)}\n`;
}

function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
