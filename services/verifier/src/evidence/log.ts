import { Frontier, parseEntry } from '@kazasu/evidence';
import type { Clock } from '@kazasu/server/clock';
import { type Store, StoreError } from '@kazasu/server/store';
import type { KeyObject } from '../crypto.ts';
import { AppendQueue } from './append/index.ts';
import { checkStart } from './check/index.ts';
import type { EvidenceLog } from './evidence-log.ts';
import {
  findOnce,
  findRecord,
  hashesOf,
  openContent,
  prepareRecord,
  type RecordRow,
  type StoredRecord,
  searchRecords,
} from './record/index.ts';
import { readObjects } from './record/object-store.ts';
import { erasePerson, eraseRecord } from './retention/index.ts';
import { rebuildTiles } from './tree/index.ts';

export interface EvidenceLogOptions {
  /** Migrated already. Stays its owner's. */
  readonly store: Store;
  readonly clock: Clock;
  /** Secret, wraps the keys of single records. */
  readonly master: KeyObject;
  /** How long a request may be repeated; a day when not given. */
  readonly onceMs?: number;
}

const DAY = 86_400_000;

/**
 * Opens the log, and makes it where there is none, and its tiles where they are of an earlier form. Rejects with an EvidenceLogError (`evidence/damaged`) where its end does not fit
 * together: nothing may be appended to that.
 */
export async function openEvidenceLog(options: EvidenceLogOptions): Promise<EvidenceLog> {
  const { store, clock, master, onceMs = DAY } = options;
  await store.run(
    `INSERT INTO verifier_log (id, size, frontier) VALUES ('log', 0, $1) ON CONFLICT (id) DO NOTHING`,
    [Frontier.empty().serialise()],
  );
  await rebuildTiles(store);
  await checkStart(store);
  const queue = new AppendQueue({ store, now: () => clock.now(), keptMs: onceMs });
  const hashOf = hashesOf();
  const opened = (row: RecordRow): StoredRecord => openedRecord(master, row);
  const byKey = async (tenantId: string, key: string) => {
    const row = await findOnce(store, tenantId, key, clock.now());
    return row && opened(row);
  };
  return {
    append: async (draft) => {
      const outcome = await queue.add(prepareRecord(draft, { master, hashOf }));
      if (outcome.kind === 'appended') return outcome;
      const record = draft.once && (await byKey(draft.tenantId, draft.once.key));
      // Its key has run out between the two: the same as if it came a moment later.
      if (record === undefined) throw new StoreError('store/conflict', 'the request has just run out');
      return { kind: 'duplicate', record };
    },
    find: async (tenantId, id) => {
      const row = await findRecord(store, tenantId, id);
      return row && opened(row);
    },
    findOnce: byKey,
    search: (tenantId, query) => searchRecords(store, tenantId, query),
    open: async (tenantId, id) => {
      const row = await findRecord(store, tenantId, id);
      if (row?.content === undefined) return undefined;
      const { parts } = openContent(master, row.id, row.content);
      return { parts, objects: await readObjects(store, parseEntry(row.entry).objects) };
    },
    erase: (tenantId, id) => eraseRecord(store, tenantId, id, clock.now()),
    erasePerson: (tenantId, personId) => erasePerson(store, tenantId, personId, clock.now()),
    close: () => queue.idle(),
  };
}

function openedRecord(master: KeyObject, { content, entry: _, ...row }: RecordRow): StoredRecord {
  const { answer, parts } = content === undefined ? {} : openContent(master, row.id, content);
  return { ...row, answer, report: parts?.report?.content };
}
