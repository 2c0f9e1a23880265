import assert from 'node:assert/strict';
import { verify } from 'node:crypto';
import { test } from 'node:test';
import { concat, fromHex, toHex } from '@kazasu/bytes';
import fc from 'fast-check';
import { CardError } from '../error.ts';
import {
  EXTERNAL_CHARACTERS,
  encodeExternalCharacters,
  encodeLicenceChanges,
  encodeLicenceCommonData,
  encodeLicenceDomicile,
  encodeLicenceItems,
  encodeLicencePhoto,
  encodeLicenceSignature,
  encodePinSetting,
  type LicenceChange,
  type LicenceItems,
  licenceSignatureInput,
  MISSING_CHARACTER,
  NOTHING_ADDED,
  parseExternalCharacters,
  parseLicenceChanges,
  parseLicenceCommonData,
  parseLicenceDomicile,
  parseLicenceItems,
  parseLicencePhoto,
  parseLicenceSignature,
  parsePinSetting,
} from './index.ts';
import { CONTENTS, ITEMS, JP2, MOVED, SIGNER } from './testing/licence.ts';

const refused = { name: 'CardError', code: 'card/file' };
const filledTo = (hex: string, length: number) =>
  concat(fromHex(hex), new Uint8Array(length - hex.length / 2).fill(0xff));

test('common data are 17 bytes: version, two dates of two digits a byte, two identifiers', () => {
  const data = {
    version: '008',
    issueDate: '20240510',
    expiryDate: '20290501',
    manufacturer: 0x45,
    cryptography: 0x12,
  };
  assert.equal(toHex(encodeLicenceCommonData(data)), `450b303038${'20240510'}${'20290501'}46024512`);
  assert.deepEqual(parseLicenceCommonData(encodeLicenceCommonData(data)), data);
  for (const hex of [
    '450b3030382024051020290501460245',
    '450b3030382024133120290501' + '46024512',
    '450b303041' + '202405102029050146024512',
    '46024512' + '450b3030382024051020290501',
    '450a30303820240510202905' + '46024512',
    '',
  ])
    assert.throws(() => parseLicenceCommonData(fromHex(hex)), refused, hex);
  assert.throws(() => encodeLicenceCommonData({ ...data, expiryDate: '20290431' }), refused);
  assert.throws(() => encodeLicenceCommonData({ ...data, manufacturer: 256 }), refused);
});

test('the PIN setting is one octet, 00 or 01', () => {
  assert.equal(toHex(encodePinSetting(true)), '050101');
  assert.equal(parsePinSetting(encodePinSetting(false)), false);
  for (const hex of ['050102', '0500', '05020101', '060101', '05010105'])
    assert.throws(() => parsePinSetting(fromHex(hex)), refused, hex);
});

test('the items are the bytes of the specification, computed by hand', () => {
  const file = encodeLicenceItems({
    jisYear: '83',
    name: '日本　亜',
    kana: 'ア',
    commonName: '',
    unifiedName: 'ア',
    birthdate: '19800217',
    address: '日本１',
    issueDate: '20190501',
    inquiryNumber: '12345',
    colour: '亜',
    expiryDate: '20240610',
    conditions: ['亜'],
    authority: '日本',
    number: '301234567890',
    categories: { ordinary: '19890107' },
  });
  const absent = Array.from({ length: 18 }, (_, index) =>
    index === 4 ? '260733363430313037' : `${(0x22 + index).toString(16)}0730303030303030`,
  );
  const expected = [
    '110183',
    '1208467c4b5c21213021',
    '13022522',
    '1400',
    '15022522',
    // 昭和55年2月17日
    '160733353530323137',
    '1706467c4b5c2331',
    // 令和元年5月1日
    '180735303130353031',
    '19053132333435',
    '1a023021',
    '1b0735303630363130',
    '1c023021',
    '1d00',
    '1e00',
    '1f00',
    '2004467c4b5c',
    '210c333031323334353637383930',
    ...absent,
  ];
  assert.equal(toHex(file), toHex(filledTo(expected.join(''), 880)));
});

test('items come back, whatever they are', () => {
  const text = (max: number) =>
    fc
      .array(fc.constantFrom(...'山田太郎ア１　々', ...EXTERNAL_CHARACTERS, MISSING_CHARACTER), {
        minLength: 1,
        maxLength: max,
      })
      .map((characters) => characters.join(''));
  const date = fc.constantFrom('19120729', '19261225', '19890108', '20190501', '20991231');
  const digits = (length: number) =>
    fc.array(fc.nat({ max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(''));
  const items: fc.Arbitrary<LicenceItems> = fc.record({
    jisYear: fc.constantFrom('78', '83', '90', '97'),
    name: text(36),
    kana: text(16),
    commonName: fc.oneof(fc.constant(''), text(16)),
    unifiedName: text(8),
    birthdate: date,
    address: text(40),
    issueDate: date,
    inquiryNumber: digits(5),
    colour: text(3),
    expiryDate: date,
    conditions: fc.array(text(40), { maxLength: 4 }),
    authority: text(12),
    number: digits(12),
    categories: fc.dictionary(fc.constantFrom('ordinary', 'large', 'semiMedium'), date),
  });
  fc.assert(
    fc.property(items, (one) => {
      const file = encodeLicenceItems(one);
      assert.equal(file.length, 880);
      assert.deepEqual(parseLicenceItems(file), { ...one, categories: { ...one.categories } });
    }),
    { numRuns: 200 },
  );
});

test('a full licence of the longest items fits its file exactly as the specification has counted', () => {
  const full = (characters: number) => '亜'.repeat(characters);
  const longest: LicenceItems = {
    ...ITEMS,
    name: full(36),
    kana: full(16),
    commonName: full(16),
    unifiedName: full(8),
    address: full(40),
    colour: full(3),
    conditions: [full(40), full(40), full(40), full(40)],
    authority: full(12),
  };
  const file = encodeLicenceItems(longest);
  // Seven reserved dates of nine bytes are what remains.
  assert.equal(file.lastIndexOf(0x30) + 1, 880 - 7 * 9);
  for (const [key, length] of [
    ['name', 37],
    ['kana', 17],
    ['unifiedName', 9],
    ['address', 41],
    ['colour', 4],
    ['authority', 13],
  ] as const)
    assert.throws(() => encodeLicenceItems({ ...longest, [key]: full(length) }), refused, key);
});

test('an era that ended runs on in what was printed before, and zeros are no date', () => {
  const older = toHex(encodeLicenceItems(ITEMS))
    // 令和11年5月1日 as it was printed in 平成30年: 平成41年
    .replace('1b0735313130353031', '1b0734343130353031');
  assert.equal(parseLicenceItems(fromHex(older)).expiryDate, '20290501');
  const { categories } = parseLicenceItems(encodeLicenceItems(ITEMS));
  assert.deepEqual(categories, ITEMS.categories);
});

test('older and newer versions are read: without 準中型, with reserved objects, with empty dates', () => {
  const content = toHex(encodeLicenceItems(ITEMS)).replace(/(ff)+$/, '');
  const semiMedium = '330730303030303030';
  assert(content.endsWith(semiMedium));
  const older = content.slice(0, -semiMedium.length);
  assert.deepEqual(parseLicenceItems(filledTo(older, 880)), ITEMS);
  assert.deepEqual(parseLicenceItems(filledTo(`${older}3300`, 880)), ITEMS);
  assert.deepEqual(parseLicenceItems(filledTo(`${content}34073530313035303135023031`, 880)), ITEMS);
  assert.deepEqual(parseLicenceItems(fromHex(content)), ITEMS, 'without filler');
});

test('items that break the format are refused', () => {
  const content = toHex(encodeLicenceItems(ITEMS));
  const wrong: { [why: string]: [from: string | RegExp, to: string] } = {
    'no name': [/^110183/, '110183' + '1200'],
    'a tag below': ['19053132333435', '0f053132333435'],
    'half a character': ['1a044d254e49', '1a034d254e49'],
    'a cell without character': ['3b33', '2921'],
    'a month 13': ['160733363030343031', '160733363031333031'],
    'an era 6': ['160733363030343031', '160736363030343031'],
    'a year that is no decimal': ['110183', '11018f'],
    'a number with a letter': ['210c3330', '210c4130'],
    'another order': [/(1400)(150c[0-9a-f]{24})/, '$2$1'],
    'bytes behind the filler': [/ff$/, '00'],
  };
  for (const [why, [from, to]] of Object.entries(wrong)) {
    const changed = content.replace(from, to);
    assert.notEqual(changed, content, why);
    assert.throws(() => parseLicenceItems(fromHex(changed)), refused, why);
  }
  for (const items of [
    { jisYear: '8' },
    { number: '30123456789' },
    { inquiryNumber: '1234' },
    { name: 'Yamada' },
    { birthdate: '20230229' },
    { conditions: ['一', '二', '三', '四', '五'] },
  ])
    assert.throws(() => encodeLicenceItems({ ...ITEMS, ...items }), refused, JSON.stringify(items));
});

test('characters outside JIS X 0208 are FFF1 to FFF7 and FFFA in the file, one character each in text', () => {
  const domicile = `東京都${EXTERNAL_CHARACTERS[0]}${EXTERNAL_CHARACTERS[6]}${MISSING_CHARACTER}`;
  const file = encodeLicenceDomicile(domicile);
  assert.equal(toHex(file.subarray(0, 14)), '410c456c357e4554' + 'fff1fff7fffa');
  assert.equal(file.length, 82);
  assert.equal(parseLicenceDomicile(file), domicile);
  for (const code of ['fff0', 'fff8', 'fff9', 'fffb', 'ffff', '0000'])
    assert.throws(() => parseLicenceDomicile(filledTo(`4104${code}3021`, 82)), refused, code);
  assert.throws(() => encodeLicenceDomicile('亜'.repeat(41)), refused);
  assert.throws(() => parseLicenceDomicile(filledTo('42023021', 82)), refused);
});

test('the patterns of such characters are kept as they are', () => {
  const characters = [
    { structure: 1, pattern: new Uint8Array(127).fill(0xff) },
    { structure: 2, pattern: fromHex('00ff') },
  ];
  const file = encodeExternalCharacters(characters);
  assert.equal(toHex(file.subarray(0, 5)), '4882008001');
  assert.equal(file.length, 264);
  assert.deepEqual(parseExternalCharacters(file), characters);
  assert.deepEqual(parseExternalCharacters(new Uint8Array(264).fill(0xff)), []);
  assert.throws(() => encodeExternalCharacters([{ structure: 1, pattern: new Uint8Array(128) }]), refused);
  assert.throws(() => parseExternalCharacters(filledTo('490101', 264)), refused);
});

test('a change holds its date in full-width digits and the name of who wrote it at its end', () => {
  const file = encodeLicenceChanges('changes', {
    flag: 0x11,
    changes: [{ kind: 'name', jisYear: '83', date: '20190501', text: '亜', authority: '日本' }],
  });
  // 令和０１０５０１
  const date = '233523302331233023352330' + '2331';
  assert.equal(toHex(file.subarray(0, 32)), `500111601b83${date}3021467c4b5c21212121${'2121'}`.slice(0, 64));
  assert.equal(file.length, 640);
});

test('changes come back by kind and order, in their own file', () => {
  const authority: LicenceChange = { ...MOVED, kind: 'authority', text: '神奈川県公安委員会', authority: '' };
  const changes = [authority, MOVED, { ...MOVED, date: '20260101' }, { ...MOVED, kind: 'remark' as const }];
  const file = encodeLicenceChanges('changes', { flag: NOTHING_ADDED, changes });
  assert.deepEqual(parseLicenceChanges('changes', file), { flag: NOTHING_ADDED, changes });
  const domicile = [{ ...MOVED, kind: 'domicile' as const }];
  const other = encodeLicenceChanges('domicileChanges', { flag: 0, changes: domicile });
  assert.deepEqual(parseLicenceChanges('domicileChanges', other).changes, domicile);
  assert.throws(() => parseLicenceChanges('changes', other), refused);
  assert.throws(() => encodeLicenceChanges('changes', { flag: 0, changes: domicile }), refused);
  const nine = Array.from({ length: 9 }, () => ({ ...MOVED, text: '' }));
  assert.throws(() => encodeLicenceChanges('changes', { flag: 0, changes: nine }), refused);
  const [flag, one] = ['500111', `60198323352330233123302335233023312121${'2121'.repeat(4)}`];
  assert.equal(parseLicenceChanges('changes', filledTo(flag + one, 640)).changes.length, 1);
  for (const hex of [
    '7000',
    flag + one + one,
    '50020101',
    '500111' + '700183',
    `500111${'70198f'}${'2330'.repeat(12)}`,
  ])
    assert.throws(() => parseLicenceChanges('changes', filledTo(hex, 640)), refused, hex);
});

test('the signature is over the objects of items, domicile and photo; node:crypto verifies it', () => {
  const { signature, ...who } = parseLicenceSignature(CONTENTS.signature);
  assert.equal(CONTENTS.signature.length, 578);
  assert.deepEqual(who, {
    serial: '0000000000000001',
    issuer: 'CN=Test,C=JP',
    subject: 'CN=Tokyo,C=JP',
    subjectKeyId: new Uint8Array(20).fill(0xff),
  });
  const input = licenceSignatureInput(CONTENTS);
  assert.equal(verify('sha256', input, SIGNER.publicKey, signature), true);
  assert.equal(toHex(input.subarray(0, 3)), '110183');
  assert(toHex(input).endsWith(`5f40${(JP2.length).toString(16)}${toHex(JP2)}`));
  const other = { ...CONTENTS, domicile: encodeLicenceDomicile('大阪府') };
  assert.equal(verify('sha256', licenceSignatureInput(other), SIGNER.publicKey, signature), false);
});

test('the longest signature file is the 578 bytes of the specification', () => {
  const file = encodeLicenceSignature({
    signature: new Uint8Array(256),
    serial: '1'.repeat(16),
    issuer: 'i'.repeat(80),
    subject: 's'.repeat(130),
    subjectKeyId: new Uint8Array(32),
  });
  // Its reserved object of 48 bytes is empty here.
  assert.equal(file.lastIndexOf(0) + 1, 578 - 48);
  assert.throws(() => parseLicenceSignature(filledTo('b1820001' + '00', 578)), refused);
  assert.throws(
    () =>
      encodeLicenceSignature({
        signature: new Uint8Array(255),
        serial: '',
        issuer: '',
        subject: '',
        subjectKeyId: new Uint8Array(),
      }),
    refused,
  );
});

test('the photo has a tag of two octets and room for 2000 bytes', () => {
  const jp2 = new Uint8Array(2000).fill(0xff);
  const file = encodeLicencePhoto(jp2);
  assert.equal(toHex(file.subarray(0, 6)), '5f408207d0ff');
  assert.equal(file.length, 2005);
  assert.deepEqual(parseLicencePhoto(file), jp2);
  assert.throws(() => encodeLicencePhoto(new Uint8Array(2001)), refused);
  assert.throws(() => parseLicencePhoto(filledTo('5f4101aa', 2005)), refused);
  assert.throws(() => parseLicencePhoto(filledTo('5f408207d1', 2005)), refused);
});

test('arbitrary and damaged files end in values or CardError', () => {
  const parsers = [
    parseLicenceCommonData,
    parsePinSetting,
    parseLicenceItems,
    parseLicenceDomicile,
    parseExternalCharacters,
    (file: Uint8Array) => parseLicenceChanges('changes', file),
    (file: Uint8Array) => parseLicenceChanges('domicileChanges', file),
    parseLicenceSignature,
    parseLicencePhoto,
  ];
  const files = Object.values(CONTENTS) as Uint8Array[];
  let refusals = 0;
  let accepted = 0;
  const change = fc.tuple(fc.nat({ max: 120 }), fc.nat({ max: 255 }));
  fc.assert(
    fc.property(
      fc.constantFrom(...files),
      fc.array(change, { maxLength: 2 }),
      fc.nat(8),
      (file, changes, cut) => {
        const damaged = Uint8Array.from(file);
        for (const [at, value] of changes) damaged[at % damaged.length] = value;
        for (const parse of parsers) {
          try {
            parse(cut === 0 ? damaged.subarray(0, 40) : damaged);
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
  assert(refusals > 500 && accepted > 100, `${refusals} refused, ${accepted} accepted`);
});
