/** What a proof costs, counted and never timed: nothing of it grows faster than the height of the tree. */
import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { after, before, mock, test } from 'node:test';
import { nodesOfPlan, planInclusion } from '@kazasu/evidence';
import type { StatementRunner } from '@kazasu/server/store';
import fc from 'fast-check';
import { draftOf, fillTree, openTestLog, type TestLog } from '../testing/index.ts';
import { proveInclusion } from './index.ts';
import { placeOf, TILE_WIDTH } from './tile.ts';

/** Whole tiles of leaves, of which the hashes fill one tile of the level above and begin the next. */
const TILES = 300;
/** Entries behind them: the tile of leaves that is not full yet lacks one. */
const OPEN = TILE_WIDTH - 1;
const FILLED = TILES * TILE_WIDTH;

let opened: TestLog;
const createHash = mock.method(crypto, 'createHash');

before(async () => {
  opened = await openTestLog();
  await fillTree(opened.store, FILLED);
  await Promise.all(Array.from({ length: OPEN }, () => opened.log.append(draftOf())));
  syncBuiltinESMExports();
});
after(async () => {
  createHash.mock.restore();
  syncBuiltinESMExports();
  await opened.close();
});

interface Work {
  statements: number;
  hashes: number;
}

async function workOf(leafIndex: number, treeSize: number): Promise<Work> {
  const work = { statements: 0, hashes: 0 };
  const counting: StatementRunner = {
    run: (...asked) => {
      work.statements += 1;
      return opened.store.run(...asked);
    },
  };
  const hashed = createHash.mock.callCount();
  await proveInclusion(counting, leafIndex, treeSize);
  work.hashes = createHash.mock.callCount() - hashed;
  return work;
}

/** A leaf of a tree that the log was once; `treeSize` from `least`. */
const proofs = (least: number) =>
  fc
    .integer({ min: least, max: FILLED + OPEN })
    .chain((treeSize) => fc.tuple(fc.integer({ min: 0, max: treeSize - 1 }), fc.constant(treeSize)));

async function assertBounded(leafIndex: number, treeSize: number): Promise<boolean> {
  const nodes = nodesOfPlan(planInclusion(leafIndex, treeSize));
  const height = Math.ceil(Math.log2(treeSize));
  assert.ok(nodes.length <= 2 * height, `${nodes.length} nodes`);
  const isOpen = nodes.map(placeOf).some(({ level, number }) => level === 0 && number === TILES);
  const { statements, hashes } = await workOf(leafIndex, treeSize);
  // The open tile is read from its entries: each is hashed, and folded with less than one hash more.
  assert.ok(hashes <= Math.log2(treeSize) + (isOpen ? 2 * OPEN : 0), `${hashes} hashes`);
  assert.equal(statements, (nodes.length > 0 ? 1 : 0) + (isOpen ? 1 : 0));
  return isOpen;
}

test('a proof takes one statement, two nodes a level at most, and no more hashes than levels', async () => {
  const bounded = async ([leafIndex, treeSize]: [number, number]) =>
    void (await assertBounded(leafIndex, treeSize));
  await fc.assert(fc.asyncProperty(proofs(1), bounded), { numRuns: 400 });
});

test('where it touches the tile of leaves that still grows, it takes one statement more and that tile’s hashes', async () => {
  let touched = 0;
  const bounded = async ([leafIndex, treeSize]: [number, number]) => {
    if (await assertBounded(leafIndex, treeSize)) touched += 1;
  };
  await fc.assert(fc.asyncProperty(proofs(FILLED + 1), bounded), { numRuns: 100 });
  assert.ok(touched > 50, `${touched} proofs touched it`);
  const { hashes } = await workOf(FILLED, FILLED + OPEN);
  assert.ok(hashes > OPEN, 'its hashes are counted');
});
