import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { fromHex, toHex } from '@kazasu/bytes';
import fc from 'fast-check';
import { consistencyPath, inclusionPath } from '../testing/index.ts';
import {
  emptyRoot,
  Frontier,
  leafHash,
  type NodeId,
  nodesOfPlan,
  planConsistency,
  planInclusion,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from './index.ts';

const sha = (...parts: Uint8Array[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return Uint8Array.from(hash.digest());
};

/** RFC 9162 2.1.1 by its letter, over leaf hashes; nothing of the room is used. */
function mth(leaves: readonly Uint8Array[]): Uint8Array {
  const [only] = leaves;
  if (only === undefined) return sha();
  if (leaves.length === 1) return only;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return sha(Uint8Array.of(1), mth(leaves.slice(0, k)), mth(leaves.slice(k)));
}

const leavesOf = (count: number) =>
  Array.from({ length: count }, (_, i) => sha(Uint8Array.of(0, i & 255, i >> 8)));

/** A store of complete subtrees, computed by the definition. */
const readOf = (leaves: readonly Uint8Array[]) => (node: NodeId) => {
  const width = 2 ** node.level;
  assert.ok((node.index + 1) * width <= leaves.length, 'asks for complete subtrees alone');
  return mth(leaves.slice(node.index * width, (node.index + 1) * width));
};

// Published test data of Certificate Transparency (its merkle_tree_test, and every log implementation since).
const ENTRIES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const H = {
  a: '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
  b: '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
  c: '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
  d: 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
  e: 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
  f: '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
};
const PATHS: [number, number, string[]][] = [
  [0, 1, []],
  [0, 8, [H.a, H.b, H.c]],
  [5, 8, [H.d, H.e, ROOTS[4] as string]],
  [2, 3, [ROOTS[2] as string]],
  [1, 5, [ROOTS[1] as string, H.b, H.d]],
];
const CONSISTENCY: [number, number, string[]][] = [
  [1, 1, []],
  [1, 8, [H.a, H.b, H.c]],
  [6, 8, [H.f, H.e, ROOTS[4] as string]],
  [2, 5, [H.b, H.d]],
];

const published = ENTRIES.map((hex) => leafHash(fromHex(hex)));
const rootAt = (size: number) => fromHex(ROOTS[size] as string);

test('the published entries have the published roots', () => {
  for (let size = 0; size <= 8; size++) {
    assert.equal(toHex(rootOf(published.slice(0, size))), ROOTS[size], `size ${size}`);
  }
  assert.equal(toHex(emptyRoot()), ROOTS[0]);
});

test('the published proofs are those made here, and are believed', () => {
  for (const [leafIndex, treeSize, path] of PATHS) {
    const made = inclusionPath(leafIndex, treeSize, readOf(published));
    assert.deepEqual(made.map(toHex), path, `leaf ${leafIndex} of ${treeSize}`);
    const hash = published[leafIndex] as Uint8Array;
    assert.ok(
      verifyInclusion({
        leafHash: hash,
        leafIndex,
        treeSize,
        path: path.map(fromHex),
        root: rootAt(treeSize),
      }),
    );
  }
  for (const [firstSize, secondSize, path] of CONSISTENCY) {
    const made = consistencyPath(firstSize, secondSize, readOf(published));
    assert.deepEqual(made.map(toHex), path, `${firstSize} → ${secondSize}`);
    const roots = { firstRoot: rootAt(firstSize), secondRoot: rootAt(secondSize) };
    assert.ok(verifyConsistency({ firstSize, secondSize, ...roots, path: path.map(fromHex) }));
  }
});

const sized = fc
  .integer({ min: 1, max: 300 })
  .chain((size) =>
    fc.record({ size: fc.constant(size), index: fc.nat({ max: size - 1 }), first: fc.nat({ max: size }) }),
  );

test('roots and proofs are those of the definition, for every size, leaf and earlier size', () => {
  fc.assert(
    fc.property(sized, ({ size, index, first }) => {
      const leaves = leavesOf(size);
      const root = mth(leaves);
      assert.deepEqual(rootOf(leaves), root);
      const path = inclusionPath(index, size, readOf(leaves));
      const claim = { leafHash: leaves[index] as Uint8Array, leafIndex: index, treeSize: size, path, root };
      assert.ok(verifyInclusion(claim));
      const proof = consistencyPath(first, size, readOf(leaves));
      const firstRoot = mth(leaves.slice(0, first));
      assert.ok(
        verifyConsistency({ firstSize: first, firstRoot, secondSize: size, secondRoot: root, path: proof }),
      );
      assert.ok(path.length <= Math.ceil(Math.log2(size)) && proof.length <= Math.ceil(Math.log2(size)) + 1);
    }),
    { numRuns: 150 },
  );
});

test('every alteration of a proof of inclusion is refused', () => {
  fc.assert(
    fc.property(sized, fc.nat(), fc.nat({ max: 255 }), ({ size, index }, where, bit) => {
      const leaves = leavesOf(size);
      const path = inclusionPath(index, size, readOf(leaves));
      const good = {
        leafHash: leaves[index] as Uint8Array,
        leafIndex: index,
        treeSize: size,
        path,
        root: mth(leaves),
      };
      const flip = (hash: Uint8Array) =>
        hash.map((octet, i) => (i === bit >> 3 ? octet ^ (1 << (bit & 7)) : octet));
      const at = path.length === 0 ? 0 : where % path.length;
      const bad = [
        { ...good, leafHash: flip(good.leafHash) },
        { ...good, root: flip(good.root) },
        { ...good, path: [...path, good.root] },
        { ...good, path: [good.leafHash, ...path] },
        { ...good, leafIndex: index + 1 },
        { ...good, leafIndex: index - 1 },
        { ...good, leafIndex: size },
        { ...good, leafIndex: index + 0.5 },
        { ...good, treeSize: 0 },
        { ...good, treeSize: Number.NaN },
        ...(path.length === 0
          ? []
          : [
              { ...good, path: path.with(at, flip(path[at] as Uint8Array)) },
              { ...good, path: path.with(at, (path[at] as Uint8Array).slice(1)) },
              { ...good, path: path.slice(1) },
              { ...good, path: path.slice(0, -1) },
              { ...good, treeSize: 2 ** Math.ceil(Math.log2(size)) + 1 + index },
            ]),
      ];
      assert.ok(verifyInclusion(good));
      bad.forEach((claim, i) => {
        assert.ok(!verifyInclusion(claim), `alteration ${i}`);
      });
    }),
    { numRuns: 100 },
  );
});

test('a path longer than the tree is deep leads nowhere, though its hashes fit a larger tree', () => {
  const [first, second] = leavesOf(2) as [Uint8Array, Uint8Array];
  const root = mth([first, second]);
  assert.ok(verifyInclusion({ leafHash: second, leafIndex: 1, treeSize: 2, path: [first], root }));
  assert.ok(!verifyInclusion({ leafHash: second, leafIndex: 0, treeSize: 1, path: [first], root }));
});

test('every alteration of a proof of consistency is refused', () => {
  fc.assert(
    fc.property(
      fc
        .integer({ min: 2, max: 200 })
        .chain((size) => fc.tuple(fc.constant(size), fc.integer({ min: 1, max: size - 1 }))),
      fc.nat(),
      ([size, first], where) => {
        const leaves = leavesOf(size);
        const path = consistencyPath(first, size, readOf(leaves));
        const rewritten = mth([...leaves.slice(0, first - 1), sha(), ...leaves.slice(first)]);
        const good = {
          firstSize: first,
          firstRoot: mth(leaves.slice(0, first)),
          secondSize: size,
          secondRoot: mth(leaves),
          path,
        };
        const at = where % path.length;
        assert.ok(verifyConsistency(good));
        for (const bad of [
          { ...good, secondRoot: rewritten },
          { ...good, firstRoot: sha(good.firstRoot) },
          { ...good, firstSize: first + 1 },
          { ...good, firstSize: first - 1 },
          { ...good, firstSize: 0 },
          { ...good, firstSize: size, secondSize: first },
          { ...good, secondSize: first },
          { ...good, path: path.with(at, sha(path[at] as Uint8Array)) },
          { ...good, path: path.slice(1) },
          { ...good, path: path.slice(0, -1) },
          { ...good, path: [] },
          { ...good, path: [...path, path[0] as Uint8Array] },
        ]) {
          assert.ok(!verifyConsistency(bad), `${first} → ${size}`);
        }
      },
    ),
    { numRuns: 100 },
  );
});

test('equal trees need no proof and take none, and every tree continues the empty one', () => {
  const root = mth(leavesOf(5));
  const same = { firstSize: 5, firstRoot: root, secondSize: 5, secondRoot: root, path: [] };
  assert.ok(verifyConsistency(same));
  assert.ok(!verifyConsistency({ ...same, path: [root] }));
  assert.ok(!verifyConsistency({ ...same, secondRoot: sha() }));
  const fromEmpty = { ...same, firstSize: 0, firstRoot: sha() };
  assert.ok(verifyConsistency(fromEmpty));
  assert.ok(!verifyConsistency({ ...fromEmpty, firstRoot: root }));
});

test('a frontier tells each complete subtree once, and goes on after it was stored', () => {
  const leaves = leavesOf(300);
  const seen = new Map<string, Uint8Array>();
  let frontier = Frontier.empty();
  for (const [i, leaf] of leaves.entries()) {
    for (const { level, index, hash } of frontier.append(leaf)) {
      assert.ok(!seen.has(`${level}/${index}`));
      seen.set(`${level}/${index}`, hash);
    }
    if (i % 7 === 0) frontier = Frontier.parse(frontier.serialise());
    if (i % 11 === 0) frontier = frontier.copy();
    assert.equal(frontier.size, i + 1);
  }
  assert.deepEqual(frontier.root(), mth(leaves));
  const read = ({ level, index }: NodeId) => seen.get(`${level}/${index}`) ?? assert.fail('not finished');
  for (const node of nodesOfPlan(planInclusion(17, 300))) assert.deepEqual(read(node), readOf(leaves)(node));
  assert.equal(seen.size, 300 + 150 + 75 + 37 + 18 + 9 + 4 + 2 + 1);
});

test('what is no frontier is refused', () => {
  const whole = Frontier.empty();
  for (const leaf of leavesOf(5)) whole.append(leaf);
  const octets = whole.serialise();
  for (const bad of [octets.slice(1), octets.slice(0, -1), octets.slice(0, -32), new Uint8Array(7)]) {
    assert.throws(() => Frontier.parse(bad), { code: 'evidence/tree' });
  }
  assert.throws(() => Frontier.parse(new Uint8Array(8).fill(255)), { code: 'evidence/tree' });
  assert.throws(() => whole.append(new Uint8Array(31)), { code: 'evidence/tree' });
  assert.throws(() => planInclusion(5, 5), { code: 'evidence/tree' });
  assert.throws(() => planInclusion(-1, 5), { code: 'evidence/tree' });
  assert.throws(() => planConsistency(6, 5), { code: 'evidence/tree' });
});

test('plans of trees of 2^53 − 1 leaves are as short as their depth', () => {
  const size = Number.MAX_SAFE_INTEGER;
  const plan = planInclusion(4_503_599_627_370_497, size);
  assert.equal(plan.length, 53);
  assert.ok(nodesOfPlan(plan).length < 53 * 54);
  assert.ok(nodesOfPlan(planConsistency(3, size)).length < 53 * 54);
});
