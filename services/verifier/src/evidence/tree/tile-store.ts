import { Frontier } from '@kazasu/evidence';
import type { SqlValue, StatementRunner } from '@kazasu/server/store';
import { EvidenceLogError } from '../error.ts';
import type { TileId } from './tile.ts';

/** All nodes of a tile; undefined where it is not there. */
export async function readTile(
  runner: StatementRunner,
  { level, number }: TileId,
): Promise<Uint8Array | undefined> {
  const [row] = await runner.run<{ nodes: Uint8Array }>(
    'SELECT nodes FROM verifier_tree_tile WHERE level = $1 AND number = $2',
    [level, number],
  );
  return row?.nodes;
}

/** Puts a tile into its place; of an upper level it may have been there with fewer nodes. */
export async function writeTile(
  within: StatementRunner,
  { level, number }: TileId,
  nodes: Uint8Array,
): Promise<void> {
  await within.run(
    `INSERT INTO verifier_tree_tile (level, number, nodes) VALUES ($1, $2, $3)
     ON CONFLICT (level, number) DO UPDATE SET nodes = excluded.nodes`,
    [level, number, nodes],
  );
}

/** How long the log is, and up to where there are tiles of leaves; seen at one moment. */
export async function countTiles(
  runner: StatementRunner,
): Promise<{ readonly size: number; readonly tiles: number }> {
  const [row] = await runner.run<{ size: number; last: number | null }>(
    `SELECT size, (SELECT MAX(number) FROM verifier_tree_tile WHERE level = 0) AS last
     FROM verifier_log WHERE id = 'log'`,
  );
  if (row === undefined) throw new EvidenceLogError('evidence/damaged', 'the log has no size');
  return { size: row.size, tiles: (row.last ?? -1) + 1 };
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
