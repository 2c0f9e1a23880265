import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DER, derOid, derSequence, derValue, toUtf8 } from '@kazasu/bytes';
import { isEmptyName, parseName, sameName } from './name.ts';
import { OID } from './oid.ts';
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
  assert.ok(!same(pair('x'), pair('y')));
  assert.ok(!same(pair('x'), derSequence(rdn(country))));
  const twice = (...values: string[]) => derSequence(rdn(...values.map(common).sort(Buffer.compare)));
  assert.ok(!same(twice('x', 'X'), twice('x', 'y')));
  assert.ok(!same(twice('x', 'y'), twice('x', 'X')));
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
  assert.equal(code(Uint8Array.of(...one(DER.utf8String, 'x'), 0)), 'bytes/der');
});
