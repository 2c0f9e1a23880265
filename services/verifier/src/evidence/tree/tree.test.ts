import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { concat } from '@kazasu/bytes';
import { Frontier, leafHash, verifyInclusion } from '@kazasu/evidence';
import fc from 'fast-check';
import { verifyLog } from '../check/index.ts';
import { draftOf, fillTree, openTestLog } from '../testing/index.ts';
import { proveInclusion, readEntry, readFrontier, readTile, rootAt } from './index.ts';
import { TILE_WIDTH, tileLength } from './tile.ts';

describe('a tree', () => {
  test('of more than 65,536 leaves has a third level of tiles, from which proofs come', async () => {
    const { log, store, close } = await openTestLog();
    await fillTree(store, 255 * TILE_WIDTH);
    await Promise.all(Array.from({ length: 300 }, () => log.append(draftOf())));
    const frontier = await readFrontier(store);
    const treeSize = 255 * TILE_WIDTH + 300;
    assert.equal(frontier.size, treeSize);
    assert.deepEqual(await rootAt(store, treeSize), frontier.root());
    const lengths = [1, 2].map(async (level) => (await readTile(store, { level, number: 0 }))?.length);
    assert.deepEqual(await Promise.all(lengths), [tileLength(TILE_WIDTH), 32]);
    for (const leafIndex of [65_280, 65_535, 65_536, treeSize - 1]) {
      const path = await proveInclusion(store, leafIndex, treeSize);
      const hash = leafHash(await readEntry(store, leafIndex));
      assert.ok(verifyInclusion({ leafHash: hash, leafIndex, treeSize, path, root: frontier.root() }));
    }
    await close();
  });

  test('does not grow on a tile that is longer or shorter than the log says', async () => {
    for (const altered of [`zeroblob(64)`, `zeroblob(0)`]) {
      const { log, store, close } = await openTestLog();
      await Promise.all(Array.from({ length: 300 }, () => log.append(draftOf())));
      await store.run(`UPDATE verifier_tree_tile SET nodes = ${altered} WHERE level = 1`);
      const appended = await Promise.allSettled(Array.from({ length: 220 }, () => log.append(draftOf())));
      const refused = appended.flatMap((each) => (each.status === 'rejected' ? [each.reason.code] : []));
      assert.deepEqual(new Set(refused), new Set(['evidence/damaged']));
      assert.equal((await readFrontier(store)).size, 511, 'up to the leaf that would fill the next tile');
      await close();
    }
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

interface TileRow {
  readonly level: number;
  readonly number: number;
  readonly nodes: Uint8Array;
}

const INSERT_TILE = 'INSERT INTO verifier_tree_tile (level, number, nodes) VALUES ($1, $2, $3)';

describe('the check of the whole log', () => {
  const faults: readonly (readonly [string, string])[] = [
    ['entry', `DELETE FROM verifier_record WHERE leaf_index = 3`],
    ['entry', `UPDATE verifier_record SET kind = 'consent' WHERE leaf_index = 3`],
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

  test('sees every tile that is not that of the entries', async () => {
    const opened = await openTestLog();
    const { log, store } = opened;
    await Promise.all(Array.from({ length: 600 }, () => log.append(draftOf())));
    const kept = await store.run<TileRow>('SELECT level, number, nodes FROM verifier_tree_tile');
    assert.deepEqual(kept.map(({ nodes }) => nodes.length / 32).sort(), [3, 511, 511]);
    const check = async () => (await verifyLog({ store })).fault?.kind;
    for (const { level, number, nodes } of kept) {
      const put = (octets: Uint8Array) =>
        store.run('UPDATE verifier_tree_tile SET nodes = $1 WHERE level = $2 AND number = $3', [
          octets,
          level,
          number,
        ]);
      // The lowest row, what stands above two and above four, and the last.
      for (const node of [0, 1, 2, 6, 509, 510].filter((node) => (node + 1) * 32 <= nodes.length)) {
        const altered = nodes.slice();
        altered[node * 32 + 7] = (altered[node * 32 + 7] ?? 0) ^ 1;
        await put(altered);
        assert.equal(await check(), 'tile', `node ${node} of ${level}/${number}`);
      }
      await put(nodes.slice(0, -32));
      assert.equal(await check(), 'tile');
      // Of a tile that still grows, whatever comes behind its end now has come since.
      await put(concat(nodes, new Uint8Array(32)));
      assert.equal(await check(), level === 0 ? 'tile' : undefined);
      await store.run('DELETE FROM verifier_tree_tile WHERE level = $1 AND number = $2', [level, number]);
      assert.equal(await check(), 'tile');
      await store.run(INSERT_TILE, [level, number, nodes]);
      assert.equal(await check(), undefined);
    }
    await store.run(INSERT_TILE, [0, 2, new Uint8Array(tileLength(TILE_WIDTH))]);
    assert.equal(await check(), 'behind');
    await opened.close();
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
