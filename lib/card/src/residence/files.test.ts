import assert from 'node:assert/strict';
import { verify } from 'node:crypto';
import { test } from 'node:test';
import { concat, fromHex, toHex, toUtf8 } from '@kazasu/bytes';
import fc from 'fast-check';
import { CardError } from '../error.ts';
import {
  encodeCardType,
  encodeFrontImage,
  encodePermission,
  encodePortrait,
  encodeRenewal,
  encodeResidenceAddress,
  encodeResidenceSignature,
  encodeSpecificationVersion,
  isCardNumber,
  parseCardType,
  parseFrontImage,
  parsePermission,
  parsePortrait,
  parseRenewal,
  parseResidenceAddress,
  parseResidenceSignature,
  parseSpecificationVersion,
  residenceSignatureInput,
} from './index.ts';
import { ADDRESS, CERTIFICATE, CONTENTS, JP2, SIGNER, TIFF } from './testing/card.ts';

const refused = { name: 'CardError', code: 'card/file' };

test('the free files are a version of four digits and a kind of one', () => {
  assert.equal(toHex(encodeSpecificationVersion('0001')), 'c00430303031');
  assert.equal(parseSpecificationVersion(fromHex('c00430303031')), '0001');
  assert.equal(toHex(encodeCardType('residenceCard')), 'c10131');
  assert.equal(parseCardType(fromHex('c10132')), 'specialPermanentResident');
  assert.equal(parseCardType(fromHex('c101310000')), 'residenceCard', 'NULs fill a file');
  // 05 to 08 are the cards of the second generation.
  for (const hex of ['c1023035', 'c10133', 'c100', 'c101', 'c00131', 'c10131ff', 'c1013100ff', ''])
    assert.throws(() => parseCardType(fromHex(hex)), refused, hex);
  assert.throws(() => parseSpecificationVersion(fromHex('c0043030304a')), refused);
  assert.throws(() => encodeSpecificationVersion('1'), refused);
});

test('files have the sizes of the specification', () => {
  const sizes = Object.fromEntries(Object.entries(CONTENTS).map(([name, file]) => [name, file.length]));
  assert.deepEqual(sizes, {
    commonData: 6,
    cardType: 3,
    frontImage: 7004,
    portrait: 3004,
    address: 342,
    comprehensivePermission: 122,
    individualPermission: 122,
    renewal: 3,
    signature: 1464,
  });
});

test('pictures are filled with NUL and come back as stored; one of NULs alone is none', () => {
  const front = encodeFrontImage(TIFF);
  assert.equal(toHex(front.subarray(0, 8)), 'd0821b5849492a00');
  assert.deepEqual(parseFrontImage(front), concat(TIFF, new Uint8Array(7000 - TIFF.length)));
  assert.deepEqual(parseFrontImage(concat(fromHex('d002'), fromHex('4949'))), fromHex('4949'), 'unfilled');
  assert.equal(toHex(encodePortrait(JP2).subarray(0, 4)), 'd1820bb8');
  assert.equal(parsePortrait(encodePortrait(new Uint8Array())).length, 0);
  assert.equal(parsePortrait(fromHex('d100')).length, 0);
  assert.throws(() => encodePortrait(new Uint8Array(3001)), refused);
  assert.throws(() => parseFrontImage(encodePortrait(JP2)), refused);
  assert.throws(() => parseFrontImage(front.subarray(0, 7003)), refused);
});

test('the address is a date, a municipality and UTF-8 of at most 320 bytes', () => {
  const file = encodeResidenceAddress({ date: '20240510', municipality: '131016', address: '東京' });
  assert.equal(toHex(file.subarray(0, 30)), 'd2083230323430353130d306313331303136d4820140e69db1e4baac0000');
  assert.deepEqual(parseResidenceAddress(CONTENTS.address), ADDRESS);
  const empty = { date: '', municipality: '', address: '' };
  assert.deepEqual(parseResidenceAddress(encodeResidenceAddress(empty)), empty);
  const longest = '𠮷'.repeat(80);
  assert.equal(
    parseResidenceAddress(encodeResidenceAddress({ ...ADDRESS, address: longest })).address,
    longest,
  );
  for (const wrong of [
    { address: `${longest}a` },
    { date: '20240230' },
    { municipality: '13101' },
    { address: 'a\0b' },
    { address: '\ud800' },
  ])
    assert.throws(() => encodeResidenceAddress({ ...ADDRESS, ...wrong }), refused, JSON.stringify(wrong));
  const hex = toHex(file);
  for (const [from, to] of [
    ['d208', 'd508'],
    ['3230323430353130', '3230323430323330'],
    ['313331303136', '313331303161'],
    ['e69db1', 'e69dff'],
    ['d4820140', 'd4820141'],
    ['d4820140', 'd4830140'],
  ] as const)
    assert.throws(() => parseResidenceAddress(fromHex(hex.replace(from, to))), refused, to);
});

test('permissions and a pending application', () => {
  const kind = 'comprehensivePermission';
  assert.equal(toHex(encodePermission(kind, '許').subarray(0, 6)), 'd578e8a8b100');
  assert.equal(parsePermission(kind, encodePermission(kind, '許可')), '許可');
  assert.throws(() => parsePermission('individualPermission', encodePermission(kind, '')), refused);
  assert.equal(toHex(encodeRenewal(true)), 'd70131');
  assert.equal(parseRenewal(fromHex('d70130')), false);
  for (const hex of ['d70132', 'd700', 'd7023131']) assert.throws(() => parseRenewal(fromHex(hex)), refused);
});

test('the check code is over both pictures filled to their room; node:crypto verifies it', () => {
  const { checkCode, certificate } = parseResidenceSignature(CONTENTS.signature);
  assert.deepEqual(certificate, CERTIFICATE, 'its last NUL belongs to it');
  const input = residenceSignatureInput(TIFF, JP2);
  assert.equal(input.length, 10_000);
  assert.equal(toHex(input.subarray(7000, 7012)), '0000000c6a5020200d0a870a');
  assert.equal(verify('sha256', input, SIGNER.publicKey, checkCode), true);
  const read = residenceSignatureInput(
    parseFrontImage(CONTENTS.frontImage),
    parsePortrait(CONTENTS.portrait),
  );
  assert.deepEqual(read, input, 'as read from the card');
  assert.equal(verify('sha256', residenceSignatureInput(JP2, TIFF), SIGNER.publicKey, checkCode), false);
});

test('a child has neither check code nor certificate, in either form', () => {
  const none = { checkCode: new Uint8Array(), certificate: new Uint8Array() };
  for (const file of [encodeResidenceSignature(none), fromHex('da00db00')]) {
    const { checkCode, certificate } = parseResidenceSignature(file);
    assert.deepEqual([checkCode.length, certificate.length], [0, 0]);
  }
  assert.throws(() => encodeResidenceSignature({ ...none, checkCode: new Uint8Array(255) }), refused);
  for (const hex of [
    'da0101db00',
    'da00db0101',
    'da00db0430820001',
    'da00',
    'db00da00',
    'da00db05308200000a',
  ])
    assert.throws(() => parseResidenceSignature(fromHex(hex)), refused, hex);
});

test('a card number is two letters, eight digits, two letters', () => {
  assert.equal(isCardNumber(toUtf8('AB12345678CD')), true);
  for (const text of ['ab12345678CD', 'AB1234567CD', 'AB12345678C1', 'A112345678CD', 'AB1234567XCD', ''])
    assert.equal(isCardNumber(toUtf8(text)), false, text);
});

test('arbitrary and damaged files end in values or CardError', () => {
  const parsers = [
    parseSpecificationVersion,
    parseCardType,
    parseFrontImage,
    parsePortrait,
    parseResidenceAddress,
    (file: Uint8Array) => parsePermission('individualPermission', file),
    parseRenewal,
    parseResidenceSignature,
  ];
  const files = Object.values(CONTENTS) as Uint8Array[];
  const change = fc.tuple(fc.nat({ max: 20 }), fc.nat({ max: 255 }));
  let accepted = 0;
  let refusals = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...files),
      fc.array(change, { maxLength: 2 }),
      fc.nat(4),
      (file, changes, cut) => {
        const damaged = Uint8Array.from(cut === 0 ? file.subarray(0, file.length / 2) : file);
        for (const [at, value] of changes) damaged[at % damaged.length] = value;
        for (const parse of parsers) {
          try {
            parse(damaged);
            accepted++;
          } catch (error) {
            assert(error instanceof CardError, String(error));
            refusals++;
          }
        }
      },
    ),
    { numRuns: 500 },
  );
  assert(accepted > 100 && refusals > 500, `${accepted} accepted, ${refusals} refused`);
});
