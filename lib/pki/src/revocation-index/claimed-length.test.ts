import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concat, derSequence } from '@kazasu/bytes';
import { crlMaker, encodeEntry } from '../testing/made-crl.ts';
import { CrlIndexer, openRevocationIndex } from './index.ts';

const maker = crlMaker();
const { issuer } = maker;
const ENTRY = { serial: '0102030405060708', at: 1_700_000_000 };

/** The beginning of a list whose front says that so many octets of entries follow. */
function claiming(octets: number): Uint8Array {
  const crl = Buffer.from(maker.crl([ENTRY]));
  const version = crl.indexOf(Uint8Array.of(2, 1, 1));
  const fields = crl.subarray(version, crl.indexOf(derSequence(encodeEntry(ENTRY))));
  const header = (length: number) => {
    const der = Buffer.from('308400000000', 'hex');
    der.writeUInt32BE(length, 2);
    return der;
  };
  const inner = fields.length + 6 + octets;
  return concat(header(inner + 6 + 200), header(inner), fields, header(octets), encodeEntry(ENTRY));
}

test('a list that says it is long takes no memory before its entries are there', () => {
  const front = claiming(0x7000_0000);
  const before = process.memoryUsage().arrayBuffers;
  const indexer = new CrlIndexer({ issuer });
  indexer.feed(front);
  const taken = process.memoryUsage().arrayBuffers - before;
  assert.ok(taken < 8 << 20, `${taken} octets`);
});

test('a list of more entries than there was room for at first is whole', () => {
  const count = 70_000;
  const entries = Array.from({ length: count }, (_, i) => ({
    ...ENTRY,
    serial: (0x0102_0304_0000_0000n + BigInt(i) * 11n).toString(16).padStart(16, '0'),
  }));
  const indexer = new CrlIndexer({ issuer });
  indexer.feed(maker.crl(entries));
  const index = openRevocationIndex(indexer.finish());
  assert.equal(index.count, count);
  for (const i of [0, 1, 65_535, 65_536, count - 1]) {
    const { serial } = entries[i] as { serial: string };
    assert.ok(index.find(Buffer.from(serial, 'hex')) >= 0, serial);
  }
});
