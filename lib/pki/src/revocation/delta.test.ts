import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, changedAndSigned } from '../testing/der-tree.ts';
import { DAY, NOW } from '../testing/hierarchy.ts';
import { AKI, createBench, deltaTo, scoped } from '../testing/revocation.ts';

const { h, crl, listed, judge, faultsOf } = createBench();
const NO_EVIDENCE = 'revocation.status no-evidence';
const REVOKED = 'revocation.status revoked';
const HOLD = 'revocation.status on-hold';

const delta = (number: number, base: number, order = {}) =>
  crl(number, { extensions: [AKI, deltaTo(base)], ...order });
const STALE = { from: NOW - 9 * DAY, to: NOW - 8 * DAY };

test('a delta CRL alone says nothing good', () => {
  assert.deepEqual(faultsOf({ crls: [delta(5, 3)] }), ['revocation.crl.delta no-base', NO_EVIDENCE]);
});

test('a current delta CRL brings an old list up to date', () => {
  const base = crl(3, STALE);
  assert.deepEqual(faultsOf({ crls: [base] }), ['revocation.crl.currency expired', NO_EVIDENCE]);
  for (const crls of [
    [base, delta(5, 3)],
    [delta(5, 3), base],
  ]) {
    assert.deepEqual(faultsOf({ crls }), []);
    const { checks, evidence, status, vouchers } = judge({ crls });
    assert.deepEqual(status, { kind: 'good' });
    const skipped = checks.filter((check) => check.status === 'skipped');
    assert.deepEqual(
      skipped.map(({ id, reason }) => `${id} ${reason}`),
      ['revocation.crl.currency completed', 'revocation.crl.number completed'],
    );
    const [newest, ...more] = vouchers;
    assert.deepEqual([newest?.sha256, more], [evidence[1]?.sha256, []], 'as fresh as the delta');
    const numbers = evidence.map((one) => (one.kind === 'crl' ? [one.number, one.baseNumber] : []));
    assert.deepEqual(numbers, [
      ['3', undefined],
      ['5', '3'],
    ]);
  }
});

test('what a delta CRL adds counts', () => {
  const base = crl(3);
  assert.deepEqual(faultsOf({ crls: [base, delta(5, 3, listed('superseded'))] }), [REVOKED]);
  assert.deepEqual(faultsOf({ crls: [base, delta(5, 3, listed('certificateHold'))] }), [HOLD]);
  const older = delta(5, 3, listed('certificateHold'));
  const newer = delta(6, 3);
  assert.deepEqual(faultsOf({ crls: [base, older, newer] }), [], 'a newer delta lists all since its base');
  assert.deepEqual(faultsOf({ crls: [base, older, crl(6)] }), [], 'a complete list does');
});

test('a list and a delta CRL of one number go together, two lists of one number with none', () => {
  assert.deepEqual(faultsOf({ crls: [crl(5), delta(5, 3)] }), []);
  const other = crl(3, { revoked: [{ serial: '05', at: NOW - DAY }] });
  assert.deepEqual(faultsOf({ crls: [crl(3), other, delta(5, 3)] }).at(-1), NO_EVIDENCE);
});

test('a delta CRL lifts a hold of its base, and nothing else', () => {
  const removal = delta(5, 3, listed('removeFromCRL'));
  for (const order of [{}, STALE]) {
    const onHold = crl(3, { ...listed('certificateHold'), ...order });
    assert.deepEqual(faultsOf({ crls: [onHold, removal] }), []);
  }
  assert.deepEqual(faultsOf({ crls: [crl(3, listed('superseded')), removal] }), [REVOKED]);
  assert.deepEqual(faultsOf({ crls: [crl(3), removal] }), []);
});

test('a hold in an old list stands while a delta CRL says nothing about it', () => {
  const onHold = crl(3, { ...listed('certificateHold'), ...STALE });
  assert.deepEqual(faultsOf({ crls: [onHold, delta(5, 3)] }), [HOLD]);
});

test('a delta CRL does not go with a list that is too old, newer than it, or of another scope, key or identifier', () => {
  const expired = ['revocation.crl.currency expired', NO_EVIDENCE];
  const base = crl(3, STALE);
  assert.deepEqual(faultsOf({ crls: [base, delta(5, 2)] }), [], 'a delta to an older list goes too');
  assert.deepEqual(faultsOf({ crls: [base, delta(5, 4)] }).at(-1), NO_EVIDENCE, 'its base is newer');
  assert.deepEqual(faultsOf({ crls: [base, delta(3, 2)] }).at(-1), NO_EVIDENCE, 'no newer than the list');
  const older = delta(5, 3, { from: NOW - 10 * DAY });
  assert.deepEqual(faultsOf({ crls: [base, older] }).at(-1), NO_EVIDENCE, 'made before the list');
  const elsewhere = delta(5, 3, scoped(['fullname=dirName:point_a'], deltaTo(3)));
  assert.deepEqual(faultsOf({ crls: [base, elsewhere] }).at(-1), NO_EVIDENCE, 'another scope');
  const unnamed = delta(5, 3, { extensions: [deltaTo(3)] });
  assert.deepEqual(faultsOf({ crls: [base, unnamed] }).at(-1), NO_EVIDENCE, 'no key identifier');
  assert.deepEqual(faultsOf({ crls: [base, delta(5, 3, { issuer: 'ca2' })] }), expired, 'another key');
  assert.deepEqual(faultsOf({ crls: [base, delta(5, 3, STALE)] }).at(-1), NO_EVIDENCE, 'itself out of date');
});

test('a delta CRL that goes with no list still says what it lists', () => {
  assert.deepEqual(faultsOf({ crls: [crl(3), delta(6, 5, listed('superseded'))] }), [REVOKED]);
  assert.deepEqual(faultsOf({ crls: [crl(3), delta(6, 5, listed('certificateHold'))] }), [HOLD]);
  assert.deepEqual(faultsOf({ crls: [crl(7), delta(6, 5, listed('certificateHold'))] }), [], 'newer list');
});

test('a list rolled back behind its delta CRL is believed with the delta, as numbers are of one series', () => {
  const knownCrlNumbers = () => 5n;
  assert.deepEqual(faultsOf({ crls: [crl(3), delta(5, 3)], knownCrlNumbers }), []);
  assert.deepEqual(faultsOf({ crls: [crl(3), delta(4, 3)], knownCrlNumbers }).at(-1), NO_EVIDENCE);
});

test('a delta indicator that is not critical makes a delta CRL all the same', () => {
  const soft = crl(5, { extensions: [AKI, '2.5.29.27=DER:020103'] });
  assert.deepEqual(faultsOf({ crls: [soft] }), ['revocation.crl.delta no-base', NO_EVIDENCE]);
});

test('a delta CRL with an unknown critical extension, in it or in an entry, is not used', () => {
  const base = crl(3, STALE);
  const strange = delta(5, 3, { extensions: [AKI, deltaTo(3), '1.2.3.4=critical,ASN1:NULL'] });
  assert.deepEqual(faultsOf({ crls: [base, strange] }).at(-1), NO_EVIDENCE);
  const entry = changedAndSigned(delta(5, 3, listed('superseded')), h.shop.privateKey('ca'), (body) => {
    const extension = at(body, 5, 0, 2, 0);
    extension.children = [
      { tag: 6, content: Uint8Array.of(0x2a, 3, 4) },
      { tag: 1, content: Uint8Array.of(0xff) },
      { tag: 4, content: Uint8Array.of(5, 0) },
    ];
  });
  assert.deepEqual(faultsOf({ crls: [base, entry] }).at(-1), NO_EVIDENCE);
});
