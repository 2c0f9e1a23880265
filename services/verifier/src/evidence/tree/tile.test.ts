import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import { concat } from '@kazasu/bytes';
import fc from 'fast-check';
import { EMPTY_TILE, growTile, nodeIn, placeOf, rootOfTile, TILE_WIDTH, tileLength } from './tile.ts';

const sha = (...parts: Uint8Array[]) =>
  Uint8Array.from(
    createHash('sha256')
      .update(concat(...parts))
      .digest(),
  );

/** RFC 9162 2.1.1 by its letter for 2^n hashes; nothing of the room is used. */
function mth(hashes: readonly Uint8Array[]): Uint8Array {
  const [only] = hashes;
  if (hashes.length === 1 && only !== undefined) return only;
  const half = hashes.length / 2;
  return sha(Uint8Array.of(1), mth(hashes.slice(0, half)), mth(hashes.slice(half)));
}

const ROW = Array.from({ length: TILE_WIDTH }, (_, i) => sha(Uint8Array.of(i)));
const WHOLE = growTile(EMPTY_TILE, 0, ROW);

describe('a tile', () => {
  test('has every complete subtree of its hashes, each in one place, and its root at the end', () => {
    const offsets = new Set<number>();
    for (let level = 0; level < 8; level += 1) {
      const width = 2 ** level;
      for (let index = 0; index < TILE_WIDTH / width; index += 1) {
        const place = placeOf({ level, index });
        assert.deepEqual(nodeIn(WHOLE, place), mth(ROW.slice(index * width, (index + 1) * width)));
        offsets.add(place.offset);
      }
    }
    assert.deepEqual(rootOfTile(WHOLE), mth(ROW));
    offsets.add(WHOLE.length - 32);
    assert.equal(WHOLE.length, 511 * 32);
    assert.equal(offsets.size, 511);
  });

  test('is the beginning of what it becomes, however its hashes come', () => {
    const counts = fc.array(fc.integer({ min: 1, max: 70 }), { maxLength: 8 });
    fc.assert(
      fc.property(counts, (counts) => {
        let [nodes, held] = [EMPTY_TILE, 0];
        for (const count of counts) {
          const some = ROW.slice(held, held + count);
          nodes = growTile(nodes, held, some);
          held += some.length;
          assert.equal(nodes.length, tileLength(held));
          assert.deepEqual(nodes, WHOLE.slice(0, nodes.length));
        }
      }),
    );
  });

  test('has the nodes that are complete, and of those that are not it says so', () => {
    const held = fc.integer({ min: 0, max: TILE_WIDTH });
    const level = fc.integer({ min: 0, max: 7 });
    fc.assert(
      fc.property(held, level, fc.nat({ max: 255 }), (held, level, any) => {
        const index = any % (TILE_WIDTH / 2 ** level);
        const nodes = growTile(EMPTY_TILE, 0, ROW.slice(0, held));
        const isComplete = (index + 1) * 2 ** level <= held;
        assert.equal(nodeIn(nodes, placeOf({ level, index })) !== undefined, isComplete);
        assert.equal(rootOfTile(nodes) !== undefined, held === TILE_WIDTH);
      }),
    );
  });

  test('is the one that has the subtree’s leaves, of a level of eight heights', () => {
    const level = fc.integer({ min: 0, max: 30 });
    fc.assert(
      fc.property(level, fc.integer({ min: 0, max: 4_000_000 }), (level, index) => {
        const place = placeOf({ level, index });
        const leaves = 256 ** (place.level + 1);
        assert.equal(place.level, Math.floor(level / 8));
        const first = index * 2 ** level;
        assert.ok(place.number * leaves <= first && first + 2 ** level <= (place.number + 1) * leaves);
        // The same place as that of the same subtree in a tree that begins with this tile.
        const own = { level: level % 8, index: index % 2 ** (8 - (level % 8)) };
        assert.equal(place.offset, placeOf(own).offset);
      }),
    );
  });
});
