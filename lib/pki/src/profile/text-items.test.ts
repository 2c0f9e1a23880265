import assert from 'node:assert/strict';
import { test } from 'node:test';
import { derContext, derOid, derUtf8String, derValue } from '@kazasu/bytes';
import { parseCertificate } from '../certificate.ts';
import { SUBJECT_ALT_NAME } from '../extension/index.ts';
import { codeOf } from '../testing/faults.ts';
import { createHierarchy } from '../testing/hierarchy.ts';
import { parseBirthdate } from './birthdate.ts';
import { parseTextItems } from './text-items.ts';

const h = createHierarchy();
const base = parseCertificate(h.leaf);
const ARC = '1.2.392.200149.8.5.5';
const otherName = (oid: string, value: Uint8Array) => derContext(0, derOid(oid), derContext(0, value));

/** The items in their order, as they stand in the certificate. */
const ITEMS: readonly [string, string][] = [
  [`${ARC}.1`, '山田　太郎'],
  [`${ARC}.4`, '419900101'],
  [`${ARC}.3`, '2'],
  [`${ARC}.5`, '東京都世田谷区'],
  [`${ARC}.2`, '00010'],
  [`${ARC}.6`, '0000000'],
];
type Items = readonly (readonly [string, string])[];

function certificateWith(...names: readonly Uint8Array[]) {
  const bytes = derValue(0x30, ...names);
  const { oid } = SUBJECT_ALT_NAME;
  const extension = { oid, critical: false, bytes, decoded: SUBJECT_ALT_NAME.decode(bytes) };
  return { ...base, extensions: new Map([[oid, extension]]) };
}
const parse = (items: Items) =>
  parseTextItems(certificateWith(...items.map(([oid, text]) => otherName(oid, derUtf8String(text)))));
const without = (index: number) => ITEMS.filter((_, i) => i !== index);
const withText = (index: number, text: string) =>
  ITEMS.map((item, i) => (i === index ? ([item[0], text] as const) : item));

test('the items of a certificate made by OpenSSL are read', () => {
  const sections = `[items]\n${ITEMS.map(([oid, text], i) => `otherName.${i}=${oid};FORMAT:UTF8,UTF8:${text}`).join('\n')}`;
  const der = h.leafWith({ extensions: ['subjectAltName=@items'], sections });
  assert.deepEqual(parseTextItems(parseCertificate(der)), {
    name: '山田　太郎',
    birthdate: '19900101',
    birthdateComplete: true,
    gender: '2',
    address: '東京都世田谷区',
    nameSubstituteFlags: '00010',
    addressSubstituteFlags: '0000000',
  });
});

test('a certificate without items has none', () => {
  assert.equal(
    codeOf(() => parseTextItems(base)),
    'pki/items',
  );
});

test('six items in this order, nothing missing, nothing more', () => {
  for (let i = 0; i < ITEMS.length; i++)
    assert.equal(
      codeOf(() => parse(without(i))),
      'pki/items',
    );
  assert.equal(
    codeOf(() => parse([...ITEMS, ITEMS[0] ?? ['', '']])),
    'pki/items',
  );
  assert.equal(
    codeOf(() => parse([...ITEMS].reverse())),
    'pki/items',
  );
  for (let i = 0; i < ITEMS.length; i++) {
    const renamed = ITEMS.map((item, j) => (i === j ? ([`${ARC}.9`, item[1]] as const) : item));
    assert.equal(
      codeOf(() => parse(renamed)),
      'pki/items',
    );
  }
  const mixed = [...ITEMS.slice(1).map(([oid, text]) => otherName(oid, derUtf8String(text)))];
  assert.equal(
    codeOf(() => parseTextItems(certificateWith(derValue(0x82, Uint8Array.of(97)), ...mixed))),
    'pki/items',
  );
});

test('an item is a UTF8String', () => {
  const names = ITEMS.map(([oid, text], i) =>
    otherName(oid, i === 2 ? derValue(0x13, Uint8Array.of(0x31)) : derUtf8String(text)),
  );
  assert.equal(
    codeOf(() => parseTextItems(certificateWith(...names))),
    'bytes/der',
  );
});

test('flags are one digit for each character', () => {
  const wrong: [number, string][] = [
    [4, '0000'],
    [4, '000000'],
    [4, '00020'],
    [5, '000000'],
    [5, ''],
  ];
  for (const [index, text] of wrong)
    assert.equal(
      codeOf(() => parse(withText(index, text))),
      'pki/items',
    );
  const outside = withText(0, '𠮷田').map((item, i) => (i === 4 ? ([item[0], '10'] as const) : item));
  assert.equal(
    parse(outside).nameSubstituteFlags,
    '10',
    'a character outside the first plane is one character',
  );
});

test('gender is 1, 2, 3 or 9', () => {
  for (const gender of ['1', '2', '3', '9']) assert.equal(parse(withText(2, gender)).gender, gender);
  for (const gender of ['0', '4', '', '11', '男'])
    assert.equal(
      codeOf(() => parse(withText(2, gender))),
      'pki/items',
    );
});

test('texts are not empty, not too long, and without control characters', () => {
  const withFlags = (index: 0 | 3, text: string) =>
    withText(index, text).map((item, i) =>
      i === (index === 0 ? 4 : 5) ? ([item[0], '0'.repeat(text.length)] as const) : item,
    );
  assert.equal(parse(withFlags(3, 'あ'.repeat(200))).address.length, 200);
  assert.equal(parse(withFlags(0, 'あ'.repeat(100))).name.length, 100);
  for (const [index, text] of [
    [0, ''],
    [0, 'あ'.repeat(101)],
    [3, 'あ'.repeat(201)],
    [3, ''],
    [0, 'a\nb'],
  ] as const) {
    assert.equal(
      codeOf(() => parse(withFlags(index, text))),
      'pki/items',
    );
  }
});

test('a birth date exists and lies in its era', () => {
  for (const text of [
    '118680125',
    '219120730',
    '319261225',
    '319890107',
    '419890108',
    '420190430',
    '520190501',
    '019500101',
  ]) {
    assert.deepEqual(parseBirthdate(text), { birthdate: text.slice(1), birthdateComplete: true });
  }
  for (const text of ['319890108', '419890107', '420190501', '520190430', '118680124', '219261226']) {
    assert.equal(
      codeOf(() => parseBirthdate(text)),
      'pki/items',
      text,
    );
  }
  const wrong = [
    '619900101',
    '419900230',
    '419901301',
    '419900132',
    '19900101',
    '4199001011',
    '4１９９００１０１',
    '420190229',
  ];
  for (const text of wrong)
    assert.equal(
      codeOf(() => parseBirthdate(text)),
      'pki/items',
      text,
    );
});

test('what the register does not know of a birth date is zeros, and said to be incomplete', () => {
  for (const text of ['319400000', '319400500', '300000000', '000000000', '000000229']) {
    assert.deepEqual(parseBirthdate(text), { birthdate: text.slice(1), birthdateComplete: false });
  }
  assert.equal(
    codeOf(() => parseBirthdate('319400001')),
    'pki/items',
    'a day without a month',
  );
  assert.equal(
    codeOf(() => parseBirthdate('300001301')),
    'pki/items',
  );
});
