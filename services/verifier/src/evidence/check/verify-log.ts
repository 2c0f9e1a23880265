import { equal, toHex } from '@kazasu/bytes';
import { commit, Frontier, leafHash, parseEntry, sha256 } from '@kazasu/evidence';
import type { StatementRunner, Store } from '@kazasu/server/store';
import type { KeyObject } from '../../crypto.ts';
import { type Head, listHeads } from '../head/index.ts';
import { openContent, type RecordContent } from '../record/index.ts';
import { listObjects } from '../record/object-store.ts';
import { countTiles, readFrontier, TILE_WIDTH } from '../tree/index.ts';
import { type CheckRow, lastLeafOf, readCheckRows } from './check-store.ts';
import { TileCheck } from './tile-check.ts';

/** What does not fit. Whoever could rewrite the whole database could make another log: against that heads are kept elsewhere. */
export type LogFault =
  /** A leaf is missing, stands twice, or its row says something else than its entry. */
  | 'entry'
  /** A tile is not that of the entries. */
  | 'tile'
  /** A head is of another tree. */
  | 'head'
  /** The right edge is not that of the entries. */
  | 'edge'
  /** Something lies behind the end. */
  | 'behind'
  /** A shared object is missing, or not what its name says. */
  | 'object'
  /** What was sealed does not open, or is not what the entry commits to. */
  | 'content';

export interface LogVerdict {
  readonly size: number;
  /** Lower-case hexadecimal: of the entries as they are. */
  readonly root: string;
  readonly intact: boolean;
  /** The first fault, and the leaf or size where it was seen. */
  readonly fault?: { readonly kind: LogFault; readonly at: number };
}

export interface VerifyLogOptions {
  readonly store: Store;
  /** Opens what is sealed, to compare it with what the entries commit to; without it that is left out. */
  readonly master?: KeyObject | undefined;
  /** A head that was kept elsewhere. */
  readonly remembered?: Pick<Head, 'size' | 'root'> | undefined;
}

const PAGE = 200;
const HEADS = 1000;

/** Thrown inside, and told by the verdict. */
class Fault extends Error {
  readonly kind: LogFault;
  readonly at: number;

  constructor(kind: LogFault, at: number) {
    super(kind);
    this.kind = kind;
    this.at = at;
  }
}

/**
 * Makes the whole tree anew from the entries, up to the end as it is when this begins, and compares everything with it: tiles,
 * heads, right edge, objects, and what was sealed. Takes time for every entry and memory for none.
 */
export async function verifyLog(options: VerifyLogOptions): Promise<LogVerdict> {
  const { store } = options;
  const edge = await readFrontier(store);
  const frontier = Frontier.empty();
  try {
    if ((await lastLeafOf(store)) < edge.size - 1) throw new Fault('entry', edge.size - 1);
    await followEntries(options, frontier, edge.size);
    if (!equal(frontier.root(), edge.root())) throw new Fault('edge', edge.size);
    await checkObjects(store);
    await checkBehind(store);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const { kind, at } = error;
    return { size: edge.size, root: toHex(frontier.root()), intact: false, fault: { kind, at } };
  }
  return { size: edge.size, root: toHex(frontier.root()), intact: true };
}

async function followEntries(options: VerifyLogOptions, frontier: Frontier, size: number): Promise<void> {
  const { store, remembered } = options;
  const tiles = new TileCheck(store, (number) => new Fault('tile', number));
  const heads = headsOf(store, remembered);
  let head = await heads.next();
  while (frontier.size < size) {
    const first = frontier.size;
    const rows = await readCheckRows(store, first, Math.min(first + PAGE, size));
    if (rows.length === 0) throw new Fault('entry', first);
    for (const row of rows) {
      if (row.leafIndex !== frontier.size) throw new Fault('entry', frontier.size);
      await checkRow(options, row);
      const leaf = leafHash(row.entry);
      frontier.append(leaf);
      await tiles.append(leaf);
      for (; !head.done && head.value.size === frontier.size; head = await heads.next()) {
        if (!equal(head.value.root, frontier.root())) throw new Fault('head', frontier.size);
      }
    }
  }
  await tiles.finish();
  // A head of more than there is, or of a size that does not come.
  if (!head.done && head.value.size > (await readFrontier(store)).size)
    throw new Fault('head', head.value.size);
}

async function* headsOf(
  store: StatementRunner,
  remembered: VerifyLogOptions['remembered'],
): AsyncGenerator<Pick<Head, 'size' | 'root'>, undefined> {
  let waiting = remembered;
  for (let after = -1; ; ) {
    const page = await listHeads(store, after, HEADS);
    for (const head of page) {
      if (waiting && waiting.size <= head.size) {
        yield waiting;
        waiting = undefined;
      }
      yield head;
    }
    const last = page.at(-1);
    if (last === undefined || page.length < HEADS) break;
    after = last.size;
  }
  if (waiting) yield waiting;
  return undefined;
}

async function checkRow({ store, master }: VerifyLogOptions, row: CheckRow): Promise<void> {
  const entry = readEntry(row);
  if (entry.id !== row.id || entry.kind !== row.kind || entry.at !== row.at)
    throw new Fault('entry', row.leafIndex);
  const wanted = row.erasedAt === null && row.kind !== 'timestamp';
  const whole = row.sealed !== null && row.wrapped !== null;
  const empty = row.sealed === null && row.wrapped === null;
  // Half of it is neither kept nor erased.
  if (wanted ? !whole : !empty) throw new Fault('content', row.leafIndex);
  for (const hash of entry.objects) await checkStored(store, hash, row.leafIndex);
  if (master === undefined || row.sealed === null || row.wrapped === null) return;
  const content = readContent(master, row, { sealed: row.sealed, wrapped: row.wrapped });
  const names = Object.keys(entry.parts);
  const fits =
    names.length === Object.keys(content.parts).length &&
    names.every((name) => {
      const part = content.parts[name];
      return part !== undefined && toHex(commit(part.salt, part.content)) === entry.parts[name];
    });
  if (!fits) throw new Fault('content', row.leafIndex);
}

async function checkStored(store: StatementRunner, hash: string, at: number): Promise<void> {
  const rows = await store.run('SELECT hash FROM verifier_object WHERE hash = $1', [hash]);
  if (rows.length === 0) throw new Fault('object', at);
}

function readEntry(row: CheckRow) {
  try {
    return parseEntry(row.entry);
  } catch {
    throw new Fault('entry', row.leafIndex);
  }
}

function readContent(
  master: KeyObject,
  row: CheckRow,
  content: { readonly sealed: Uint8Array; readonly wrapped: Uint8Array },
): RecordContent {
  try {
    return openContent(master, row.id, content);
  } catch {
    throw new Fault('content', row.leafIndex);
  }
}

async function checkObjects(store: StatementRunner): Promise<void> {
  for (let after = ''; ; ) {
    const objects = await listObjects(store, after, 20);
    for (const { hash, octets } of objects) {
      if (toHex(sha256(octets)) !== hash) throw new Fault('object', -1);
    }
    const last = objects.at(-1);
    if (last === undefined) return;
    after = last.hash;
  }
}

/** Seen at one moment: size and last leaf of one statement, size and last tile of another. */
async function checkBehind(store: StatementRunner): Promise<void> {
  const [row] = await store.run<{ last: number | null; size: number }>(
    `SELECT log.size, whole.last FROM verifier_log AS log,
       (SELECT MAX(leaf_index) AS last FROM verifier_record) AS whole WHERE log.id = 'log'`,
  );
  if (row === undefined || (row.last ?? -1) !== row.size - 1) throw new Fault('behind', row?.size ?? 0);
  const { size, tiles } = await countTiles(store);
  if (tiles > Math.floor(size / TILE_WIDTH)) throw new Fault('behind', size);
}
