import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCertificate } from '../certificate.ts';
import { costOf } from '../testing/cost.ts';
import { faults } from '../testing/faults.ts';
import { type Made, makeAuthority, makeLeaf, makeRoot, NOW, newKey } from '../testing/maker.ts';
import { basicConstraints, EXT, setOf } from '../testing/maker-extensions.ts';
import { PATH_BUDGET, type PathOptions, validatePath } from './index.ts';

const judge = (
  leaf: Made,
  pool: readonly Made[],
  anchors: readonly Made[],
  more: Partial<PathOptions> = {},
) =>
  validatePath({
    certificate: leaf.der,
    intermediates: pool.map(({ der }) => der),
    anchors: anchors.map(({ der }) => der),
    time: NOW,
    ...more,
  });

const root = makeRoot();

test('a bridge of cross-certificates is crossed, whichever way it is given', () => {
  const other = makeRoot({ name: 'Other root' });
  const bridge = makeAuthority(root, { name: 'Bridge' });
  const across = makeAuthority(bridge, { name: 'Other root', key: other.key });
  const back = makeAuthority(other, { name: 'Bridge', key: bridge.key });
  const leaf = makeLeaf(other);
  for (const pool of [
    [bridge, across, back, other],
    [other, back, across, bridge],
  ]) {
    const report = judge(leaf, pool, [root]);
    assert.deepEqual(faults(report), []);
    assert.equal(report.chain?.length, 4);
  }
});

test('three authorities that all certify each other end in the one root among them', () => {
  const [a, b, c] = ['A', 'B', 'C'].map((name) => makeRoot({ name })) as [Made, Made, Made];
  const cross = (issuer: Made, name: string, key: Made) => makeAuthority(issuer, { name, key: key.key });
  const mesh = [
    cross(b, 'A', a),
    cross(c, 'A', a),
    cross(a, 'B', b),
    cross(c, 'B', b),
    cross(a, 'C', c),
    cross(b, 'C', c),
  ];
  const sub = makeAuthority(a, { name: 'A1' });
  assert.deepEqual(faults(judge(makeLeaf(sub), [...mesh, sub], [a])), []);
  assert.deepEqual(faults(judge(makeLeaf(sub), [...mesh, sub], [root])), ['path.issuer no-anchor']);
});

test('an authority that has run out does not hide the one that has not', () => {
  const key = newKey();
  const old = makeAuthority(root, { key, to: NOW - 1000 });
  const fresh = makeAuthority(root, { key });
  const leaf = makeLeaf(fresh);
  for (const pool of [
    [old, fresh],
    [fresh, old],
  ])
    assert.deepEqual(faults(judge(leaf, pool, [root])), []);
  assert.deepEqual(faults(judge(leaf, [old], [root])), ['path.validity expired']);
});

test('certificates that cannot be read, have weak keys or stand there twice end no search', () => {
  const sub = makeAuthority(root);
  const leaf = makeLeaf(sub);
  const pool = [sub.der.subarray(1), new Uint8Array(), sub.der, sub.der, leaf.der, root.der];
  const report = validatePath({ certificate: leaf.der, intermediates: pool, anchors: [root.der], time: NOW });
  assert.deepEqual(faults(report), []);
});

test('an authority in the middle can be the anchor, and what is above it does not matter', () => {
  const sub = makeAuthority(root);
  const report = judge(makeLeaf(sub), [root], [sub]);
  assert.deepEqual(faults(report), []);
  assert.equal(report.chain?.length, 2);
});

test('of several chains that are not valid the one that lacks least is reported', () => {
  const key = newKey();
  const noFlag = makeAuthority(root, { key, set: { [EXT.basicConstraints]: undefined } });
  const old = makeAuthority(root, { key, to: NOW - 1000 });
  const leaf = makeLeaf(old);
  for (const pool of [
    [noFlag, old],
    [old, noFlag],
  ]) {
    assert.deepEqual(faults(judge(leaf, pool, [root])), ['path.validity expired']);
  }
});

test('the depth that is asked for counts every certificate, leaf and anchor too', () => {
  const sub = makeAuthority(root);
  const leaf = makeLeaf(sub);
  assert.deepEqual(faults(judge(leaf, [sub], [root], { maxDepth: 3 })), []);
  assert.deepEqual(faults(judge(leaf, [sub], [root], { maxDepth: 2 })), ['path.issuer budget']);
});

test('a chain may be as long as the budget, and not longer', () => {
  const chain = [root];
  for (let i = 0; i < PATH_BUDGET.depth - 1; i++)
    chain.push(makeAuthority(chain[i] as Made, { name: `Sub ${i}` }));
  const [last, before] = [chain.pop() as Made, chain[chain.length - 1] as Made];
  assert.deepEqual(faults(judge(makeLeaf(before), chain, [root])), []);
  assert.deepEqual(faults(judge(makeLeaf(last), [...chain, last], [root])), ['path.issuer budget']);
});

/** What one judgement costs in milliseconds, after another that warms the machine up. */
function timed(run: () => unknown): number {
  run();
  return costOf(() => void run());
}

test('a mesh of hundreds of cross-certificates is given up within its budget', (t) => {
  const names = Array.from({ length: 18 }, (_, i) => `Mesh ${i}`);
  const roots = names.map((name) => makeRoot({ name }));
  const mesh = roots.flatMap((issuer) =>
    roots
      .filter((one) => one !== issuer)
      .map((one) => makeAuthority(issuer, { name: names[roots.indexOf(one)] ?? '', key: one.key })),
  );
  const leaf = makeLeaf(roots[0] as Made);
  const pool = mesh.map(({ der }) => parseCertificate(der));
  const options = { certificate: leaf.der, intermediates: pool, anchors: [root.der], time: NOW };
  assert.deepEqual(faults(validatePath(options)), ['path.issuer budget']);
  const elapsed = timed(() => validatePath(options));
  t.diagnostic(`${pool.length} cross-certificates: ${elapsed.toFixed(1)} ms`);
  assert.ok(elapsed < 500);
});

test('hundreds of authorities of one name and one key, none of which leads anywhere, cost their number', (t) => {
  const key = newKey();
  const issuer = makeRoot({ name: 'Nobody' });
  const pool = Array.from({ length: 600 }, () => makeAuthority(issuer, { key, name: 'Same' }));
  const leaf = makeLeaf(pool[0] as Made);
  const options = {
    certificate: leaf.der,
    intermediates: pool.map(({ der }) => der),
    anchors: [root.der],
    time: NOW,
  };
  assert.notEqual(validatePath(options).verdict, 'valid');
  const elapsed = timed(() => validatePath(options));
  t.diagnostic(`${pool.length} certificates of one name: ${elapsed.toFixed(1)} ms`);
  assert.ok(elapsed < 500);
});

test('hundreds of chains that end in a trusted root and are all invalid cost no more than the budget', (t) => {
  const key = newKey();
  const limited = setOf(basicConstraints(true, 0));
  const top = Array.from({ length: 40 }, () => makeAuthority(root, { name: 'Top', key, set: limited }));
  const middleKey = newKey();
  const middle = Array.from({ length: 40 }, () =>
    makeAuthority(top[0] as Made, { name: 'Middle', key: middleKey }),
  );
  const pool = [...top, ...middle].map(({ der }) => der);
  const options = {
    certificate: makeLeaf(middle[0] as Made).der,
    intermediates: pool,
    anchors: [root.der],
    time: NOW,
  };
  assert.deepEqual(faults(validatePath(options)), ['path.length too-long']);
  const elapsed = timed(() => validatePath(options));
  t.diagnostic(`1,600 chains: ${elapsed.toFixed(1)} ms`);
  assert.ok(elapsed < 500);
});

test('the same input has the same report, whatever was judged before', () => {
  const sub = makeAuthority(root);
  const leaf = makeLeaf(sub);
  assert.deepEqual(judge(leaf, [sub, root], [root]), judge(leaf, [sub, root], [root]));
});
