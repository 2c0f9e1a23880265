import type { HistoryEntry, ItemName } from '@kazasu/provider/api';

export interface HistorySearch {
  readonly service: string;
  readonly kind: HistoryEntry['kind'] | '';
  readonly item: ItemName | '';
  /** Days in Japan, as a date field gives them: `2026-11-23`; empty for no limit. */
  readonly from: string;
  readonly to: string;
}

export const NO_SEARCH: HistorySearch = { service: '', kind: '', item: '', from: '', to: '' };

const JAPAN_MS = 9 * 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

/** The entries that every condition lets through; the days count from midnight to midnight in Japan, the last one included. */
export function searchHistory(
  entries: readonly HistoryEntry[],
  search: HistorySearch,
): readonly HistoryEntry[] {
  const words = plain(search.service);
  const from = midnightOf(search.from);
  const to = midnightOf(search.to);
  return entries.filter(
    ({ at, kind, items, relyingParty }) =>
      (search.kind === '' || kind === search.kind) &&
      (search.item === '' || items.includes(search.item)) &&
      (from === undefined || at >= from) &&
      (to === undefined || at < to + DAY_MS) &&
      (words === '' || plain(`${relyingParty.name} ${relyingParty.origin}`).includes(words)),
  );
}

/** Full and half width, upper and lower case are the same, and spaces do not count. */
function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
}

function midnightOf(day: string): number | undefined {
  const [year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)?.slice(1).map(Number) ?? [];
  if (year === undefined || month === undefined || date === undefined) return undefined;
  return Date.UTC(year, month - 1, date) - JAPAN_MS;
}
