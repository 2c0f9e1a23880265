import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { fromHex } from '@kazasu/bytes';
import fc from 'fast-check';
import { codeOf } from '../testing/faults.ts';
import { crlMaker, type MadeEntry } from '../testing/made-crl.ts';
import { BitWriter, planeOctets, readBits } from './bits.ts';
import { CrlIndexer, openRevocationIndex } from './index.ts';
import { Rows } from './rows.ts';
import { sorted } from './sort.ts';

const maker = crlMaker();

const fileOf = (entries: readonly MadeEntry[]) => indexed(maker.crl(entries));

function indexed(crl: Uint8Array): Uint8Array {
  const indexer = new CrlIndexer({ issuer: maker.issuer });
  indexer.feed(crl);
  return indexer.finish();
}

const serialOf = (i: number) => createHash('sha256').update(String(i)).digest();
const RANDOM = Array.from({ length: 20_000 }, (_, i): MadeEntry => {
  const octets = serialOf(i).subarray(0, 8);
  octets[0] = ((octets[0] as number) & 0x7f) | 1;
  return {
    serial: octets.toString('hex'),
    at: 1_600_000_000 + i * 7919,
    reason: [1, 4, 5, 6][i % 4] as number,
  };
});
const SMALL = fileOf(RANDOM.slice(0, 40));

test('an entry takes ten octets at most when serial numbers are random, and far fewer when they are small and close together', () => {
  assert.ok(fileOf(RANDOM).length / RANDOM.length < 11, 'few entries share what a larger list has little of');
  const close = RANDOM.map((entry, i) => ({ ...entry, serial: (0x067c_0000 + 13 * i).toString(16) }));
  assert.ok(fileOf(close).length / close.length < 6.5);
  const daily = close.map((entry) => ({ ...entry, at: entry.at - (entry.at % 86_400) }));
  assert.ok(fileOf(daily).length / close.length < 4.5, 'dates that are days need no seconds');
});

test('an index that was altered in one octet, cut off or made longer is refused', () => {
  for (let octet = 0; octet < SMALL.length; octet += 1) {
    const altered = SMALL.slice();
    altered[octet] = (altered[octet] as number) ^ 0x10;
    assert.equal(
      codeOf(() => openRevocationIndex(altered)),
      'pki/index',
      String(octet),
    );
    assert.equal(
      codeOf(() => openRevocationIndex(SMALL.subarray(0, octet))),
      'pki/index',
      String(octet),
    );
  }
  assert.equal(
    codeOf(() => openRevocationIndex(Uint8Array.of(...SMALL, 0))),
    'pki/index',
  );
});

test('a file of several blocks is refused for one octet in any of them', () => {
  const many = Array.from(
    { length: 150_000 },
    (_, i): MadeEntry => ({
      serial: serialOf(i).subarray(0, 15).toString('hex').replace(/^./, '7'),
      at: i * 3_600,
    }),
  );
  const file = fileOf(many);
  assert.ok(file.length > 2 << 20);
  assert.equal(openRevocationIndex(file).count, many.length);
  for (let octet = 4000; octet < file.length; octet += 333_333) {
    file[octet] = (file[octet] as number) ^ 1;
    assert.equal(
      codeOf(() => openRevocationIndex(file)),
      'pki/index',
      String(octet),
    );
    file[octet] = (file[octet] as number) ^ 1;
  }
  assert.equal(openRevocationIndex(file).count, many.length);
});

test('an index is read where it lies, at whatever address, and the same list gives the same octets', () => {
  const moved = new Uint8Array(SMALL.length + 7).subarray(5, 5 + SMALL.length);
  moved.set(SMALL);
  const index = openRevocationIndex(moved);
  for (const { serial } of RANDOM.slice(0, 40)) assert.ok(index.find(fromHex(serial)) >= 0);
  const crl = maker.crl(RANDOM.slice(0, 40));
  assert.deepEqual(indexed(crl), indexed(crl));
  assert.throws(() => index.revokedAt(-1), RangeError);
  assert.throws(() => index.reason(40), RangeError);
});

test('numbers of any count of bits come back from the plane they were written to', () => {
  const numbers = fc
    .integer({ min: 0, max: 52 })
    .chain((bits) =>
      fc.tuple(
        fc.constant(bits),
        fc.array(fc.bigInt({ min: 0n, max: (1n << BigInt(bits)) - 1n }), { maxLength: 40 }),
      ),
    );
  fc.assert(
    fc.property(numbers, fc.nat({ max: 3 }), ([bits, values], plane) => {
      const view = new DataView(new ArrayBuffer(plane + planeOctets(bits, values.length)));
      const writer = new BitWriter(view, plane);
      for (const value of values) {
        const aligned = value << BigInt(64 - bits);
        writer.write(Number(BigInt.asIntN(32, aligned >> 32n)), Math.min(bits, 32));
        writer.write(Number(BigInt.asIntN(32, aligned)), Math.max(bits - 32, 0));
      }
      writer.end();
      for (const [i, value] of values.entries()) assert.equal(readBits(view, plane, bits, i), Number(value));
    }),
  );
});

test('rows are sorted whatever their distribution, each entry with its date and reason', () => {
  const octets = fc.constantFrom(1, 3, 4, 5, 8, 9, 20);
  const rows = fc.tuple(
    octets,
    fc.constantFrom(0, 0xff, 0xffff),
    fc.uniqueArray(fc.nat({ max: 1 << 30 }), { maxLength: 3000 }),
  );
  fc.assert(
    fc.property(rows, ([length, spread, seeds]) => {
      const wanted = new Map<string, number>();
      const made = new Rows(length, 1);
      for (const [i, seed] of seeds.entries()) {
        const bytes = new Uint8Array(length).fill(7);
        // Few octets differ, or all: everything in one bucket, or each in its own.
        new DataView(bytes.buffer).setUint8(length - 1, seed & 0xff);
        if (length > 2) bytes[length - 2] = (seed & spread) >> 8;
        if (length > 2) bytes[0] = 1 + ((seed >> 16) & spread & 0x7f);
        const key = Buffer.from(bytes).toString('hex');
        if (wanted.has(key)) continue;
        wanted.set(key, i);
        made.add(bytes, 0, i, i % 11);
      }
      const result = sorted(made);
      const keys = Array.from({ length: result.count }, (_, row) => {
        const words = [...result.data.subarray(row * result.stride, row * result.stride + result.words)];
        const hex = words.map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
        return length <= 8 ? hex.slice(-2 * length) : hex.slice(0, 2 * length);
      });
      assert.deepEqual(keys, [...wanted.keys()].sort());
      for (const [row, key] of keys.entries()) {
        assert.deepEqual(
          [result.date(row), result.reason(row)],
          [wanted.get(key), (wanted.get(key) as number) % 11],
        );
      }
    }),
    { numRuns: 300 },
  );
});
