import { Frontier } from '@kazasu/evidence';
import type { SqlValue, StatementRunner } from '@kazasu/server/store';
import { EvidenceLogError } from '../error.ts';
import type { TileId } from './tile.ts';

/** Tiles of one statement; its text is the same for any number up to this. */
const TILES_AT_ONCE = 8;

/** By `level/number`. A tile that is not there is not in the answer. */
export async function readTiles(
  runner: StatementRunner,
  tiles: readonly TileId[],
): Promise<Map<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  for (let at = 0; at < tiles.length; at += TILES_AT_ONCE) {
    const some = tiles.slice(at, at + TILES_AT_ONCE);
    const last = some.at(-1);
    if (last === undefined) break;
    const padded = Array.from({ length: TILES_AT_ONCE }, (_, i) => some[i] ?? last);
    const rows = await runner.run<TileId & { readonly hashes: Uint8Array }>(
      SELECT_TILES,
      padded.flatMap(({ level, number }) => [level, number]),
    );
    for (const row of rows) found.set(tileKey(row), row.hashes);
  }
  return found;
}

const SELECT_TILES = `SELECT level, number, hashes FROM verifier_tile WHERE ${Array.from(
  { length: TILES_AT_ONCE },
  (_, i) => `(level = $${2 * i + 1} AND number = $${2 * i + 2})`,
).join(' OR ')}`;

export function tileKey({ level, number }: TileId): string {
  return `${level}/${number}`;
}

/** Puts a tile into its place; of an upper level it may have been there with fewer hashes. */
export async function writeTile(
  within: StatementRunner,
  { level, number }: TileId,
  hashes: Uint8Array,
): Promise<void> {
  await within.run(
    `INSERT INTO verifier_tile (level, number, hashes) VALUES ($1, $2, $3)
     ON CONFLICT (level, number) DO UPDATE SET hashes = excluded.hashes`,
    [level, number, hashes],
  );
}

export interface StoredEntry {
  readonly leafIndex: number;
  readonly entry: Uint8Array;
}

/** In order, from `first` until before `end`. */
export async function readEntries(
  runner: StatementRunner,
  first: number,
  end: number,
): Promise<StoredEntry[]> {
  return runner.run<{ leafIndex: number; entry: Uint8Array }>(
    `SELECT leaf_index AS "leafIndex", entry FROM verifier_record WHERE leaf_index >= $1 AND leaf_index < $2
     ORDER BY leaf_index`,
    [first, end],
  );
}

/** The right edge as it is now. Throws `evidence/damaged` where it is gone or is none. */
export async function readFrontier(runner: StatementRunner): Promise<Frontier> {
  return frontierIn(await runner.run<LogRow>(`SELECT size, frontier FROM verifier_log WHERE id = 'log'`));
}

/** Takes the log until the end of the transaction, and lets it grow by so many leaves. Gives the right edge before. */
export async function takeLog(within: StatementRunner, count: number): Promise<Frontier> {
  const rows = await within.run<LogRow>(
    `UPDATE verifier_log SET size = size + $1 WHERE id = 'log' RETURNING size - $1 AS size, frontier`,
    [count],
  );
  return frontierIn(rows);
}

export async function writeFrontier(within: StatementRunner, frontier: Frontier): Promise<void> {
  const values: SqlValue[] = [frontier.serialise(), frontier.size];
  const rows = await within.run(
    `UPDATE verifier_log SET frontier = $1 WHERE id = 'log' AND size = $2 RETURNING size`,
    values,
  );
  if (rows.length !== 1) throw new EvidenceLogError('evidence/damaged', 'the log has another size');
}

interface LogRow {
  readonly size: number;
  readonly frontier: Uint8Array;
}

function frontierIn([row]: readonly LogRow[]): Frontier {
  if (row === undefined) throw new EvidenceLogError('evidence/damaged', 'the log has no size');
  const frontier = readOctets(row.frontier);
  if (frontier.size !== row.size) throw new EvidenceLogError('evidence/damaged', 'the log has two sizes');
  return frontier;
}

function readOctets(octets: Uint8Array): Frontier {
  try {
    return Frontier.parse(octets);
  } catch (cause) {
    throw new EvidenceLogError('evidence/damaged', 'the log has no right edge', cause);
  }
}

/** Throws `evidence/damaged` where the log has no such leaf. */
export async function readEntry(runner: StatementRunner, leafIndex: number): Promise<Uint8Array> {
  const [row] = await readEntries(runner, leafIndex, leafIndex + 1);
  if (row === undefined) throw new EvidenceLogError('evidence/damaged', 'an entry is missing');
  return row.entry;
}
