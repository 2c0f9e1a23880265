import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync, sign, verify, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { BytesError } from '../error.ts';
import { fromHex, fromPem, toBase64url, toHex, toUtf8 } from '../text/index.ts';
import {
  contextTag,
  DER,
  DerReader,
  derBitString,
  derContext,
  derNull,
  derOctetString,
  derOid,
  derSequence,
  derUnsignedInteger,
  derUtf8String,
  derValue,
  ecdsaFromDer,
  ecdsaToDer,
  readTime,
} from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'kazasu-der-'));
after(() => rmSync(folder, { recursive: true }));

const reader = (hex: string) => new DerReader(fromHex(hex));
const refuses = (hex: string, read: (der: DerReader) => unknown, code = 'bytes/der') =>
  assert.throws(() => read(reader(hex)), { name: 'BytesError', code }, hex);

/** A certificate that OpenSSL made, DER. */
function opensslCertificate(): Uint8Array {
  const out = join(folder, 'certificate.pem');
  const subject = ['-subj', '/C=JP/O=TEST/CN=かざす', '-utf8', '-days', '3650', '-set_serial', '0x1ea8a8'];
  const key = [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-keyout',
    join(folder, 'key'),
  ];
  execFileSync('openssl', ['req', '-x509', ...key, ...subject, '-out', out], { stdio: 'pipe' });
  return fromPem('CERTIFICATE', readFileSync(out, 'utf8'));
}
const CERTIFICATE = opensslCertificate();

test('what the writers write is what openssl asn1parse reads', () => {
  const der = derSequence(
    derUnsignedInteger(65_537),
    derUnsignedInteger(0),
    derUnsignedInteger(0x80n),
    derUnsignedInteger(Uint8Array.of(0, 0, 0xff)),
    derOid('1.2.392.200149.8.5.1.3.30'),
    derOid('2.999.9007199254740991'),
    derNull(),
    derOctetString(new Uint8Array(300)),
    derBitString(Uint8Array.of(0xaa)),
    derUtf8String('かざす'),
    derContext(3, derValue(contextTag(1, false), toUtf8('x'))),
  );
  const listing = execFileSync('openssl', ['asn1parse', '-inform', 'DER'], { input: der, encoding: 'utf8' });
  const found = listing
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/^ *\d+:d=(\d) +hl=(\d) l= *(\d+) /, '$1 $2 $3 ').replace(/ *$/, ''));
  assert.deepEqual(
    found.map((line) => line.replace(/ {2,}/g, ' ').replace(/\[HEX DUMP\].*/, '…')),
    [
      `0 4 ${der.length - 4} cons: SEQUENCE`,
      '1 2 3 prim: INTEGER :010001',
      '1 2 1 prim: INTEGER :00',
      '1 2 2 prim: INTEGER :80',
      '1 2 2 prim: INTEGER :FF',
      '1 2 11 prim: OBJECT :1.2.392.200149.8.5.1.3.30',
      '1 2 10 prim: OBJECT :2.999.9007199254740991',
      '1 2 0 prim: NULL',
      '1 4 300 prim: OCTET STRING …',
      '1 2 2 prim: BIT STRING',
      '1 2 9 prim: UTF8STRING :かざす',
      '1 2 3 cons: cont [ 3 ]',
      '2 2 1 prim: cont [ 1 ]',
    ],
  );
});

test('an RSA key that node:crypto wrote is read number for number', () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const spki = DerReader.document(publicKey.export({ type: 'spki', format: 'der' }));
  const algorithm = spki.enter();
  assert.equal(algorithm.oid(), '1.2.840.113549.1.1.1');
  algorithm.null();
  algorithm.finish();
  const { bytes, unusedBits } = spki.bitString();
  spki.finish();
  assert.equal(unusedBits, 0);
  const key = DerReader.document(bytes);
  const modulus = key.integer();
  assert.equal(toBase64url(fromHex(modulus.toString(16))), publicKey.export({ format: 'jwk' }).n);
  assert.equal(key.smallInteger(), 65_537);
  key.finish();
  const rewritten = derSequence(
    derSequence(derOid('1.2.840.113549.1.1.1'), derNull()),
    derBitString(derSequence(derUnsignedInteger(modulus), derUnsignedInteger(65_537))),
  );
  const again = createPublicKey({ key: Buffer.from(rewritten), type: 'spki', format: 'der' });
  assert(again.equals(publicKey));
});

test('a certificate that OpenSSL made is walked to serial number, times and names', () => {
  const oracle = new X509Certificate(CERTIFICATE);
  const certificate = DerReader.document(CERTIFICATE);
  const tbsElement = certificate.next(DER.sequence);
  const algorithm = certificate.next(DER.sequence);
  certificate.bitString();
  certificate.finish();
  assert.equal(toHex(certificate.encoded(algorithm)), toHex(derSequence(derOid('1.2.840.10045.4.3.2'))));
  const tbs = new DerReader(CERTIFICATE, tbsElement.contentStart, tbsElement.end);
  assert.equal(tbs.enterIf(contextTag(0))?.smallInteger(), 2);
  assert.equal(tbs.enterIf(contextTag(5)), undefined);
  assert.equal(tbs.integer(), 0x1ea8a8n);
  tbs.next();
  tbs.next();
  const validity = tbs.enter();
  assert.equal(validity.time(), oracle.validFromDate.getTime());
  assert.equal(validity.time(), oracle.validToDate.getTime());
  validity.finish();
  const subject = tbs.enter();
  const names: string[] = [];
  while (!subject.atEnd) {
    const attribute = subject.enter(DER.set).enter();
    names.push(`${attribute.oid()}=${Buffer.from(attribute.content(attribute.next())).toString('utf8')}`);
  }
  assert.deepEqual(names, ['2.5.4.6=JP', '2.5.4.10=TEST', '2.5.4.3=かざす']);
});

test('BER that is not DER is refused', () => {
  for (const rest of ['0201000000', '00'.repeat(200)]) refuses(`3080${rest}`, (der) => der.enter());
  for (const hex of ['308100', '30817f', '3082007f', '308300ffff', '3085000000000100'])
    refuses(hex + '00'.repeat(127), (der) => der.enter());
  for (const hex of ['0200', '02020001', '0202ff80', '0202007f']) refuses(hex, (der) => der.integer());
  for (const hex of ['010101', '0100', '01020000']) refuses(hex, (der) => der.boolean());
  for (const hex of ['0300', '030108', '03020800', '030101', '03020101', '0302070f'])
    refuses(hex, (der) => der.bitString());
  refuses('050100', (der) => der.null());
  for (const hex of ['1f8101', '1f0100', 'bf2100']) refuses(hex, (der) => der.next());
});

test('values that are cut off, of another tag, or followed by more are refused', () => {
  for (const hex of ['', '30', '3001', '3081', '308201', '30820100', '0484ffffffff'])
    refuses(hex, (der) => der.next());
  refuses('020100', (der) => der.octetString());
  refuses('020100', (der) => der.time(), 'bytes/time');
  assert.throws(() => DerReader.document(fromHex('300000')), { code: 'bytes/der' });
  assert.throws(() => DerReader.document(fromHex('3003020100')).finish(), { code: 'bytes/der' });
  refuses('30020201', (der) => der.enter().next());
});

test('a value may not reach out of its container, even if bytes follow', () => {
  refuses('3003020200ff', (der) => der.enter().next());
});

test('lengths of one to four octets in their shortest form are read', () => {
  for (const length of [0, 127, 128, 255, 256, 65_535, 65_536, 16_777_216]) {
    const der = derOctetString(new Uint8Array(length));
    assert.equal(new DerReader(der).octetString().length, length);
  }
});

test('integers are those of two’s complement, and small ones stay small', () => {
  const cases = {
    '020100': 0n,
    '02017f': 127n,
    '020180': -128n,
    '0201ff': -1n,
    '02020080': 128n,
    '0202ff7f': -129n,
  };
  for (const [hex, value] of Object.entries(cases)) assert.equal(reader(hex).integer(), value);
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 1n << 600n }), (value) => {
      assert.equal(new DerReader(derUnsignedInteger(value)).integer(), value);
      const octets = fromHex(value.toString(16).padStart(160, '0'));
      assert.deepEqual(derUnsignedInteger(octets), derUnsignedInteger(value));
    }),
  );
  assert.equal(reader('02047fffffff').smallInteger(), 0x7fffffff);
  refuses('02050080000000', (der) => der.smallInteger());
  refuses('0201ff', (der) => der.smallInteger());
  assert.equal(reader('0a0103').smallInteger(DER.enumerated), 3);
  for (const wrong of [-1, 1.5, Number.NaN, 2 ** 53, -1n])
    assert.throws(() => derUnsignedInteger(wrong), { code: 'bytes/der' }, String(wrong));
});

test('a number of megabytes is refused at once', () => {
  const der = derOctetString(new Uint8Array(4_000_000).fill(1));
  der[0] = DER.integer;
  assert.throws(() => new DerReader(der).integer(), { code: 'bytes/budget' });
  assert.equal(new DerReader(derUnsignedInteger(new Uint8Array(1024).fill(1))).integer() >> 8184n, 1n);
});

test('object identifiers: any dotted notation comes back, what is not one is refused', () => {
  const arc = fc.oneof(fc.nat({ max: 300 }), fc.maxSafeNat());
  const root = fc.oneof(
    fc.tuple(fc.constantFrom(0, 1), fc.nat({ max: 39 })),
    fc.tuple(fc.constant(2), fc.nat({ max: 2 ** 31 - 1 })),
  );
  fc.assert(
    fc.property(root, fc.array(arc, { maxLength: 5 }), (first, rest) => {
      const dotted = [...first, ...rest].join('.');
      assert.equal(new DerReader(derOid(dotted)).oid(), dotted);
    }),
  );
  for (const [hex, dotted] of Object.entries({
    '060100': '0.0',
    '06014f': '1.39',
    '060150': '2.0',
    '06028837': '2.999',
  }))
    assert.equal(reader(hex).oid(), dotted);
  for (const hex of [
    '0600',
    '060180',
    '060281',
    '06032a8001',
    '060a2affffffffffffffff7f',
    `0641${'01'.repeat(65)}`,
  ])
    refuses(hex, (der) => der.oid(), hex === '060281' ? 'bytes/der' : 'bytes/oid');
  for (const text of [
    '',
    '1',
    '3.1',
    '1.40',
    '0.40',
    '1.2.',
    '1.02',
    '1.2.-3',
    '1.2.9007199254740992',
    '1 .2',
  ])
    assert.throws(() => derOid(text), { code: 'bytes/oid' }, text);
});

test('times are the two forms of RFC 5280 and days that exist', () => {
  const utc = (text: string) => readTime(DER.utcTime, toUtf8(text));
  const generalized = (text: string) => readTime(DER.generalizedTime, toUtf8(text));
  assert.equal(utc('491231235959Z'), Date.UTC(2049, 11, 31, 23, 59, 59));
  assert.equal(utc('500101000000Z'), Date.UTC(1950, 0, 1));
  assert.equal(generalized('20500101000000Z'), Date.UTC(2050, 0, 1));
  assert.equal(generalized('00500101000000Z'), new Date('0050-01-01T00:00:00Z').getTime());
  assert.equal(utc('240229120000Z'), Date.UTC(2024, 1, 29, 12));
  for (const text of [
    '230229120000Z',
    '241301000000Z',
    '240001000000Z',
    '240100000000Z',
    '240101240000Z',
    '240101006000Z',
    '240101000060Z',
    '2401010000Z',
    '240101000000',
    '240101000000+0900',
    '240101000000Zx',
    '24010100000٠Z',
  ])
    assert.throws(() => utc(text), { code: 'bytes/time' }, text);
  for (const text of ['240101000000Z', '20240101000000.5Z', '20240101000000', '20240101000000Z0'])
    assert.throws(() => generalized(text), { code: 'bytes/time' }, text);
});

test('nesting has an end', () => {
  let der: Uint8Array = derNull();
  for (let depth = 0; depth < 40; depth++) der = derSequence(der);
  const open = () => {
    let inner = new DerReader(der);
    for (;;) inner = inner.enter();
  };
  assert.throws(open, { code: 'bytes/budget' });
});

/** Opens whatever is constructed and reads every primitive value by its tag; counts the values. */
function walk(der: DerReader): number {
  let values = 0;
  while (!der.atEnd) {
    values++;
    const tag = der.peek() as number;
    if ((tag & 0x20) !== 0) values += walk(der.enter(tag));
    else if (tag === DER.integer) der.integer();
    else if (tag === DER.oid) der.oid();
    else if (tag === DER.bitString) der.bitString();
    else if (tag === DER.boolean) der.boolean();
    else if (tag === DER.utcTime || tag === DER.generalizedTime) der.time();
    else der.next();
  }
  return values;
}

test('arbitrary and damaged DER ends in values or a BytesError, and both happen', () => {
  let refused = 0;
  let read = 0;
  const change = fc.tuple(fc.nat({ max: CERTIFICATE.length - 1 }), fc.nat({ max: 255 }));
  const damaged = fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => {
    const copy = Uint8Array.from(CERTIFICATE);
    for (const [at, value] of changes) copy[at] = value;
    return copy;
  });
  const input = fc.oneof(damaged, fc.uint8Array({ maxLength: 60 }));
  fc.assert(
    fc.property(input, (bytes) => {
      try {
        assert(walk(new DerReader(bytes)) <= bytes.length);
        read++;
      } catch (error) {
        assert(error instanceof BytesError, String(error));
        refused++;
      }
    }),
    { numRuns: 3000 },
  );
  assert(refused > 500 && read > 300, `${refused} refused, ${read} read`);
});

test('an ECDSA signature is spelt either way, as node:crypto spells it', () => {
  const message = toUtf8('かざす');
  for (const [namedCurve, octets] of [
    ['P-256', 32],
    ['P-384', 48],
    ['P-521', 66],
  ] as const) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve });
    for (let i = 0; i < 40; i++) {
      const raw = sign('sha256', message, { key: privateKey, dsaEncoding: 'ieee-p1363' });
      const der = ecdsaToDer(raw);
      assert.ok(verify('sha256', message, publicKey, der));
      assert.deepEqual(Buffer.from(ecdsaFromDer(der, octets)), raw);
    }
  }
});

test('numbers of an ECDSA signature keep their zeros on one side alone', () => {
  const raw = fromHex(`${'00'.repeat(31)}01${'80'.padEnd(64, '0')}`);
  const der = ecdsaToDer(raw);
  assert.equal(toHex(der), `30260201010221${'0080'.padEnd(66, '0')}`);
  assert.deepEqual(ecdsaFromDer(der, 32), raw);
  assert.equal(toHex(ecdsaToDer(new Uint8Array(64))), '3006020100020100');
  assert.throws(() => ecdsaToDer(new Uint8Array(63)), { code: 'bytes/der' });
  for (const [what, hex] of [
    ['negative', '3006020180020101'],
    ['padded', '300702020001020101'],
    ['empty', '30050200020101'],
    ['three numbers', '3009020101020101020101'],
    ['one', '3003020101'],
    ['more behind', '300602010102010100'],
    ['too large', `3026022101${'00'.repeat(32)}020101`],
  ] as const) {
    assert.throws(() => ecdsaFromDer(fromHex(hex), 32), { code: 'bytes/der' }, what);
  }
});
