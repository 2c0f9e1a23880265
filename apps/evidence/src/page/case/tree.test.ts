import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toHex } from '@kazasu/bytes';
import { leafHash, rootOf } from '@kazasu/evidence';
import { inclusionPath } from '@kazasu/evidence/testing';
import { pathOf } from './tree.ts';

test('the drawing arrives at the root of every tree, from every leaf, and nowhere else', () => {
  for (let size = 1; size <= 20; size++) {
    const entries = Array.from({ length: size }, (_, i) => Uint8Array.of(i));
    const hashes = entries.map(leafHash);
    const head = { size, root: rootOf(hashes) };
    for (const [leafIndex, entry] of entries.entries()) {
      const path = inclusionPath(leafIndex, size, ({ level, index }) =>
        rootOf(hashes.slice(index * 2 ** level, (index + 1) * 2 ** level)),
      );
      const drawn = pathOf(entry, { leafIndex, path }, head);
      assert.equal(drawn.arrives, true, `${leafIndex} of ${size}`);
      assert.equal(drawn.root, toHex(head.root));
      assert.equal(drawn.steps.length, path.length);
      const changed = path.map((hash, i) => (i === 0 ? hash.with(0, (hash[0] ?? 0) ^ 1) : hash));
      if (path.length > 0) assert.equal(pathOf(entry, { leafIndex, path: changed }, head).arrives, false);
      assert.equal(pathOf(Uint8Array.of(99), { leafIndex, path }, head).arrives, false);
    }
  }
});
