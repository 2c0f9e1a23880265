import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromHex, toHex } from '@kazasu/bytes';
import fc from 'fast-check';
import { decodeCommand, decodeResponse, encodeCommand, encodeResponse, RESPONSE_MAX } from './apdu.ts';
import { CardError } from './error.ts';

function command(hex: string) {
  const { data, ...rest } = decodeCommand(fromHex(hex));
  return { ...rest, data: toHex(data) };
}

test('the seven forms of ISO 7816-4 are told apart by their lengths', () => {
  const header = { cla: 0x00, ins: 0xb0, p1: 0x01, p2: 0x02 };
  assert.deepEqual(command('00b00102'), { ...header, data: '', extended: false });
  assert.deepEqual(command('00b0010204'), { ...header, data: '', le: 4, extended: false });
  assert.deepEqual(command('00b0010200'), { ...header, data: '', le: 256, extended: false });
  assert.deepEqual(command('00b0010202aabb'), { ...header, data: 'aabb', extended: false });
  assert.deepEqual(command('00b0010202aabb00'), { ...header, data: 'aabb', le: 256, extended: false });
  assert.deepEqual(command('00b00102000400'), { ...header, data: '', le: 1024, extended: true });
  assert.deepEqual(command('00b00102000000'), { ...header, data: '', le: 65_536, extended: true });
  assert.deepEqual(command('00b00102000002aabb'), { ...header, data: 'aabb', extended: true });
  assert.deepEqual(command('00b00102000002aabb0000'), {
    ...header,
    data: 'aabb',
    le: 65_536,
    extended: true,
  });
});

test('bytes that are no command APDU are refused', () => {
  for (const hex of [
    '',
    '00b001',
    '00b0010203aabb',
    '00b0010201aabbcc',
    '00b001020000',
    '00b00102000000aa',
    '00b00102000002aa',
    '00b00102000002aabbcc',
    '00b00102000002aabb000000',
  ]) {
    assert.throws(() => decodeCommand(fromHex(hex)), { code: 'card/command' }, hex);
  }
});

test('commands of the facts are written byte for byte', () => {
  const aid = fromHex('d392f000260100000001');
  const select = encodeCommand({ cla: 0, ins: 0xa4, p1: 4, p2: 0x0c, data: aid });
  assert.equal(toHex(select), '00a4040c0ad392f000260100000001');
  assert.equal(toHex(encodeCommand({ cla: 0, ins: 0x20, p1: 0, p2: 0x80 })), '00200080');
  assert.equal(toHex(encodeCommand({ cla: 0, ins: 0xb0, p1: 0, p2: 0, le: 256 })), '00b0000000');
  const whole = encodeCommand({ cla: 0, ins: 0xb0, p1: 0, p2: 0, le: 65_536 });
  assert.equal(toHex(whole), '00b00000000000');
  const sign = encodeCommand({ cla: 0x80, ins: 0x2a, p1: 0, p2: 0x80, data: new Uint8Array(51), le: 256 });
  assert.equal(toHex(sign), `802a008033${'00'.repeat(51)}00`);
  const long = encodeCommand({ cla: 0, ins: 0x20, p1: 0, p2: 0x80, data: new Uint8Array(256), le: 1 });
  assert.equal(toHex(long), `00200080000100${'00'.repeat(256)}0001`);
});

test('a command that no APDU can carry is refused', () => {
  const header = { cla: 0, ins: 0xb0, p1: 0, p2: 0 };
  for (const wrong of [
    { ...header, p1: 256 },
    { ...header, cla: -1 },
    { ...header, le: 0 },
    { ...header, le: 65_537 },
    { ...header, data: new Uint8Array(65_536) },
  ]) {
    assert.throws(() => encodeCommand(wrong), { code: 'card/command' });
  }
});

test('any command survives encoding and decoding', () => {
  const octet = fc.integer({ min: 0, max: 255 });
  const data = fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.constant(new Uint8Array(65_535)));
  const le = fc.option(fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 65_536 })), {
    nil: undefined,
  });
  fc.assert(
    fc.property(octet, octet, octet, octet, data, le, (cla, ins, p1, p2, body, length) => {
      const whole = { cla, ins, p1, p2, data: body, ...(length === undefined ? {} : { le: length }) };
      const { extended, ...decoded } = decodeCommand(encodeCommand(whole));
      assert.deepEqual({ ...decoded, data: Uint8Array.from(decoded.data) }, whole);
      assert.equal(extended, body.length > 255 || (length ?? 0) > 256);
    }),
  );
});

test('arbitrary bytes are a command or a CardError, and both happen', () => {
  let refused = 0;
  let accepted = 0;
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 20 }), (bytes) => {
      try {
        decodeCommand(bytes);
        accepted++;
      } catch (error) {
        assert(error instanceof CardError && error.code === 'card/command');
        refused++;
      }
    }),
    { numRuns: 1000 },
  );
  assert(refused > 100 && accepted > 50);
});

test('a response is data and two status bytes, never less and never more than an extended Le allows', () => {
  assert.equal(toHex(encodeResponse(fromHex('aabb'), 0x9000)), 'aabb9000');
  assert.equal(decodeResponse(fromHex('63c2')).status, 0x63c2);
  assert.equal(toHex(decodeResponse(fromHex('aabb6a82')).data), 'aabb');
  assert.throws(() => decodeResponse(fromHex('90')), { code: 'card/response' });
  assert.throws(() => decodeResponse(new Uint8Array()), { code: 'card/response' });
  assert.equal(decodeResponse(new Uint8Array(RESPONSE_MAX)).data.length, 65_536);
  assert.throws(() => decodeResponse(new Uint8Array(RESPONSE_MAX + 1)), { code: 'card/response' });
});
