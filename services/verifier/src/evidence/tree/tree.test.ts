import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Frontier, leafHash, verifyInclusion } from '@kazasu/evidence';
import fc from 'fast-check';
import { verifyLog } from '../audit/index.ts';
import { draftOf, fillTree, openTestLog } from '../testing/index.ts';
import { proveInclusion, readEntry, readFrontier, readTiles, rootAt } from './index.ts';
import { placeOf, TILE_WIDTH } from './tile.ts';

describe('a tree', () => {
  test('of more than 65,536 leaves has a third level of tiles, from which proofs come', async () => {
    const { log, store, close } = await openTestLog();
    await fillTree(store, 255 * TILE_WIDTH);
    await Promise.all(Array.from({ length: 300 }, () => log.append(draftOf())));
    const frontier = await readFrontier(store);
    const treeSize = 255 * TILE_WIDTH + 300;
    assert.equal(frontier.size, treeSize);
    assert.deepEqual(await rootAt(store, treeSize), frontier.root());
    const tiles = await readTiles(store, [
      { level: 1, number: 0 },
      { level: 2, number: 0 },
    ]);
    assert.deepEqual([tiles.get('1/0')?.length, tiles.get('2/0')?.length], [TILE_WIDTH * 32, 32]);
    for (const leafIndex of [65_280, 65_535, 65_536, treeSize - 1]) {
      const path = await proveInclusion(store, leafIndex, treeSize);
      const hash = leafHash(await readEntry(store, leafIndex));
      assert.ok(verifyInclusion({ leafHash: hash, leafIndex, treeSize, path, root: frontier.root() }));
    }
    await close();
  });

  test('keeps each complete subtree within one tile, and no two in one place', () => {
    const level = fc.integer({ min: 0, max: 30 });
    const index = fc.integer({ min: 0, max: 100_000 });
    fc.assert(
      fc.property(level, index, (level, index) => {
        const place = placeOf({ level, index });
        assert.ok(place.first + place.count <= TILE_WIDTH);
        // Back from the place to the leaves.
        const unit = 256 ** place.level;
        assert.equal((place.number * TILE_WIDTH + place.first) * unit, index * 2 ** level);
        assert.equal(place.count * unit, 2 ** level);
      }),
    );
  });

  test('is the same however its leaves were grouped into transactions', async () => {
    const groups = fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(groups, async (counts) => {
        const opened = await openTestLog();
        for (const count of counts) {
          await Promise.all(Array.from({ length: count }, () => opened.log.append(draftOf())));
        }
        const size = counts.reduce((sum, count) => sum + count, 0);
        const naive = Frontier.empty();
        for (let i = 0; i < size; i += 1) naive.append(leafHash(await readEntry(opened.store, i)));
        assert.deepEqual((await readFrontier(opened.store)).root(), naive.root());
        assert.ok((await verifyLog(opened)).intact);
        await opened.close();
      }),
      { numRuns: 8 },
    );
  });
});

describe('the check of the whole log', () => {
  const faults: readonly (readonly [string, string])[] = [
    ['entry', `DELETE FROM verifier_record WHERE leaf_index = 3`],
    ['entry', `UPDATE verifier_record SET kind = 'consent' WHERE leaf_index = 3`],
    ['tile', `UPDATE verifier_tile SET hashes = zeroblob(8192) WHERE level = 0`],
    ['tile', `UPDATE verifier_tile SET hashes = zeroblob(32) WHERE level = 1`],
    ['head', `UPDATE verifier_head SET root = zeroblob(32)`],
    ['behind', `UPDATE verifier_record SET leaf_index = 400 WHERE leaf_index = -1`],
    ['object', `UPDATE verifier_object SET octets = zeroblob(3)`],
    ['object', `DELETE FROM verifier_object`],
    [
      'content',
      `UPDATE verifier_record SET sealed = (SELECT sealed FROM verifier_record WHERE leaf_index = 4) WHERE leaf_index = 3`,
    ],
    [
      'content',
      `DELETE FROM verifier_record_key WHERE record_id = (SELECT id FROM verifier_record WHERE leaf_index = 3)`,
    ],
    ['content', `UPDATE verifier_record SET sealed = NULL WHERE leaf_index = 3`],
  ];

  test('sees everything that was altered behind its back', async () => {
    for (const [kind, statement] of faults) {
      const opened = await openTestLog();
      await Promise.all(Array.from({ length: 270 }, () => opened.log.append(draftOf())));
      const root = await rootAt(opened.store, 270);
      await opened.store.run(
        `INSERT INTO verifier_head (size, root, at, note, attempts, next_attempt_at) VALUES (270, $1, 0, $1, 0, 0)`,
        [root],
      );
      assert.ok((await verifyLog(opened)).intact);
      if (kind === 'behind') {
        await opened.store.run(
          `INSERT INTO verifier_record (leaf_index, id, kind, at, entry) VALUES (-1, 'x', 'consent', 0, $1)`,
          [root],
        );
      }
      await opened.store.run(statement);
      const verdict = await verifyLog(opened);
      assert.deepEqual([verdict.intact, verdict.fault?.kind], [false, kind], statement);
      await opened.close();
    }
  });

  test('holds the log to a head that was kept elsewhere', async () => {
    const opened = await openTestLog();
    for (let i = 0; i < 9; i += 1) await opened.log.append(draftOf());
    const remembered = { size: 5, root: await rootAt(opened.store, 5) };
    assert.ok((await verifyLog({ ...opened, remembered })).intact);
    const other = { size: 5, root: await rootAt(opened.store, 4) };
    assert.deepEqual((await verifyLog({ ...opened, remembered: other })).fault, { kind: 'head', at: 5 });
    const longer = { ...remembered, size: 12 };
    assert.deepEqual((await verifyLog({ ...opened, remembered: longer })).fault, { kind: 'head', at: 12 });
    await opened.close();
  });
});
