import { fromUtf8, toUtf8 } from '@kazasu/bytes';
import { seal, unseal, type VersionedKey } from '@kazasu/server/keys';
import * as v from 'valibot';
import { HistoryEntry } from '../api/holder.ts';

/**
 * What a relying party was given, as it was then: a row of `provider_handover`. In clear stand only whose it is, when, and the
 * client's id, by which rows are found; who it was and what it was is sealed.
 */
export interface Handover {
  /** That of the transaction, so that one is kept once. */
  readonly id: string;
  readonly holderId: string;
  readonly clientId: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly content: HandoverContent;
}

const { kind, items, documents, openedBy, device } = HistoryEntry.entries;
const { name, origin, kind: clientKind } = HistoryEntry.entries.relyingParty.entries;
const HandoverContent = v.strictObject({
  kind,
  items,
  documents,
  openedBy,
  device,
  relyingParty: v.strictObject({ name, origin, kind: clientKind }),
});
export type HandoverContent = v.InferOutput<typeof HandoverContent>;

export interface HandoverRow {
  readonly id: string;
  readonly holder_id: string;
  readonly client_id: string;
  readonly at: number;
  readonly content: Uint8Array;
}

export const HANDOVER_COLUMNS = 'id, holder_id, client_id, at, content';

/** Bound to the holder too: a row that was moved to another's history does not open there. */
export const handoverContext = ({ id, holderId }: Pick<Handover, 'id' | 'holderId'>) =>
  `provider/handover/${holderId}/${id}`;

export function sealHandover(key: VersionedKey, handover: Handover): Uint8Array {
  return seal(key, toUtf8(JSON.stringify(handover.content)), handoverContext(handover));
}

export function handoverOf(row: HandoverRow, key: VersionedKey): Handover {
  const { id, holder_id: holderId, client_id: clientId, at } = row;
  const opened = unseal(key, row.content, handoverContext({ id, holderId }));
  const content = v.parse(HandoverContent, JSON.parse(fromUtf8(opened)));
  return { id, holderId, clientId, at, content };
}
