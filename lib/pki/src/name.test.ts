import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DER, derOid, derSequence, derValue, toUtf8 } from '@kazasu/bytes';
import { isEmptyName, parseName, sameName } from './name.ts';
import { OID } from './oid.ts';
import { openssl } from './testing/command-line.ts';
import { costOf } from './testing/cost.ts';
import { codeOf } from './testing/faults.ts';

const attribute = (oid: string, tag: number, value: Uint8Array) =>
  derSequence(derOid(oid), derValue(tag, value));
const rdn = (...attributes: Uint8Array[]) => derValue(DER.set, ...attributes);
const one = (tag: number, value: string | Uint8Array, oid: string = OID.commonName) =>
  derSequence(rdn(attribute(oid, tag, typeof value === 'string' ? toUtf8(value) : value)));
const same = (a: Uint8Array, b: Uint8Array) => sameName(parseName(a), parseName(b));
const sameText = (a: string, b: string) => same(one(DER.utf8String, a), one(DER.utf8String, b));

test('case, string type and insignificant spaces do not count', () => {
  assert.ok(same(one(DER.printableString, 'Kazasu Test'), one(DER.utf8String, 'KAZASU TEST')));
  assert.ok(sameText('  Kazasu   Test ', 'kazasu test'));
  assert.ok(sameText('Straße', 'STRASSE'));
  assert.ok(sameText('ΟΔΟΣ', 'οδος'));
  assert.ok(sameText('Ａ', 'a'), 'full-width forms (NFKC)');
  assert.ok(sameText('公的個人\u00AD認証', '公的個人認証'), 'soft hyphen');
  assert.ok(sameText('a\u3000b', 'a b'), 'ideographic space');
});

test('everything else counts: letters, order, number and type of attributes', () => {
  assert.ok(!sameText('Kazasu', 'Kazasu2'));
  assert.ok(!sameText('KazasuTest', 'Kazasu Test'));
  assert.ok(!sameText('ı', 'i'));
  assert.ok(!same(one(DER.utf8String, 'x'), one(DER.utf8String, 'x', OID.organization)));
  const a = rdn(attribute(OID.country, DER.printableString, toUtf8('JP')));
  const b = rdn(attribute(OID.commonName, DER.printableString, toUtf8('x')));
  assert.ok(!same(derSequence(a, b), derSequence(b, a)));
  assert.ok(!same(derSequence(a), derSequence(a, b)));
  assert.ok(!same(derSequence(a, b), derSequence(a)));
  assert.ok(!same(derSequence(a), derSequence()));
});

test('a relative name of several attributes has no order', () => {
  const country = attribute(OID.country, DER.printableString, toUtf8('JP'));
  const common = (value: string) => attribute(OID.commonName, DER.utf8String, toUtf8(value));
  const pair = (value: string) => derSequence(rdn(...[common(value), country].sort(Buffer.compare)));
  assert.ok(same(pair('longer than the other'), pair('LONGER than  the other')));
  const [first, second] = ['a', 'b'].map((value) =>
    attribute(OID.commonName, DER.printableString, toUtf8(value)),
  );
  const otherOrder = derSequence(rdn(common('b'), first as Uint8Array));
  assert.ok(same(otherOrder, derSequence(rdn(common('a'), second as Uint8Array))));
  assert.ok(!same(pair('x'), pair('y')));
  assert.ok(!same(pair('x'), derSequence(rdn(country))));
  const twice = (...values: string[]) => derSequence(rdn(...values.map(common).sort(Buffer.compare)));
  assert.ok(!same(twice('x', 'X'), twice('x', 'y')));
  assert.ok(!same(twice('x', 'y'), twice('x', 'X')));
});

test('cases are folded as RFC 3454 table B.2 folds them', () => {
  const pairs = [
    ['ẞ', 'ss'],
    ['ŉa', 'ʼNA'],
    ['ſ', 'S'],
    ['ﬀ', 'FF'],
    ['ǅ', 'ǆ'],
    ['և', 'ԵՒ'],
    ['ᾳ', 'ΑΙ'],
    ['ͅ', 'ι'],
    ['ΣΟΦΟΣ', 'σοφος'],
    ['ｶｻﾞｽ', 'カザス'],
    ['㍻', '平成'],
    ['Ⅷ', 'viii'],
  ] as const;
  for (const [a, b] of pairs) assert.ok(sameText(a, b), `${a} ${b}`);
  assert.ok(!sameText('İ', 'i'), 'the dot above stays');
  assert.ok(!sameText('ı', 'I'));
  assert.ok(!sameText('カサ', 'ガサ'));
});

test('characters without a width or a meaning of their own do not count', () => {
  for (const text of ['a\u200Bb', 'a\u0000b', 'a\uFE0Fb', 'a\u034Fb', 'a\uFEFFb', 'a\u180Eb', 'a\uFFFCb']) {
    assert.ok(sameText(text, 'ab'), escape(text));
  }
  for (const text of ['a\tb', 'a\nb', 'a\u00A0b', 'a\u2028b', 'a\u2003 b', ' a b\u0085']) {
    assert.ok(sameText(text, 'a b'), escape(text));
  }
  assert.ok(sameText('   ', ''));
});

test('every type of string compares with every other, as far as it can be read', () => {
  const wide = (text: string, width: number) =>
    Uint8Array.from(
      [...text].flatMap((c) =>
        Array.from({ length: width }, (_, i) => ((c.codePointAt(0) ?? 0) >>> (8 * (width - 1 - i))) & 0xff),
      ),
    );
  const forms = (text: string) => [
    one(DER.utf8String, text),
    one(DER.bmpString, wide(text, 2)),
    one(DER.universalString, wide(text, 4)),
  ];
  const plain = [DER.printableString, DER.ia5String, DER.visibleString, DER.teletexString];
  const ascii = [...forms('Example Org'), ...plain.map((tag) => one(tag, 'EXAMPLE  org'))];
  for (const a of ascii) for (const b of ascii) assert.ok(same(a, b));
  const [kanji, ...others] = forms('公的個人認証');
  for (const other of others) assert.ok(same(kanji as Uint8Array, other));
  assert.ok(
    same(one(DER.universalString, wide('𠮷野家', 4)), one(DER.utf8String, '𠮷野家')),
    'beyond the BMP',
  );
  assert.ok(same(one(DER.numericString, '12 3'), one(DER.utf8String, '12 3')));
});

test('a TeletexString beyond letters and digits equals only its own octets', () => {
  const teletex = (...octets: number[]) => one(DER.teletexString, Uint8Array.from(octets));
  assert.ok(same(teletex(0x41, 0xe9), teletex(0x41, 0xe9)));
  assert.ok(!same(teletex(0x41, 0xe9), teletex(0x61, 0xe9)));
  assert.ok(!same(teletex(0xe9), one(DER.utf8String, 'é')));
  assert.ok(!same(teletex(0x24), one(DER.utf8String, '$')), 'the currency sign of T.61');
});

test('domain components and mailboxes compare without regard to case', () => {
  for (const oid of ['0.9.2342.19200300.100.1.25', OID.emailAddress]) {
    assert.ok(same(one(DER.ia5String, 'Example', oid), one(DER.ia5String, 'eXAMPLE', oid)));
  }
});

test('names that OpenSSL writes in any type of string are one name', () => {
  const written = ['FORMAT:UTF8,UTF8', 'FORMAT:UTF8,BMP', 'FORMAT:UTF8,UNIV'].map((type) => {
    const config = `asn1=SEQUENCE:name\n[name]\nrdn=SET:rdn\n[rdn]\npair=SEQUENCE:pair\n[pair]\ntype=OID:2.5.4.10\nvalue=${type}:公的 認証ＪＰＫＩ\n`;
    return openssl(
      { 'name.cnf': config },
      ['asn1parse', '-genconf', 'name.cnf', '-noout', '-out', 'name.der'],
      'name.der',
    ).written;
  });
  assert.deepEqual(
    written.map((der) => der?.[11]),
    [DER.utf8String, DER.bmpString, DER.universalString],
  );
  const reference = one(DER.utf8String, '公的\u3000認証jpki', OID.organization);
  for (const der of written) assert.ok(same(der ?? new Uint8Array(), reference));
});

test('a long name of hostile text is compared in a moment', () => {
  const values = [
    'İ'.repeat(2000),
    ' '.repeat(4096),
    '\u0345'.repeat(2000),
    '\u1E9E'.repeat(1300),
    'a\u0300'.repeat(1300),
  ];
  const rdns = values.map((value) => rdn(attribute(OID.commonName, DER.utf8String, toUtf8(value))));
  const equalOnce = (last: string) =>
    derSequence(
      ...Array.from({ length: 3 }, () => rdns).flat(),
      rdn(attribute(OID.commonName, DER.utf8String, toUtf8(last))),
    );
  const cost = costOf(() => assert.ok(!same(equalOnce('a'), equalOnce('b'))));
  assert.ok(cost < 100);
});

test('texts that RFC 4518 prohibits, and values that are no text, equal only themselves', () => {
  assert.ok(sameText('a\uE000', 'a\uE000'));
  assert.ok(!sameText('a\uE000', 'A\uE000'));
  const bytes = (value: string) => one(DER.bmpString, toUtf8(value));
  assert.ok(same(bytes('ab'), bytes('ab')));
  assert.ok(!same(bytes('ab'), bytes('AB')));
  assert.ok(!same(one(DER.ia5String, Uint8Array.of(0xe9)), one(DER.utf8String, 'é')));
});

test('an empty name names nobody', () => {
  assert.ok(isEmptyName(parseName(derSequence())));
  assert.ok(!isEmptyName(parseName(one(DER.utf8String, ''))));
});

test('names that are not DER are refused', () => {
  const code = (der: Uint8Array) => codeOf(() => parseName(der));
  const country = attribute(OID.country, DER.printableString, toUtf8('JP'));
  const common = attribute(OID.commonName, DER.utf8String, toUtf8('x'));
  const [first, second] = [country, common].sort(Buffer.compare) as [Uint8Array, Uint8Array];
  assert.equal(code(derSequence(rdn(second, first))), 'pki/name', 'SET OF out of order');
  assert.equal(code(derSequence(rdn(first, first))), 'pki/name', 'twice the same');
  assert.equal(code(derSequence(rdn())), 'pki/name', 'empty relative name');
  assert.equal(code(one(DER.printableString, 'a@b')), 'pki/name');
  assert.equal(code(one(DER.utf8String, Uint8Array.of(0xff))), 'bytes/utf8');
  assert.equal(code(derSequence(...new Array(65).fill(rdn(common)))), 'pki/budget');
  assert.equal(code(one(DER.ia5String, 'x'.repeat(4097))), 'pki/budget');
  assert.equal(code(one(DER.utf8String, 'x'.repeat(4097))), 'pki/budget');
  assert.equal(code(one(DER.bmpString, Uint8Array.of(0))), 'pki/name', 'half a character');
  assert.equal(code(one(DER.bmpString, Uint8Array.of(0xd8, 0))), 'pki/name', 'a surrogate');
  assert.equal(code(one(DER.universalString, Uint8Array.of(0, 0, 0))), 'pki/name');
  assert.equal(code(one(DER.universalString, Uint8Array.of(0, 0x11, 0, 0))), 'pki/name', 'beyond Unicode');
  assert.equal(code(Uint8Array.of(...one(DER.utf8String, 'x'), 0)), 'bytes/der');
});
