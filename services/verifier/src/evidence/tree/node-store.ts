import { HASH_LENGTH } from '@kazasu/evidence';
import type { StatementRunner } from '@kazasu/server/store';
import type { Place } from './tile.ts';

/** Nodes of one tile that a row brings; a proof wants that many of a tile, or twice as many at the right edge. */
const NODES_OF_ROW = 8;
/** Rows of one statement. Each number of rows is a text of its own that the engines keep prepared. */
const ROWS_AT_ONCE = 16;

const SELECTS = Array.from({ length: ROWS_AT_ONCE }, (_, i) => selectOf(i + 1));

export function nodeKey({ level, number, offset }: Place): string {
  return `${level}/${number}/${offset}`;
}

/** By `nodeKey`. Takes of each tile what is wanted and not its sixteen kilobytes; a node that is not there is not in the answer. */
export async function readNodes(
  runner: StatementRunner,
  places: readonly Place[],
): Promise<Map<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  const wanted = rowsOf(places);
  for (let at = 0; at < wanted.length; at += ROWS_AT_ONCE) {
    const some = wanted.slice(at, at + ROWS_AT_ONCE);
    const rows = await runner.run<NodeRow>(SELECTS[some.length - 1] ?? '', some.flatMap(valuesOf));
    for (const row of rows) {
      for (const [i, place] of (some[row.asked] ?? []).entries()) {
        const node = row[`n${i}`];
        if (node?.length === HASH_LENGTH) found.set(nodeKey(place), node);
      }
    }
  }
  return found;
}

interface NodeRow {
  /** Which of the rows asked for. */
  readonly asked: number;
  readonly [node: `n${number}`]: Uint8Array;
}

/** Places of one tile each. */
function rowsOf(places: readonly Place[]): Place[][] {
  const open = new Map<string, Place[]>();
  const rows: Place[][] = [];
  for (const place of places) {
    const tile = `${place.level}/${place.number}`;
    const row = open.get(tile);
    if (row !== undefined && row.length < NODES_OF_ROW) {
      row.push(place);
      continue;
    }
    const next = [place];
    open.set(tile, next);
    rows.push(next);
  }
  return rows;
}

/** What is not wanted of a row is read from its beginning. SQL counts octets from 1. */
function valuesOf(row: readonly Place[]): number[] {
  const offsets = Array.from({ length: NODES_OF_ROW }, (_, i) => (row[i]?.offset ?? 0) + 1);
  return [row[0]?.level ?? -1, row[0]?.number ?? -1, ...offsets];
}

function selectOf(rows: number): string {
  return Array.from({ length: rows }, (_, row) => {
    const first = row * (2 + NODES_OF_ROW) + 1;
    const nodes = Array.from(
      { length: NODES_OF_ROW },
      (_, i) => `substr(nodes, $${first + 2 + i}, ${HASH_LENGTH}) AS n${i}`,
    );
    return `SELECT ${row} AS asked, ${nodes.join(', ')} FROM verifier_tree_tile WHERE level = $${first} AND number = $${first + 1}`;
  }).join(' UNION ALL ');
}
