import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { fromHex, toHex } from '@kazasu/bytes';
import { CardError } from '../../error.ts';
import {
  ageRecordBody,
  birthdateKey,
  checkNumberB,
  encodeAgeRecord,
  encodeFace,
  encodeMyNumberImage,
  encodeSurfaceInformation,
  type FaceContent,
  faceDigestInfo,
  faceGroups,
  faceSignatureInput,
  myNumberImageBody,
  parseAgeRecord,
  parseFace,
  parseMyNumberImage,
  parseSurfaceInformation,
} from './index.ts';

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
const KEY = { modulus: new Uint8Array(256).fill(0xc9), exponent: fromHex('010001') };
const KEY_HEX = `9003010001${'91820100'}${'c9'.repeat(256)}`;
const SIGNATURE = new Uint8Array(256).fill(0xbc);
const SIGNATURE_HEX = `820100${'bc'.repeat(256)}`;

function refused(run: () => unknown, name = ''): void {
  assert.throws(run, (error) => error instanceof CardError && error.code === 'card/file', name);
}

test('the age record is a birth date, the key and a signature over both, as the facts say', () => {
  const bodyHex = `df11083139363430373132df12820109${KEY_HEX}`;
  const body = ageRecordBody({ birthdate: '19640712', key: KEY });
  assert.equal(toHex(body), bodyHex);
  const file = encodeAgeRecord(body, SIGNATURE);
  assert.equal(toHex(file), `ff1082021e${bodyHex}df13${SIGNATURE_HEX}`);
  const parsed = parseAgeRecord(fromHex(`${toHex(file)}ffffff`));
  assert.equal(parsed.birthdate, '19640712');
  assert.equal(toHex(parsed.body), bodyHex);
  assert.deepEqual(parsed.signature, SIGNATURE);
  assert.deepEqual({ ...parsed.key }, KEY);
  refused(() => ageRecordBody({ birthdate: '1964071', key: KEY }));
  refused(() => ageRecordBody({ birthdate: '1964071x', key: KEY }));
  refused(() => ageRecordBody({ birthdate: '19640712', key: { ...KEY, modulus: new Uint8Array(255) } }));
  refused(() => encodeAgeRecord(body, SIGNATURE.subarray(1)));
  refused(() => encodeAgeRecord(body.subarray(1), SIGNATURE));
  refused(
    () => parseAgeRecord(fromHex(`ff1082021d${bodyHex}df1381ff${'bc'.repeat(255)}`)),
    'short signature',
  );
  const shortKey = `9003010001${'9181ff'}${'c9'.repeat(255)}`;
  const shortBody = `df11083139363430373132df12820107${shortKey}`;
  refused(() => parseAgeRecord(fromHex(`ff1082021c${shortBody}df13${SIGNATURE_HEX}`)), 'short modulus');
  const letter = toHex(file).replace('3139363430373132', '313936343037313a');
  refused(() => parseAgeRecord(fromHex(letter)));
  refused(() => parseAgeRecord(fromHex(toHex(file).replace('ff10', 'ff11'))));
  refused(() => parseAgeRecord(fromHex(toHex(file).replace('9003010001', '9003010001'.replace('90', '92')))));
});

test('the My Number image is an image, the key and a signature over both', () => {
  const bodyHex = `df4104${'89504e47'}df42820109${KEY_HEX}`;
  const body = myNumberImageBody({ image: fromHex('89504e47'), key: KEY });
  assert.equal(toHex(body), bodyHex);
  const file = encodeMyNumberImage(body, SIGNATURE);
  // 7 of the image, 5 + 265 of the key, 6 + 256 of the signature: 0x21a, written without regard to the codec.
  assert.equal(toHex(file), `ff4082021b${bodyHex}df43${SIGNATURE_HEX}`.replace('82021b', lengthOf(bodyHex)));
  assert.equal(toHex(parseMyNumberImage(file).image), '89504e47');
  assert.equal(toHex(parseMyNumberImage(file).body), bodyHex);
  refused(() => encodeMyNumberImage(myNumberImageBody({ image: new Uint8Array(), key: KEY }), SIGNATURE));
});

/** `82 LL LL` for a body and the signature object of 261 bytes behind it. */
function lengthOf(bodyHex: string): string {
  return `82${(bodyHex.length / 2 + 261).toString(16).padStart(4, '0')}`;
}

const FACE: FaceContent = {
  birthdate: '19640712',
  gender: '2',
  key: KEY,
  nameImage: fromHex('0a0a'),
  addressImage: fromHex('0b0b0b'),
  portrait: new Uint8Array(200).fill(0x0c),
  expiry: '20340712',
  securityCodeImage: fromHex('0d'),
};
const PERSON_HEX = `df22083139363430373132df230132df24820109${KEY_HEX}`;
const TEXTS_HEX = 'df25020a0adf26030b0b0b';
const PORTRAIT_HEX = `df2781c8${'0c'.repeat(200)}`;
/**
 * Offsets by hand: 5 header and 3 + 18 table make 26; then 11, 4, 270, 5, 6, 204, 261, 11 bytes: 26, 37, 41, 311, 316, 322,
 * 526, 787, 798; the end is 802, less 5 = 0x31d.
 */
const FACE_HEX = [
  'ff2082031d',
  'df2112001a002500290137013c0142020e0313031e',
  PERSON_HEX,
  TEXTS_HEX,
  PORTRAIT_HEX,
  `df28${SIGNATURE_HEX}`,
  'df29083230333430373132',
  'df2a010d',
].join('');

test('the face opens with the offsets of its nine objects, expiry and security code behind the signature', () => {
  assert.equal(toHex(encodeFace(FACE, SIGNATURE)), FACE_HEX);
  const parsed = parseFace(fromHex(`${FACE_HEX}ffff`));
  const { groups, signature, ...content } = parsed;
  assert.deepEqual(content, FACE);
  assert.deepEqual(signature, SIGNATURE);
  assert.deepEqual(groups.map(toHex), [PERSON_HEX, TEXTS_HEX, PORTRAIT_HEX]);
  assert.deepEqual(faceGroups(FACE).map(toHex), groups.map(toHex));
});

test('a face that breaks one rule is refused', () => {
  const cases = {
    'an offset that does not match': FACE_HEX.replace('0137013c', '0137013d'),
    'a table of another length': FACE_HEX.replace('df2112001a', 'df2111001a'),
    'sex 3': FACE_HEX.replace('df230132', 'df230133'),
    'birth date with a letter': FACE_HEX.replace('df220831', 'df22084a'),
    'expiry with a letter': FACE_HEX.replace('df290832', 'df29084a'),
    'objects in another order': FACE_HEX.replace(TEXTS_HEX, 'df26020a0adf25030b0b0b'),
    'another template': FACE_HEX.replace('ff20', 'ff10'),
    'cut off': FACE_HEX.slice(0, -2),
    empty: '',
  };
  for (const [name, hex] of Object.entries(cases)) {
    assert.notEqual(hex, FACE_HEX, name);
    refused(() => parseFace(fromHex(hex)), name);
  }
  for (const empty of ['nameImage', 'addressImage', 'portrait', 'securityCodeImage'] as const) {
    refused(() => encodeFace({ ...FACE, [empty]: new Uint8Array() }, SIGNATURE), empty);
  }
  refused(() => encodeFace({ ...FACE, gender: '12' }, SIGNATURE));
  refused(() => encodeFace({ ...FACE, expiry: '2034' }, SIGNATURE));
  refused(() => encodeFace(FACE, SIGNATURE.subarray(1)));
  refused(() => encodeFace({ ...FACE, portrait: new Uint8Array(65_300) }, SIGNATURE), 'past every offset');
});

test('what signs a face is a DigestInfo of 115 bytes around three hashes', () => {
  const input = faceSignatureInput(faceGroups(FACE), sha256);
  const hashes = [PERSON_HEX, TEXTS_HEX, PORTRAIT_HEX].map((hex) => toHex(sha256(fromHex(hex)))).join('');
  assert.equal(toHex(input), hashes);
  const info = faceDigestInfo(input);
  assert.equal(info.length, 115);
  // SEQUENCE of 113 bytes; SHA-256 with NULL; OCTET STRING of 96.
  assert.equal(toHex(info), `3071${'300d06096086480165030402010500'}0460${hashes}`);
  assert.throws(() => faceDigestInfo(input.subarray(1)), { code: 'card/command' });
});

test('basic information of the surface application stands as the facts say', () => {
  const keyId = fromHex('36303030303234080530303100000000');
  const information = {
    identification: fromHex('06030e01'),
    keyId,
    version: 2,
    municipality: '49999',
    opaque: new Uint8Array(272).fill(7),
  };
  const file = encodeSurfaceInformation(information);
  const hex = `df310406030e01df3210${toHex(keyId)}df330102df34053439393939df35820110${'07'.repeat(272)}`;
  assert.equal(
    toHex(file),
    `ff30820141${hex}`.replace('820141', `82${(hex.length / 2).toString(16).padStart(4, '0')}`),
  );
  assert.deepEqual(parseSurfaceInformation(file), information);
  refused(() => encodeSurfaceInformation({ ...information, municipality: '4999' }));
  refused(() => encodeSurfaceInformation({ ...information, keyId: keyId.subarray(1) }));
  refused(() => encodeSurfaceInformation({ ...information, identification: new Uint8Array(5) }));
  refused(() => encodeSurfaceInformation({ ...information, opaque: new Uint8Array(271) }));
  const long = toHex(file).replace('df330102', 'df33020102');
  const length = (hex.length / 2).toString(16).padStart(4, '0');
  const longer = (hex.length / 2 + 1).toString(16).padStart(4, '0');
  refused(() => parseSurfaceInformation(fromHex(long.replace(`ff3082${length}`, `ff3082${longer}`))));
});

test("check number B has the birth date in its era's year, as measured on a test card", () => {
  // 17 February 1980 is 昭和55, expiry 2035, code 2285: the one known example.
  assert.equal(
    checkNumberB({ birthdate: '19800217', expiryYear: '2035', securityCode: '2285' }),
    '55021720352285',
  );
  assert.equal(birthdateKey('19890107'), '640107');
  assert.equal(birthdateKey('19890108'), '010108');
  assert.equal(birthdateKey('20190430'), '310430');
  assert.equal(birthdateKey('20190501'), '010501');
  for (const birthdate of ['19800200', '19800230', '00000000', '18000101', '1980021', '']) {
    refused(() => birthdateKey(birthdate), birthdate);
  }
  refused(() => checkNumberB({ birthdate: '19800217', expiryYear: '35', securityCode: '2285' }));
  refused(() => checkNumberB({ birthdate: '19800217', expiryYear: '2035', securityCode: '228x' }));
});
