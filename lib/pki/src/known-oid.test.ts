import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DerReader, derNull, derOid, fromHex } from '@kazasu/bytes';
import { CMS_OID } from './cms-oid.ts';
import { readOid } from './known-oid.ts';
import { OID } from './oid.ts';
import { codeOf } from './testing/faults.ts';

test('every known identifier is read as its text, every other one as the slow way reads it', () => {
  for (const dotted of [
    ...Object.values(OID),
    ...Object.values(CMS_OID),
    '1.2.3',
    '2.5.29.999',
    '1.3.6.1.5.5.7.3.22',
  ]) {
    const reader = new DerReader(derOid(dotted));
    assert.equal(readOid(reader), dotted);
    assert.ok(reader.atEnd);
  }
});

test('an identifier that only has the number of a known one is not taken for it', () => {
  // 05 07 -> 04 26 gives the same number as clientAuth: 31 less and 31 more.
  assert.equal(readOid(new DerReader(fromHex('06082b06010504260302'))), '1.3.6.1.5.4.38.3.2');
});

test('what is no identifier is refused', () => {
  assert.equal(
    codeOf(() => readOid(new DerReader(derNull()))),
    'bytes/der',
  );
  assert.equal(
    codeOf(() => readOid(new DerReader(fromHex('06035529')))),
    'bytes/der',
  );
  assert.equal(
    codeOf(() => readOid(new DerReader(fromHex('06028081')))),
    'bytes/oid',
  );
});
