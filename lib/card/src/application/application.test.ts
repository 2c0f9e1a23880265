import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromHex, toHex, toUtf8 } from '@kazasu/bytes';
import fc from 'fast-check';
import { CardError } from '../error.ts';
import { ISSUED } from '../integrity/testing/issued-card.ts';
import {
  chipKeyBody,
  encodeBareCvCertificate,
  encodeCardInformation,
  encodeChipKey,
  encodeKeyReference,
  encodeSessionKey,
  fourItemsHashInput,
  parseAgeRecord,
  parseAvailability,
  parseBareCvCertificate,
  parseBasicInformation,
  parseCardInformation,
  parseChipKey,
  parseCvCertificate,
  parseFace,
  parseFourItems,
  parseIntegrity,
  parseKeyReference,
  parseMasterFile,
  parseMyNumber,
  parseMyNumberImage,
  parseSessionKey,
  parseSurfaceInformation,
  parseTokenInformation,
} from './index.ts';

const KEY = { modulus: new Uint8Array(256).fill(0xd1), exponent: fromHex('010001') };
const KEY_HEX = `900301000191820100${'d1'.repeat(256)}`;

function refused(run: () => unknown): void {
  assert.throws(run, (error) => error instanceof CardError && error.code === 'card/file');
}

test("the text application's keys stand as the facts say: FF50 820213 signed, A1 not", () => {
  const body = chipKeyBody(KEY);
  assert.equal(toHex(body), `df51820109${KEY_HEX}`);
  const file = encodeChipKey(body, new Uint8Array(256).fill(5));
  assert.equal(toHex(file), `ff50820213df51820109${KEY_HEX}df52820100${'05'.repeat(256)}`);
  assert.deepEqual({ ...parseChipKey(file).key }, KEY);
  assert.deepEqual(parseChipKey(file).body, body);
  refused(() => encodeChipKey(body, new Uint8Array(255)));
  refused(() => parseChipKey(fromHex(toHex(file).replace('df51', 'df53'))));
  const session = encodeSessionKey(KEY);
  assert.equal(toHex(session), `a1820109${KEY_HEX}`);
  assert.deepEqual({ ...parseSessionKey(session) }, KEY);
  refused(() => parseSessionKey(fromHex(toHex(session).replace('a1', 'a0'))));
  refused(() => parseSessionKey(fromHex(`a1820108${KEY_HEX.replace('9003010001', '90020101')}`)));
});

test('card information is 28 digits in a record', () => {
  const information = { serial: '400000099999999', municipality: '49999', expiry: '20340712' };
  const record = encodeCardInformation(information);
  assert.equal(toHex(record), `011c${toHex(toUtf8('4000000999999994999920340712'))}`);
  assert.deepEqual(parseCardInformation(record), information);
  refused(() => encodeCardInformation({ ...information, serial: '4' }));
  refused(() => encodeCardInformation({ ...information, municipality: '4999a' }));
  for (const wrong of [
    toHex(record).replace('011c', '021c'),
    toHex(record).replace('011c', '011b'),
    `${toHex(record)}ff`,
    toHex(record).slice(0, -2),
    `${toHex(record).slice(0, -2)}3a`,
    `${toHex(record).slice(0, -2)}2f`,
  ]) {
    refused(() => parseCardInformation(fromHex(wrong)));
  }
});

test('a key reference is sixteen bytes in a record', () => {
  const keyId = fromHex('36303030303234080530303100000000');
  assert.equal(toHex(encodeKeyReference(keyId)), `0110${toHex(keyId)}`);
  assert.deepEqual(parseKeyReference(encodeKeyReference(keyId)), keyId);
  refused(() => encodeKeyReference(keyId.subarray(1)));
  refused(() => parseKeyReference(keyId));
  refused(() => parseKeyReference(fromHex(`0210${toHex(keyId)}`)));
  refused(() => parseKeyReference(fromHex(`0111${toHex(keyId)}`)));
  refused(() => parseKeyReference(fromHex(`0110${toHex(keyId)}00`)));
});

test('certificates of the master file have no wrapper, those of the applications do', () => {
  const body = fromHex(`${'01'.repeat(32)}${KEY_HEX}`);
  const bare = encodeBareCvCertificate(body, new Uint8Array(256).fill(9));
  assert.equal(toHex(bare), `5f4e820129${toHex(body)}5f37820100${'09'.repeat(256)}`);
  assert.deepEqual(parseBareCvCertificate(bare).body, body);
  refused(() => parseCvCertificate(bare));
  refused(() => parseBareCvCertificate(fromHex(`5f4e82012a${toHex(body)}ff5f37820100${'09'.repeat(256)}`)));
  refused(() => parseBareCvCertificate(fromHex(`7f21820233${toHex(bare)}`)));
});

test("the master file's objects are read as far as they are there", () => {
  // The contact ATR of the facts, without its first byte: the exclusive or of the rest is zero.
  const parsed = parseMasterFile({
    '5f51': fromHex('e000ff8131fe4514'),
    '00f0': toUtf8('49999'),
    '00ab': KEY.modulus,
  });
  assert.deepEqual(parsed, {
    atr: fromHex('3be000ff8131fe4514'),
    municipality: '49999',
    chain: [],
  });
  const whole = parseMasterFile({ ...ISSUED.masterFile, '0045': toUtf8('CARD 1'), '0066': fromHex('73') });
  assert.equal(whole.cardId, 'CARD 1');
  assert.equal(whole.expiry, '20340712');
  assert.equal(whole.chain.length, 2);
  assert.deepEqual(whole.chain[0]?.subjectKeyId, whole.intermediateKeyId);
  assert.deepEqual(whole.cardData, fromHex('73'));
  const wrong = {
    '5f51': fromHex('e000ff8131fe4515'),
    '00f0': toUtf8('4999'),
    '00f2': toUtf8('2034071x'),
    '0042': new Uint8Array(15),
    '00f7': new Uint8Array(17),
    '0045': fromHex('00'),
    '00f8': new Uint8Array(563),
    '7f21': new Uint8Array(),
  };
  for (const [tag, bytes] of Object.entries(wrong)) refused(() => parseMasterFile({ [tag]: bytes }));
  refused(() => parseMasterFile({ '5f51': new Uint8Array() }));
});

const { text, surface, common, juki, masterFile, jpki } = ISSUED;
const PARSERS: readonly [name: string, file: Uint8Array, parse: (file: Uint8Array) => unknown][] = [
  ['four items', text.fourItems, parseFourItems],
  ['hash input', text.fourItems, fourItemsHashInput],
  ['My Number', text.myNumber, parseMyNumber],
  ['integrity', text.integrity, parseIntegrity],
  ['CV certificate', text.issuerCertificate, parseCvCertificate],
  ['bare CV certificate', masterFile['00f8'], parseBareCvCertificate],
  ['chip key', text.chipKey, parseChipKey],
  ['session key', text.sessionKey, parseSessionKey],
  ['basic information', fromHex(`ff401ddf410401030e01df4210${'30'.repeat(16)}df4300`), parseBasicInformation],
  ['age record', surface.ageRecord, parseAgeRecord],
  ['face', surface.face, parseFace],
  ['My Number image', surface.myNumberImage, parseMyNumberImage],
  ['surface information', surface.basicInformation, parseSurfaceInformation],
  ['card information', common.cardInformation, parseCardInformation],
  ['key reference', juki.keyReference, parseKeyReference],
  ['token information', jpki.tokenInformation, parseTokenInformation],
  ['availability', fromHex('8f8f00'), parseAvailability],
];

test('arbitrary and mutated bytes raise nothing but CardError card/file, in every parser', () => {
  const refusals = new Map<string, number>();
  const edits = fc.array(fc.tuple(fc.nat({ max: 40 }), fc.nat({ max: 255 })), { maxLength: 3 });
  fc.assert(
    fc.property(
      fc.constantFrom(...PARSERS),
      edits,
      fc.option(fc.uint8Array({ maxLength: 80 })),
      fc.option(fc.nat({ max: 1200 })),
      ([name, file, parse], changes, arbitrary, cut) => {
        const bytes = Uint8Array.from(arbitrary ?? file.subarray(0, cut ?? file.length));
        for (const [at, byte] of changes) if (at < bytes.length) bytes[at] = byte;
        try {
          parse(bytes);
        } catch (error) {
          assert(error instanceof CardError && error.code === 'card/file', `${name}: ${error}`);
          refusals.set(name, (refusals.get(name) ?? 0) + 1);
        }
      },
    ),
    { numRuns: 6000 },
  );
  for (const [name, file, parse] of PARSERS) {
    assert.doesNotThrow(() => parse(file), name);
    assert((refusals.get(name) ?? 0) > 20, `${name}: ${refusals.get(name)}`);
  }
});

test('nothing that a file holds stands in an error that refuses it', () => {
  for (const [name, file, parse] of PARSERS) {
    for (const at of [0, 1, 2, 5, 8, file.length - 1]) {
      const broken = Uint8Array.from(file.subarray(0, file.length - 1));
      if (at < broken.length) broken[at] = (broken[at] as number) ^ 0x5a;
      try {
        parse(broken);
      } catch (error) {
        const message = String(error);
        assert(!/[0-9]{6}|架空|見本/.test(message), `${name}: ${message}`);
      }
    }
  }
});
