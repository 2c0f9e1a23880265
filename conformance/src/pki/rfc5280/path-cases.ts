import {
  basicConstraints,
  type Made,
  type MakeOrder,
  makeAuthority,
  makeLeaf,
  makeRoot,
  NOW,
  newKey,
  setOf,
} from '@kazasu/pki/testing/maker';
import { type Case, invalid, valid } from './case.ts';

const root = makeRoot();
const limit = (length: number, order: MakeOrder = {}) => ({
  ...order,
  set: setOf(basicConstraints(true, length)),
});

/** Authorities one under the other, with these path lengths, and a leaf under the last. */
function lengths(...limits: readonly number[]) {
  const via: Made[] = [];
  for (const [i, length] of limits.entries()) {
    via.push(makeAuthority(via[i - 1] ?? root, limit(length, { name: `Sub ${i}` })));
  }
  return { anchors: [root], via, leaf: makeLeaf(via[via.length - 1] ?? root) };
}

function selfIssuedLength() {
  const first = makeAuthority(root, limit(1, { name: 'Same' }));
  const again = makeAuthority(first, limit(1, { name: 'Same' }));
  const last = makeAuthority(again, limit(0, { name: 'Last' }));
  return { anchors: [root], via: [first, again, last], leaf: makeLeaf(last) };
}

function leafLength() {
  const first = makeAuthority(root, limit(0, { name: 'First' }));
  return { anchors: [root], via: [first], leaf: makeAuthority(first, limit(0, { name: 'Second' })) };
}

const DAY = 86_400_000;
const span = (from: number, to: number) => ({ from, to });
const wide = span(NOW - 10 * DAY, NOW + 10 * DAY);

function dates(anchor: MakeOrder, authority: MakeOrder, leaf: MakeOrder, time = NOW) {
  const top = makeRoot(anchor);
  const sub = makeAuthority(top, authority);
  return { anchors: [top], via: [sub], leaf: makeLeaf(sub, leaf), options: { time } };
}

function painfulChain() {
  const other = makeRoot({ name: 'Other' });
  const expired = makeAuthority(other, { name: 'Root', key: root.key, to: NOW - DAY });
  return { anchors: [root, other], via: [expired], leaf: makeLeaf(root) };
}

function cycle(sameName: boolean, depth?: number) {
  const [one, two] = [newKey(), newKey()];
  const names = sameName ? ['Ring', 'Ring'] : ['Ring 1', 'Ring 2'];
  const second = makeRoot({ name: names[1] ?? '', key: two });
  const first = makeAuthority(second, { name: names[0] ?? '', key: one });
  const back = makeAuthority(first, { name: names[1] ?? '', key: two });
  const options = depth === undefined ? {} : { maxDepth: depth };
  return { anchors: [root], via: [first, back], leaf: makeLeaf(first), options };
}

function mesh() {
  const [a, b, c] = ['Root A', 'Root B', 'Root C'].map((name) => makeRoot({ name })) as [Made, Made, Made];
  const cross = (issuer: Made, name: string, { key }: Made) => makeAuthority(issuer, { name, key });
  const sub = makeAuthority(a, { name: 'A1' });
  const via = [
    sub,
    cross(b, 'Root A', a),
    cross(c, 'Root A', a),
    makeAuthority(b, { name: 'B1' }),
    cross(a, 'Root B', b),
    cross(c, 'Root B', b),
    makeAuthority(c, { name: 'C1' }),
    cross(a, 'Root C', c),
    cross(b, 'Root C', c),
  ];
  return { anchors: [a], via, leaf: makeLeaf(sub) };
}

function untrusted() {
  const sub = makeAuthority(root);
  return { anchors: [makeRoot({ name: 'Unrelated' })], via: [root, sub], leaf: makeLeaf(sub) };
}

function swapped() {
  const sub = makeAuthority(root);
  return { anchors: [sub], via: [root], leaf: makeLeaf(sub) };
}

function sameNames() {
  const [wrong, right] = [makeRoot(), makeRoot()];
  return { anchors: [wrong, right], leaf: makeLeaf(right) };
}

function depth(maxDepth: number) {
  const sub = makeAuthority(root);
  return { anchors: [root], via: [sub], leaf: makeLeaf(sub), options: { maxDepth } };
}

export const PATH_CASES: readonly Case[] = [
  valid('path-length/0', '6.1.4 (l)-(m)', lengths(0)),
  valid('path-length/1', '6.1.4 (l)-(m)', lengths(1)),
  valid('path-length/2', '6.1.4 (l)-(m)', lengths(2)),
  invalid('path-length/0-0', '6.1.4 (l)-(m)', lengths(0, 0)),
  valid('path-length/may-increase', '6.1.4 (l)-(m)', lengths(1, 2)),
  invalid('path-length/1-0-0', '6.1.4 (l)-(m)', lengths(1, 0, 0)),
  valid('path-length/leaf-is-not-counted', '4.2.1.9', leafLength()),
  valid('path-length/self-issued', '4.2.1.9', selfIssuedLength()),
  invalid('validity/anchor-expired', '6.1.3 (a)(2)', dates(span(wide.from, NOW - DAY), wide, wide)),
  invalid('validity/authority-expired', '6.1.3 (a)(2)', dates(wide, span(wide.from, NOW - DAY), wide)),
  invalid('validity/leaf-expired', '6.1.3 (a)(2)', dates(wide, wide, span(wide.from, NOW - DAY))),
  invalid('validity/leaf-not-yet', '6.1.3 (a)(2)', dates(wide, wide, span(NOW + DAY, wide.to))),
  valid('validity/not-before-exact', '4.1.2.5', dates(wide, wide, span(NOW, wide.to))),
  invalid('validity/not-before-fraction', '4.1.2.5', dates(wide, wide, span(NOW + 1000, wide.to), NOW + 999)),
  valid('validity/not-after-exact', '4.1.2.5', dates(wide, wide, span(wide.from, NOW))),
  valid('validity/not-after-fraction', '4.1.2.5', dates(wide, wide, span(wide.from, NOW), NOW + 5)),
  invalid('validity/not-after-next-second', '4.1.2.5', dates(wide, wide, span(wide.from, NOW), NOW + 1000)),
  valid('validity/year-2969', '4.1.2.5', dates(wide, wide, span(wide.from, Date.UTC(2969, 4, 3)))),
  valid('search/expired-cross-certificate', '6.1', painfulChain()),
  invalid('search/cycle', '6.1', cycle(false)),
  invalid('search/cycle-deep', '6.1', cycle(false, 255)),
  invalid('search/cycle-same-name', '6.1', cycle(true)),
  valid('search/mesh', '6.1', mesh()),
  invalid('search/root-not-trusted', '6.1', untrusted()),
  valid('search/authority-trusted', '6.1', swapped()),
  valid('search/two-anchors-of-one-name', '6.1', sameNames()),
  valid('search/depth-enough', '6.1', depth(3)),
  invalid('search/depth-exceeded', '6.1', depth(2)),
];
