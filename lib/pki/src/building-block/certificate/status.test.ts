import assert from 'node:assert/strict';
import { test } from 'node:test';
import { derUnsignedInteger } from '@kazasu/bytes';
import { parseCertificate } from '../../certificate.ts';
import type { KnownCrlNumbers } from '../../crl/index.ts';
import { openLedger } from '../../path/index.ts';
import { type Made, makeCrl, makeLeaf, makeRoot, NOW } from '../../testing/maker.ts';
import { ext } from '../../testing/maker-extensions.ts';
import { type Material, MaterialReader } from './material.ts';
import { statusAt } from './status.ts';

const HOUR = 3_600_000;
const SERIAL = 0x4242;
const ca = makeRoot({ name: 'CA' });
const fake = makeRoot({ name: 'CA' });
const certificate = parseCertificate(makeLeaf(ca, { serial: derUnsignedInteger(SERIAL) }).der);
/** A proved time of yesterday, and since when the certificate was not to be used. */
const AT = NOW - 24 * HOUR;
const revokedAt = (at: number) => ({ revoked: [{ serial: SERIAL, at }] });
const crl = (number: number, hours: number, order = {}, signer: Made = ca) =>
  makeCrl(ca, {
    from: NOW - hours * HOUR,
    set: { '2.5.29.20': ext('2.5.29.20', derUnsignedInteger(number)) },
    signedBy: signer.key,
    ...order,
  });

const kindOf = (
  given: readonly Uint8Array[],
  embedded: readonly Uint8Array[] = [],
  pool: readonly Made[] = [],
) => {
  const reader = new MaterialReader({ crls: given, certificates: pool.map(({ der }) => der) });
  return statusOf(reader.materialOf({ crls: embedded }), AT).kind;
};

const statusOf = (material: Material, at: number) =>
  statusAt({
    certificate,
    issuer: parseCertificate(ca.der),
    material,
    judgeSigner: () => ({ verdict: 'invalid' }),
    ledger: openLedger(),
    at,
    now: NOW,
    freshness: 'current',
  });

const old = crl(1, 72);
const later = crl(5, 12, revokedAt(NOW - 30 * HOUR));
const junk = (count: number, order = {}) =>
  Array.from({ length: count }, (_, i) => crl(100 + i, 1, order, fake));

test('heaps of forged lists, made since, do not hide the list that says "revoked"', () => {
  assert.equal(kindOf([old]), 'good');
  assert.equal(kindOf([old, later]), 'revoked');
  assert.equal(kindOf([old, later], junk(20)), 'revoked');
  assert.equal(kindOf([old], [...junk(20), later]), 'unknown', 'the least that may come out');
  assert.equal(kindOf([old, ...junk(63), later]), 'unknown', 'as many lists as are examined before it');
  assert.equal(kindOf([old], [...junk(64), later]), 'unknown');
  assert.equal(kindOf([old], junk(20)), 'good', 'forgeries that accuse nobody change nothing');
  const heap = Array.from({ length: 1025 }, () => old);
  assert.equal(kindOf([old], heap.slice(1)), 'good');
  assert.equal(kindOf([old], heap), 'unknown', 'more than are read of a document');
});

test('a revocation after the time asked for is no proof that there was none before, if some was left unexamined', () => {
  const since = crl(5, 6, revokedAt(NOW - 12 * HOUR));
  assert.equal(kindOf([old, since]), 'good');
  const others = Array.from({ length: 5 }, () => makeRoot({ name: 'CA' }));
  const accusing = junk(1, revokedAt(NOW - 30 * HOUR));
  assert.equal(kindOf([old, since, ...accusing]), 'good', 'signed by nobody');
  assert.equal(
    kindOf([old, since, ...accusing], [], others),
    'unknown',
    'more keys of the name than are tried',
  );
});

test('of lists that are known to be complete, how many others lie beside them does not matter', () => {
  assert.equal(kindOf([...junk(70), old]), 'unknown', 'the right one was not examined');
  assert.equal(kindOf([old, ...junk(70)]), 'good');
});

test('a list that was rolled back is refused for the present, and may speak for the time when it was the newest', () => {
  const asked = (at: number, knownCrlNumbers?: KnownCrlNumbers) => {
    const reader = new MaterialReader({ crls: [crl(5, 30)], ...(knownCrlNumbers && { knownCrlNumbers }) });
    return statusOf(reader.materialOf({}), at).kind;
  };
  assert.equal(asked(NOW), 'good');
  assert.equal(
    asked(NOW, () => 5n),
    'good',
  );
  assert.equal(
    asked(NOW, () => 6n),
    'unknown',
  );
  assert.equal(
    asked(AT, () => 6n),
    'good',
  );
});
