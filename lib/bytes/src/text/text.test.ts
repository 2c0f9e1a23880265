import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { BytesError } from '../error.ts';
import {
  fromBase64,
  fromBase64url,
  fromHex,
  fromPem,
  fromUtf8,
  toBase64,
  toBase64url,
  toHex,
  toPem,
  toUtf8,
} from './index.ts';

const bytes = fc.uint8Array({ maxLength: 300 });

/** Runs a decoder over arbitrary input; resolves to how often it refused. Anything but a BytesError fails. */
function refusals<T>(input: fc.Arbitrary<T>, decode: (value: T) => unknown): number {
  let refused = 0;
  fc.assert(
    fc.property(input, (value) => {
      try {
        decode(value);
      } catch (error) {
        assert(error instanceof BytesError, String(error));
        refused++;
      }
    }),
    { numRuns: 500 },
  );
  return refused;
}

test('hexadecimal and both base64 forms agree with Buffer', () => {
  fc.assert(
    fc.property(bytes, (value) => {
      const buffer = Buffer.from(value);
      assert.equal(toHex(value), buffer.toString('hex'));
      assert.equal(toBase64(value), buffer.toString('base64'));
      assert.equal(toBase64url(value), buffer.toString('base64url'));
      assert.deepEqual(fromHex(buffer.toString('hex').toUpperCase()), value);
      assert.deepEqual(fromBase64(buffer.toString('base64')), value);
      assert.deepEqual(fromBase64url(buffer.toString('base64url')), value);
    }),
  );
});

test('hexadecimal of odd length or with another character is refused', () => {
  for (const text of ['0', 'abc', '0g', ' 00', '00\n', '0x00', '００'])
    assert.throws(() => fromHex(text), { code: 'bytes/hex' }, text);
  assert.equal(fromHex('ab'.repeat(4_000_000)).length, 4_000_000, 'length alone is no reason');
});

test('base64 that is not the one spelling of its bytes is refused', () => {
  for (const text of [
    'A',
    'AA',
    'AAA',
    'AA=',
    'A===',
    '====',
    'AAAA====',
    'AB==',
    'AAB=',
    'AA-_',
    'AA A',
    'AAAA\n',
  ])
    assert.throws(() => fromBase64(text), { code: 'bytes/base64' }, text);
  for (const text of ['A', 'AAAAA', 'AB', 'AAB', 'AA==', 'AA+/', 'AA AA', 'AAAA\n', 'ＡＡ'])
    assert.throws(() => fromBase64url(text), { code: 'bytes/base64' }, text);
});

test('whatever base64url accepts, it writes again in the same way', () => {
  const alphabet = fc.string({ unit: fc.constantFrom(...'ABCDwxyz0189-_+/=\n'), maxLength: 8 });
  const refused = refusals(alphabet, (text) => assert.equal(toBase64url(fromBase64url(text)), text));
  assert(refused > 50 && refused < 500);
  const padded = refusals(alphabet, (text) => assert.equal(toBase64(fromBase64(text)), text));
  assert(padded > 50 && padded < 500);
});

test('UTF-8 agrees with Buffer, and malformed sequences are refused', () => {
  const scalar = fc.oneof(fc.nat({ max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }));
  const text = fc.array(scalar, { maxLength: 20 }).map((codes) => String.fromCodePoint(...codes));
  fc.assert(
    fc.property(text, (value) => {
      assert.deepEqual(toUtf8(value), Uint8Array.from(Buffer.from(value, 'utf8')));
      assert.equal(fromUtf8(toUtf8(value)), value);
    }),
  );
  for (const hex of ['ff', 'c0af', 'e08080', 'eda080', 'f4908080', 'e5b1', '80'])
    assert.throws(() => fromUtf8(fromHex(hex)), { code: 'bytes/utf8' }, hex);
  assert.equal(fromUtf8(fromHex('efbbbf41')), '\ufeffA', 'a byte order mark is kept');
  assert.equal(toHex(toUtf8('\ud800')), 'efbfbd');
  assert(refusals(bytes, fromUtf8) > 100);
});

test('PEM is written in lines of 64 and read back', () => {
  const der = new Uint8Array(50).fill(0xff);
  const text = toPem('CERTIFICATE', der);
  assert.equal(
    text,
    `-----BEGIN CERTIFICATE-----\n${'/'.repeat(64)}\n${'/'.repeat(2)}8=\n-----END CERTIFICATE-----\n`,
  );
  assert.deepEqual(fromPem('CERTIFICATE', text), der);
  assert.deepEqual(fromPem('CERTIFICATE', text.replaceAll('\n', '\r\n')), der);
  assert.deepEqual(fromPem('CERTIFICATE', text.trimEnd()), der);
  fc.assert(fc.property(bytes, (value) => assert.deepEqual(fromPem('X', toPem('X', value)), value)));
});

test('anything but exactly one PEM block with the label is refused', () => {
  const text = toPem('CERTIFICATE', new Uint8Array(50));
  const wrong = [
    '',
    `x${text}`,
    `\n${text}`,
    `${text}\n`,
    text.replace('BEGIN CERT', 'BEGIN X509 CERT'),
    text.replace('END CERT', 'END X509 CERT'),
    text.replace('-----END', '\n-----END'),
    text.replace('-----END', ' -----END'),
    '-----BEGIN CERTIFICATE-----',
  ];
  for (const candidate of wrong)
    assert.throws(() => fromPem('CERTIFICATE', candidate), { code: 'bytes/pem' }, JSON.stringify(candidate));
  assert.throws(() => fromPem('CERTIFICATE', text.replace('AAAA', 'AA A')), { code: 'bytes/base64' });
  assert.throws(() => fromPem('CERTIFICATE', text + text), { code: 'bytes/base64' });
  assert.throws(() => fromPem('PRIVATE KEY', text), { code: 'bytes/pem' });
  assert(refusals(fc.string(), (value) => fromPem('X', value)) === 500);
});
