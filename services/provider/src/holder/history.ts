import { BytesError, fromBase64url, fromUtf8, toBase64url, toUtf8 } from '@kazasu/bytes';
import type { HistoryEntry, HistoryPage } from '../api/holder.ts';
import type { ProviderDeps } from '../deps.ts';
import type { Handover } from './handover-data.ts';
import { listHandovers, type Position } from './handover-store.ts';
import { HolderRefusal } from './holder-problem.ts';

const PAGE = 20;

/** Before every id of the newest moment. */
const NEWEST: Position = { at: Number.MAX_SAFE_INTEGER, id: '' };

/** One page of what this holder has handed over. Throws a HolderRefusal (`request_invalid`) for a cursor that is none of ours. */
export async function historyOf(
  deps: ProviderDeps,
  holderId: string,
  after: string | undefined,
): Promise<HistoryPage> {
  const since = deps.clock.now() - deps.config.historyRetentionMs;
  const before = after === undefined ? NEWEST : positionOf(after);
  const found = await listHandovers(deps, holderId, { before, since, limit: PAGE + 1 });
  const entries = found.slice(0, PAGE);
  const last = entries.at(-1);
  return {
    entries: entries.map(entryOf),
    ...(found.length > PAGE && last !== undefined ? { next: cursorOf(last) } : {}),
  };
}

function entryOf({ id, at, clientId, content }: Handover): HistoryEntry {
  return { ...content, id, at, relyingParty: { ...content.relyingParty, clientId } };
}

/** Opaque to the app; it says nothing that the page did not. */
function cursorOf({ at, id }: Position): string {
  return toBase64url(toUtf8(`${at} ${id}`));
}

function positionOf(cursor: string): Position {
  const [, at, id] = /^(\d{1,15}) ([0-9a-f-]{36})$/.exec(textOf(cursor)) ?? [];
  if (at === undefined || id === undefined) throw new HolderRefusal('request_invalid');
  return { at: Number(at), id };
}

function textOf(cursor: string): string {
  try {
    return fromUtf8(fromBase64url(cursor));
  } catch (error) {
    if (error instanceof BytesError) return '';
    throw error;
  }
}
