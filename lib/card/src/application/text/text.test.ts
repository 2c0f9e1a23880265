import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { concat, fromHex, toHex, toUtf8 } from '@kazasu/bytes';
import fc from 'fast-check';
import { CardError } from '../../error.ts';
import {
  cvKeyId,
  encodeCvCertificate,
  encodeCvCertificateBody,
  parseCvCertificate,
} from '../cv-certificate.ts';
import {
  encodeBasicInformation,
  encodeFourItems,
  encodeIntegrity,
  encodeMyNumber,
  fourItemsHashInput,
  integrityBody,
  myNumberCheckDigit,
  parseBasicInformation,
  parseFourItems,
  parseIntegrity,
  parseMyNumber,
} from './index.ts';

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

/** 山　一 · 東京 · 17 February 1980 · male, written out by hand. */
const ITEMS = { name: '山　一', address: '東京', birthdate: '19800217', gender: '1' };
const ITEMS_TAIL = [
  'df2209e5b1b1e38080e4b880',
  'df2306e69db1e4baac',
  'df24083139383030323137',
  'df250131',
].join('');
/** 3 header + 11 table = 14; then 12, 9, 11 and 4 bytes: 14, 26, 35, 46. */
const ITEMS_FILE = `ff202fdf2108000e001a0023002e${ITEMS_TAIL}`;

function filled(hex: string): Uint8Array {
  const file = new Uint8Array(1024).fill(0xff);
  file.set(fromHex(hex));
  return file;
}

function refused(parse: () => unknown): void {
  assert.throws(parse, (error) => error instanceof CardError && error.code === 'card/file');
}

test('the four items are written as the facts say, offsets counted from the start of the file', () => {
  assert.equal(toHex(encodeFourItems(ITEMS)), toHex(filled(ITEMS_FILE)));
  assert.deepEqual(parseFourItems(filled(ITEMS_FILE)), ITEMS);
  assert.deepEqual(parseFourItems(fromHex(ITEMS_FILE)), ITEMS, 'filler may be missing');
});

test('what the issuer hashes is the items behind the offset table, without filler', () => {
  assert.equal(toHex(fourItemsHashInput(filled(ITEMS_FILE))), ITEMS_TAIL);
});

test('long items need a length of two octets and move every offset', () => {
  const long = { ...ITEMS, name: '漢'.repeat(60), address: '都'.repeat(200) };
  const file = encodeFourItems(long);
  // name: 3 + 1 + 180 = 184 bytes from 16; address: 3 + 2 + 600 = 605 from 200; then 805, 816 and the end 820, less 5 = 0x32f.
  assert.equal(toHex(file.subarray(0, 16)), 'ff2082032fdf2108001000c803250330');
  assert.deepEqual(parseFourItems(file), long);
  refused(() => encodeFourItems({ ...ITEMS, address: '都'.repeat(340) }));
});

test('a four-item file that breaks one rule is refused', () => {
  const cases = {
    'offset table does not match': ITEMS_FILE.replace('001a', '001b'),
    'offset table too short': `ff202ddf2106000c00180021${ITEMS_TAIL}`,
    'offset table too long': `ff2031df210a0010001c002500300000${ITEMS_TAIL}`,
    'items in another order': `ff202fdf2108000e001a0023002e${'df2306e69db1e4baac'}${'df2209e5b1b1e38080e4b880'}df24083139383030323137df250131`,
    'an item missing':
      'ff202bdf2108000e001a0023002edf2209e5b1b1e38080e4b880df2306e69db1e4baacdf24083139383030323137',
    'not UTF-8': ITEMS_FILE.replace('e5b1b1', 'ffffff'),
    'birth date with a letter': ITEMS_FILE.replace('3139383030323137', '3139383030323161'),
    'sex 3': ITEMS_FILE.replace('df250131', 'df250133'),
    'another template': ITEMS_FILE.replace('ff20', 'ff21'),
    'length past the end': ITEMS_FILE.replace('ff202f', 'ff2031'),
    'bytes behind the items': `${ITEMS_FILE}00`,
    empty: '',
  };
  for (const [name, hex] of Object.entries(cases)) {
    assert.notEqual(hex, ITEMS_FILE, name);
    refused(() => parseFourItems(fromHex(hex)));
    refused(() => parseFourItems(fromHex(`${hex}00`)));
  }
});

test('items that break their format are not written', () => {
  for (const wrong of [
    { ...ITEMS, name: '' },
    { ...ITEMS, address: '' },
    { ...ITEMS, name: '\ud800' },
    { ...ITEMS, birthdate: '1980217' },
    { ...ITEMS, gender: '3' },
  ]) {
    refused(() => encodeFourItems(wrong));
  }
});

test('any name and address survive writing and reading', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(text, text, (name, address) => {
      const items = { ...ITEMS, name, address };
      const file = encodeFourItems(items);
      assert.deepEqual(parseFourItems(file), items);
      assert.equal(file.length, 1024);
    }),
  );
});

test('the check digit of a My Number follows the ministerial formula', () => {
  // From the right 1,0,9,8,7,6,5,4,3,2,1 with 2,3,4,5,6,7,2,3,4,5,6: 212, which is 3 modulo 11; 11 − 3 = 8.
  assert.equal(myNumberCheckDigit('12345678901'), 8);
  // All zero: remainder 0. A single 6 at the lowest place: 12 mod 11 = 1. Both give 0.
  assert.equal(myNumberCheckDigit('00000000000'), 0);
  assert.equal(myNumberCheckDigit('00000000006'), 0);
  assert.equal(myNumberCheckDigit('00000000001'), 9);
  // The weight of the highest place is 6, of the seventh from the right 2.
  assert.equal(myNumberCheckDigit('10000000000'), 5);
  assert.equal(myNumberCheckDigit('00001000000'), 9);
  refused(() => myNumberCheckDigit('1234567890'));
});

test('My Number stands in seventeen bytes, and a wrong check digit is refused', () => {
  const digits = '123456789018';
  const file = encodeMyNumber(digits);
  assert.equal(toHex(file), `ff100c${toHex(toUtf8(digits))}ffff`);
  assert.equal(parseMyNumber(file), digits);
  const wrong = digits.slice(0, 11) + String((Number(digits[11]) + 1) % 10);
  refused(() => encodeMyNumber(wrong));
  refused(() => parseMyNumber(fromHex(`ff100c${toHex(toUtf8(wrong))}ffff`)));
  refused(() => parseMyNumber(file.subarray(0, 15)));
  refused(() => parseMyNumber(concat(file, Uint8Array.of(0xff))));
  refused(() => parseMyNumber(fromHex(`ff110c${toHex(toUtf8(digits))}ffff`)));
});

test('the integrity file holds both hashes and the signature over exactly the two objects', () => {
  const myNumber = encodeMyNumber('123456789018');
  const fourItems = encodeFourItems(ITEMS);
  const body = integrityBody(myNumber, fourItems, sha256);
  const expected = `df3120${toHex(sha256(myNumber))}df3220${toHex(sha256(fromHex(ITEMS_TAIL)))}`;
  assert.equal(toHex(body), expected);
  const signature = new Uint8Array(256).fill(7);
  const file = encodeIntegrity(body, signature);
  assert.equal(toHex(file), `ff3082014b${expected}df33820100${'07'.repeat(256)}`);
  const parsed = parseIntegrity(concat(file, new Uint8Array(9).fill(0xff)));
  assert.equal(toHex(parsed.body), expected);
  assert.equal(toHex(parsed.signature), '07'.repeat(256));
  assert.equal(toHex(parsed.myNumberHash), toHex(sha256(myNumber)));
  assert.equal(toHex(parsed.fourItemsHash), toHex(sha256(fromHex(ITEMS_TAIL))));
  refused(() => encodeIntegrity(body, signature.subarray(1)));
  refused(() => encodeIntegrity(body.subarray(35), signature));
  refused(() => parseIntegrity(file.subarray(0, 300)));
  const end = `df33820100${'07'.repeat(256)}`;
  const shortFirst = `df311f${'01'.repeat(31)}df3220${'01'.repeat(32)}${end}`;
  const shortSecond = `df3120${'01'.repeat(32)}df321f${'01'.repeat(31)}${end}`;
  for (const wrong of [shortFirst, shortSecond]) refused(() => parseIntegrity(fromHex(`ff3082014a${wrong}`)));
});

test('a CV certificate is 568 bytes around a signed body of 297', () => {
  const content = {
    issuerKeyId: cvKeyId('6000033'),
    subjectKeyId: new Uint8Array(16).fill(2),
    modulus: new Uint8Array(256).fill(0xd5),
    exponent: fromHex('010001'),
  };
  const body = encodeCvCertificateBody(content);
  const bodyHex = `36303030303333080530303100000000${'02'.repeat(16)}9003010001918201${'00'}${'d5'.repeat(256)}`;
  assert.equal(toHex(body), bodyHex);
  assert.equal(body.length, 297);
  const signature = new Uint8Array(256).fill(9);
  const file = encodeCvCertificate(body, signature);
  assert.equal(toHex(file), `7f218202335f4e820129${bodyHex}5f37820100${'09'.repeat(256)}`);
  assert.equal(file.length, 568);
  const parsed = parseCvCertificate(file);
  assert.deepEqual(
    Object.fromEntries(Object.entries(parsed).map(([name, bytes]) => [name, toHex(bytes)])),
    Object.fromEntries(
      Object.entries({ ...content, body, signature }).map(([name, bytes]) => [name, toHex(bytes)]),
    ),
  );
  refused(() => encodeCvCertificateBody({ ...content, modulus: content.modulus.subarray(1) }));
  refused(() => encodeCvCertificateBody({ ...content, exponent: Uint8Array.of(3) }));
  refused(() => encodeCvCertificateBody({ ...content, issuerKeyId: new Uint8Array(15) }));
  refused(() => encodeCvCertificate(body.subarray(1), signature));
  refused(() => encodeCvCertificate(body, signature.subarray(1)));
  const shortExponent = `${bodyHex.slice(0, 64)}9081020101${bodyHex.slice(74)}`;
  refused(() => encodeCvCertificate(fromHex(shortExponent), signature));
  refused(() => cvKeyId('600003'));
  refused(() => cvKeyId('6000033', '01'));
  assert.equal(toHex(cvKeyId('1322121', '000')), '31333232313231080530303000000000');
  assert.equal(toHex(cvKeyId('6000020', '001', 0xa8)), '363030303032300805303031000000a8');
});

test('basic information survives writing and reading', () => {
  const information = { version: 1, extendedApdu: true, vendor: 2, option: 3, keyId: cvKeyId('6000033') };
  const file = encodeBasicInformation(information);
  assert.equal(toHex(file.subarray(0, 12)), 'ff40819edf410401030203df');
  const parsed = parseBasicInformation(file);
  assert.deepEqual(
    { ...parsed, keyId: toHex(parsed.keyId) },
    { ...information, keyId: toHex(information.keyId) },
  );
  refused(() => encodeBasicInformation({ ...information, keyId: new Uint8Array(4) }));
});

test('a mutated file never raises anything but CardError, and mutation does reach refusals', () => {
  const files = [
    { file: encodeFourItems(ITEMS).subarray(0, 60), parse: parseFourItems },
    { file: encodeFourItems(ITEMS).subarray(0, 60), parse: fourItemsHashInput },
    { file: encodeMyNumber('000000000000'), parse: parseMyNumber },
  ];
  let refusals = 0;
  const mutation = fc.tuple(fc.nat({ max: 59 }), fc.nat({ max: 255 }));
  fc.assert(
    fc.property(
      fc.constantFrom(...files),
      fc.array(mutation, { maxLength: 4 }),
      ({ file, parse }, changes) => {
        const mutated = Uint8Array.from(file);
        for (const [at, value] of changes) mutated[at % mutated.length] = value;
        try {
          parse(mutated);
        } catch (error) {
          assert(error instanceof CardError, String(error));
          refusals++;
        }
      },
    ),
    { numRuns: 2000 },
  );
  assert(refusals > 500);
});
