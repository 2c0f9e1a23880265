import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { BytesError } from '../error.ts';
import { fromHex, toHex } from '../text/index.ts';
import { encodeTlv, parseTlv } from './index.ts';

const parsed = (hex: string) => parseTlv(fromHex(hex)).map(({ tag, value }) => [tag, toHex(value)]);

test('tags of one and two octets, lengths of one, two and three octets', () => {
  assert.deepEqual(parsed('9003010001'), [[0x90, '010001']]);
  assert.deepEqual(parsed('df220141'), [[0xdf22, '41']]);
  assert.deepEqual(parsed('5f4e00ff100131'), [
    [0x5f4e, ''],
    [0xff10, '31'],
  ]);
  const long = (length: number) => new Uint8Array(length).fill(7);
  assert.equal(toHex(encodeTlv(0x90, long(127)).subarray(0, 3)), '907f07');
  assert.equal(toHex(encodeTlv(0x91, long(128)).subarray(0, 4)), '91818007');
  assert.equal(toHex(encodeTlv(0xff20, long(256)).subarray(0, 6)), 'ff2082010007');
  assert.equal(encodeTlv(0xff20, long(0xffff)).length, 0xffff + 5);
});

test('BER lets a length be longer than it must', () => {
  assert.deepEqual(parsed('9081020102'), [[0x90, '0102']]);
  assert.deepEqual(parsed('908200020102'), [[0x90, '0102']]);
});

test('filler reaches the end, or it is no filler', () => {
  assert.deepEqual(parsed('900101ffffff'), [[0x90, '01']]);
  assert.deepEqual(parsed('ffff'), []);
  assert.deepEqual(parsed(''), []);
  assert.throws(() => parsed('900101ffff00'), { code: 'bytes/tlv' });
});

test('objects that are cut off, of strange tags or of strange lengths are refused', () => {
  for (const hex of ['90', '9002', '900201', '9081', '908201', 'df', 'df80', 'dfff00', '9080', '1f8101'])
    assert.throws(() => parsed(hex), { code: 'bytes/tlv' }, hex);
  assert.throws(() => parsed('9083000001aa'), { code: 'bytes/tlv' }, 'length of three octets');
});

test('more objects than any file has are refused', () => {
  assert.equal(parsed('9000'.repeat(64)).length, 64);
  assert.throws(() => parsed('9000'.repeat(65)), { code: 'bytes/budget' });
});

test('what is no tag, or too long, is not written', () => {
  for (const tag of [0x1f, 0xff, 0xdf80, 0x1000, 0x123456, -1])
    assert.throws(() => encodeTlv(tag), { code: 'bytes/tlv' }, String(tag));
  assert.throws(() => encodeTlv(0x90, new Uint8Array(0x10000)), { code: 'bytes/tlv' });
});

test('any objects survive writing and reading', () => {
  const tag = fc.constantFrom(0x90, 0x91, 0x5f4e, 0x7f21, 0xdf22, 0xff20, 0x00);
  const object = fc.tuple(tag, fc.uint8Array({ maxLength: 300 }));
  fc.assert(
    fc.property(fc.array(object, { maxLength: 10 }), (objects) => {
      const encoded = objects.map((one) => encodeTlv(one[0], one[1]));
      const found = parseTlv(Uint8Array.from(encoded.flatMap((one) => [...one])));
      assert.deepEqual(
        found.map((one) => [one.tag, Uint8Array.from(one.value)]),
        objects,
      );
      assert.deepEqual(
        found.map((one) => toHex(one.encoded)),
        encoded.map(toHex),
      );
    }),
  );
});

test('arbitrary bytes are objects or a BytesError, and both happen', () => {
  let refused = 0;
  let accepted = 0;
  const octet = fc.oneof(
    fc.nat({ max: 255 }),
    fc.nat({ max: 4 }),
    fc.constantFrom(0x90, 0xdf, 0xff, 0x81, 0x82),
  );
  fc.assert(
    fc.property(fc.array(octet, { maxLength: 40 }), (octets) => {
      try {
        parseTlv(Uint8Array.from(octets));
        accepted++;
      } catch (error) {
        assert(error instanceof BytesError, String(error));
        refused++;
      }
    }),
    { numRuns: 2000 },
  );
  assert(refused > 500 && accepted > 50, `${refused} refused, ${accepted} accepted`);
});
