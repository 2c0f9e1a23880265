import assert from 'node:assert/strict';
import { test } from 'node:test';
import { derNull, derOid, derSequence, derValue } from '@kazasu/bytes';
import { at, changed, type Tree, treeOf } from '../testing/der-tree.ts';
import { codeOf } from '../testing/faults.ts';
import { createHierarchy, DAY, NOW } from '../testing/hierarchy.ts';
import { findEntryOf } from './find-entry.ts';
import { parseCrl } from './index.ts';

const h = createHierarchy();
const good = h.shop.crl({
  issuer: 'ca',
  from: NOW - DAY,
  to: NOW + DAY,
  extensions: ['authorityKeyIdentifier=keyid:always'],
  revoked: [{ serial: '0101', at: NOW - DAY, reason: 'superseded' }],
});
const codeWith = (change: (tree: Tree) => void) => codeOf(() => parseCrl(changed(good, change)));
const text = (value: string) => new TextEncoder().encode(value);

test('the CRL that is changed below is good', () => {
  assert.equal(parseCrl(changed(good, () => undefined)).count, 1);
});

test('only v2 is read', () => {
  assert.equal(
    codeWith((crl) => at(crl, 0).children?.shift()),
    'pki/version',
  );
  assert.equal(
    codeWith((crl) => Object.assign(at(crl, 0, 0), { content: Uint8Array.of(2) })),
    'pki/version',
  );
});

test('the algorithm inside and outside is the same, and has no parameters that it does not have', () => {
  const sha384 = Uint8Array.of(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 12);
  assert.equal(
    codeWith((crl) => Object.assign(at(crl, 1, 0), { content: sha384 })),
    'pki/algorithm',
  );
  const strange = treeOf(derSequence(derNull()));
  const both = (crl: Tree) => {
    for (const algorithm of [at(crl, 1), at(crl, 0, 1)]) algorithm.children = [at(algorithm, 0), strange];
  };
  assert.equal(codeWith(both), 'pki/algorithm');
});

test('bytes behind the list, in it, or missing from it are refused', () => {
  assert.equal(
    codeOf(() => parseCrl(Uint8Array.of(...good, 0))),
    'bytes/der',
  );
  assert.equal(
    codeWith((crl) => crl.children?.push(treeOf(derNull()))),
    'bytes/der',
  );
  assert.equal(
    codeWith((crl) => at(crl, 0).children?.push(treeOf(derNull()))),
    'bytes/der',
  );
  assert.equal(
    codeWith((crl) => at(crl, 0, 6).children?.push(treeOf(derNull()))),
    'bytes/der',
  );
  assert.equal(
    codeOf(() => parseCrl(good.subarray(0, -1))),
    'bytes/der',
  );
});

test('an empty list of entries is refused: it must be absent', () => {
  assert.equal(
    codeWith((crl) => Object.assign(at(crl, 0, 5), { children: [] })),
    'pki/crl',
  );
});

test('an extension that stands twice is refused', () => {
  const code = codeWith((crl) => {
    const list = at(crl, 0, 6, 0);
    list.children?.push(at(list, 0));
  });
  assert.equal(code, 'pki/extension');
});

test('a number below zero is read, and is about no certificate: not about the one of the same octets either', () => {
  const found = (serial: number[]) => {
    const crl = parseCrl(
      changed(good, (crl) => void Object.assign(at(crl, 0, 5, 0, 0), { content: Uint8Array.from(serial) })),
    );
    return findEntryOf(crl, { serialBytes: Uint8Array.of(0xff), issuer: crl.issuer });
  };
  assert.ok(found([0, 0xff]));
  assert.equal(found([0xff]), undefined);
});

test('an entry is exactly serial number, time and extensions', () => {
  const entry = (change: (entry: Tree) => void) => codeWith((crl) => change(at(crl, 0, 5, 0)));
  const set = (index: number, content: Uint8Array) => (one: Tree) =>
    void Object.assign(at(one, index), { content });
  const serials = [[], [0], [0, 1], [0, 0, 0x80], [0xff, 0xff], new Array(21).fill(1)];
  for (const serial of serials)
    assert.equal(entry(set(0, Uint8Array.from(serial))), 'pki/serial', `${serial}`);
  const times = [
    '',
    '2501010000Z',
    '250101000000',
    '25010100000aZ',
    '250101000000+0900',
    '2501010000000',
    '20250101000000Z',
  ];
  for (const time of times) assert.equal(entry(set(1, text(time))), 'pki/crl', time);
  assert.equal(
    entry((one) => Object.assign(at(one, 1), { tag: 0x16 })),
    'pki/crl',
  );
  assert.equal(
    entry((one) => one.children?.pop() && one.children.pop()),
    'pki/crl',
    'no time',
  );
  assert.equal(
    entry((one) => Object.assign(at(one, 2), { children: [] })),
    'pki/crl',
    'empty extensions',
  );
  assert.equal(
    entry((one) => one.children?.push(treeOf(derNull()))),
    'pki/crl',
    'trailing value',
  );
  assert.equal(
    entry((one) => Object.assign(one, { tag: 0x31 })),
    'pki/crl',
    'a SET',
  );
});

test('a reason without a name is refused, alone or beside others', () => {
  const withReason = (code: number, more: Tree[]) =>
    codeWith((crl) => {
      const list = at(crl, 0, 5, 0, 2);
      at(list, 0, 1).content = Uint8Array.of(0x0a, 1, code);
      list.children?.push(...more);
    });
  const more = treeOf(derSequence(derValue(6, Uint8Array.of(0x2a, 3)), derValue(4, derNull())));
  for (const code of [7, 11]) {
    assert.equal(withReason(code, []), 'pki/extension');
    assert.equal(withReason(code, [more]), 'pki/extension');
  }
});

test('lengths of an entry in other than their shortest form are refused', () => {
  const { raw } = {
    raw: Uint8Array.of(
      0x30,
      0x81,
      0x12,
      ...derValue(2, Uint8Array.of(1)),
      ...derValue(0x17, text('250101000000Z')),
    ),
  };
  assert.equal(
    codeWith((crl) => Object.assign(at(crl, 0, 5, 0), { raw })),
    'pki/crl',
  );
  const padded = Uint8Array.of(0x30, 0x82, 0, 0x12, ...raw.subarray(3));
  assert.equal(
    codeWith((crl) => Object.assign(at(crl, 0, 5, 0), { raw: padded })),
    'pki/crl',
  );
  const endless = Uint8Array.of(0x30, 0x80, ...raw.subarray(3), 0, 0);
  assert.equal(
    codeWith((crl) => Object.assign(at(crl, 0, 5, 0), { raw: endless })),
    'pki/crl',
  );
  const tooLong = Uint8Array.of(0x30, 0x13, ...raw.subarray(3));
  assert.equal(
    codeWith((crl) => Object.assign(at(crl, 0, 5, 0), { raw: tooLong })),
    'pki/crl',
  );
  const swallowing = codeWith((crl) => {
    at(crl, 0).children?.pop();
    // Long enough to take in the signature algorithm that follows the list.
    at(crl, 0, 5, 0).raw = Uint8Array.of(0x30, 0x12 + 15, ...raw.subarray(3));
  });
  assert.equal(swallowing, 'pki/crl');
});

test('names that are compared with every certificate are bounded: the issuer and the point', () => {
  const long = (length: number) => text('x'.repeat(length));
  const issuerOf = (parts: number) =>
    codeWith((crl) => {
      at(crl, 0, 2, 0, 0, 1).content = long(4000);
      at(crl, 0, 2).children = new Array(parts).fill(at(crl, 0, 2, 0));
    });
  assert.equal(issuerOf(17), 'pki/budget');
  const idp = treeOf(
    derSequence(
      derOid('2.5.29.28'),
      derValue(4, derSequence(derValue(0xa0, derValue(0xa0, derValue(0x86, long(17_000)))))),
    ),
  );
  assert.equal(
    codeWith((crl) => at(crl, 0, 6, 0).children?.push(idp)),
    'pki/budget',
  );
});
