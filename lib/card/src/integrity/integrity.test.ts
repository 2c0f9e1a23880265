import assert from 'node:assert/strict';
import { constants, privateEncrypt, publicDecrypt } from 'node:crypto';
import { test } from 'node:test';
import { concat, toUtf8 } from '@kazasu/bytes';
import fc from 'fast-check';
import {
  encodeBareCvCertificate,
  encodeCvCertificate,
  encodeFace,
  parseFace,
  sha256DigestInfo,
} from '../application/index.ts';
import { RSA_LENGTH, rsaPublic } from '../rsa.ts';
import { KEYS } from '../virtual/testing/card.ts';
import { type SignedFiles, verifyChipSignature, verifyIntegrity } from './index.ts';
import {
  certify,
  FACE,
  faceSignature,
  ISSUED,
  ISSUERS,
  publicKeyOf,
  sha256,
  signBy,
} from './testing/issued-card.ts';

const crypto = { sha256 };
const { text, surface, masterFile } = ISSUED;
const FOUR_ITEMS = { kind: 'four-items', ...text } as const;
const CASES = {
  'four-items': FOUR_ITEMS,
  'chip-key': { kind: 'chip-key', ...text },
  'age-record': { kind: 'age-record', ...surface },
  face: { kind: 'face', ...surface },
  'my-number-image': { kind: 'my-number-image', ...surface },
  chain: { kind: 'chain', certificates: [masterFile['00f8'], masterFile['7f21']] },
} satisfies { readonly [kind in SignedFiles['kind']]: SignedFiles };

/** `id` of what passed, `id:reason` of what did not. */
async function judged(files: SignedFiles, issuers = ISSUERS): Promise<string[]> {
  const { passed, checks } = await verifyIntegrity(files, { issuers, crypto });
  assert.equal(
    passed,
    checks.every((check) => check.passed),
  );
  return checks.map(({ id, passed, reason }) => {
    assert.equal(passed, reason === undefined);
    return reason === undefined ? id : `${id}:${reason}`;
  });
}

const CHAIN = ['form', 'issuer-known', 'certificate-signature'];
const changed = (file: Uint8Array, at: number) =>
  file.map((byte, i) => (i === (at < 0 ? file.length + at : at) ? byte ^ 1 : byte));

test('files as an issuer signed them pass every check', async () => {
  assert.deepEqual(await judged(CASES['four-items']), [
    ...CHAIN,
    'record-signature',
    'four-items-hash',
    'my-number-hash',
  ]);
  for (const kind of ['chip-key', 'age-record', 'face', 'my-number-image'] as const) {
    assert.deepEqual(await judged(CASES[kind]), [...CHAIN, 'record-signature'], kind);
  }
  assert.deepEqual(await judged(CASES.chain), CHAIN);
});

test('without the My Number file its hash is not looked at', async () => {
  const { fourItems, integrity, issuerCertificate } = text;
  const files = { kind: 'four-items', fourItems, integrity, issuerCertificate } as const;
  assert.deepEqual(await judged(files), [...CHAIN, 'record-signature', 'four-items-hash']);
});

test('an issuer that was not handed in is unknown, also when only the last byte of its identifier differs', async () => {
  const rest = ['record-signature:not-reached'];
  const unknown = ['form', 'issuer-known:unknown-issuer', 'certificate-signature:not-reached'];
  assert.deepEqual(await judged(CASES['age-record'], []), [...unknown, ...rest]);
  const near = ISSUERS.map((issuer) => ({ ...issuer, keyId: changed(issuer.keyId, -1) }));
  assert.deepEqual(await judged(CASES['age-record'], near), [...unknown, ...rest]);
  assert.deepEqual(await judged({ kind: 'chain', certificates: [] }), unknown);
});

test('a certificate that its issuer did not sign is refused, and so is one signed by another known issuer', async () => {
  const refused = ['form', 'issuer-known', 'certificate-signature:signature', 'record-signature:not-reached'];
  const broken = { ...surface, issuerCertificate: changed(surface.issuerCertificate, -1) };
  assert.deepEqual(await judged({ kind: 'age-record', ...broken }), refused);
  const [body] = certify('surface', 'municipality');
  const [, signature] = certify('text', 'municipality');
  const foreign = { ...surface, issuerCertificate: encodeCvCertificate(body, signature) };
  assert.deepEqual(await judged({ kind: 'age-record', ...foreign }), refused);
});

test('a chain is followed link by link: a gap, the wrong order and a forged end are refused', async () => {
  const { '00f8': upper, '7f21': lower } = masterFile;
  const refused = ['form', 'issuer-known', 'certificate-signature:signature'];
  const direct = encodeBareCvCertificate(...certify('masterFile', 'municipality'));
  assert.deepEqual(await judged({ kind: 'chain', certificates: [direct, lower] }), refused);
  assert.deepEqual(await judged({ kind: 'chain', certificates: [upper, changed(lower, -1)] }), refused);
  assert.deepEqual(await judged({ kind: 'chain', certificates: [upper, upper] }), refused);
  assert.equal(
    (await judged({ kind: 'chain', certificates: [lower, upper] }))[1],
    'issuer-known:unknown-issuer',
  );
  assert.equal((await judged({ kind: 'chain', certificates: Array(5).fill(upper) }))[0], 'form:malformed');
});

test('a link must name the key above it, not only be signed by it', async () => {
  const [body] = certify('masterFile', 'municipality');
  const stray = encodeBareCvCertificate(body, signBy('intermediate', body));
  const files = { kind: 'chain', certificates: [masterFile['00f8'], stray] } as const;
  assert.equal((await judged(files)).at(-1), 'certificate-signature:signature');
});

test('hashes that nobody signed are not looked at', async () => {
  const integrity = changed(text.integrity, -1);
  assert.deepEqual((await judged({ ...FOUR_ITEMS, integrity })).slice(3), [
    'record-signature:signature',
    'four-items-hash:not-reached',
    'my-number-hash:not-reached',
  ]);
});

test('a record that the certified key did not sign is refused, wherever it was changed', async () => {
  const refused = [...CHAIN, 'record-signature:signature'];
  const { ageRecord, face, myNumberImage, issuerCertificate } = surface;
  // A digit of the birth date, an octet of an image, the signature's end.
  for (const record of [changed(ageRecord, 15), changed(ageRecord, -1)]) {
    assert.deepEqual(await judged({ kind: 'age-record', ageRecord: record, issuerCertificate }), refused);
  }
  const image = changed(myNumberImage, 20);
  assert.deepEqual(
    await judged({ kind: 'my-number-image', myNumberImage: image, issuerCertificate }),
    refused,
  );
  for (const at of [31, 700, 1500, 3000]) {
    assert.deepEqual(
      await judged({ kind: 'face', face: changed(face, at), issuerCertificate }),
      refused,
      `${at}`,
    );
  }
  const key = changed(text.chipKey, -1);
  assert.deepEqual(await judged({ kind: 'chip-key', ...text, chipKey: key }), refused);
});

test('the face is signed by another construction than the hash of its bytes, and its expiry by none', async () => {
  const later = encodeFace({ ...FACE, expiry: '20990101' }, faceSignature(FACE));
  assert.deepEqual(await judged({ ...CASES.face, face: later }), [...CHAIN, 'record-signature']);
  const { groups } = parseFace(surface.face);
  const whole = privateEncrypt(KEYS.text.privateKey, sha256DigestInfo(sha256(concat(...groups))));
  const usual = encodeFace(FACE, whole);
  assert.equal((await judged({ ...CASES.face, face: usual })).at(-1), 'record-signature:signature');
  const other = encodeFace(FACE, faceSignature(FACE, 'text'));
  assert.equal((await judged({ ...CASES.face, face: other })).at(-1), 'record-signature:signature');
});

test("items and My Number of another card do not match the record's hashes", async () => {
  const at = text.fourItems.indexOf('1'.charCodeAt(0), 60);
  const items = { ...FOUR_ITEMS, fourItems: changed(text.fourItems, at) };
  assert.deepEqual((await judged(items)).slice(3), [
    'record-signature',
    'four-items-hash:mismatch',
    'my-number-hash:not-reached',
  ]);
  const number = { ...FOUR_ITEMS, myNumber: changed(text.myNumber, 16) };
  assert.deepEqual((await judged(number)).slice(3), [
    'record-signature',
    'four-items-hash',
    'my-number-hash:mismatch',
  ]);
});

test('whatever the files hold, the answer is a verdict with the same checks', async () => {
  const kinds = Object.values(CASES) as SignedFiles[];
  let refusals = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...kinds),
      fc.array(fc.tuple(fc.nat({ max: 9000 }), fc.nat({ max: 255 })), { maxLength: 3 }),
      fc.boolean(),
      async (files, changes, cut) => {
        const mutate = (value: unknown): unknown => {
          if (Array.isArray(value)) return value.map(mutate);
          if (!(value instanceof Uint8Array)) return value;
          const bytes = Uint8Array.from(
            cut ? value.subarray(0, (changes[0]?.[0] ?? 0) % value.length) : value,
          );
          for (const [at, byte] of changes) if (bytes.length > 0) bytes[at % bytes.length] = byte;
          return bytes;
        };
        const mutated = Object.fromEntries(
          Object.entries(files).map(([name, value]) => [name, mutate(value)]),
        ) as unknown as SignedFiles;
        const before = (await judged(files)).map((check) => check.split(':')[0]);
        const after = await judged(mutated);
        assert.deepEqual(
          after.map((check) => check.split(':')[0]),
          before,
        );
        if (after.some((check) => check.includes(':'))) refusals++;
      },
    ),
    { numRuns: 300 },
  );
  assert(refusals > 100, String(refusals));
});

test("a chip's signature is compared as a whole block", () => {
  const key = publicKeyOf(KEYS.text.publicKey);
  const info = sha256DigestInfo(sha256(toUtf8('challenge')));
  const raw = (block: Uint8Array) =>
    privateEncrypt({ key: KEYS.text.privateKey, padding: constants.RSA_NO_PADDING }, block);
  const block = (start: string, filler: number, end: Uint8Array) => {
    const head = Buffer.from(start, 'hex');
    return concat(
      head,
      new Uint8Array(256 - head.length - 1 - end.length).fill(filler),
      Uint8Array.of(0),
      end,
    );
  };
  assert.equal(verifyChipSignature(key, info, privateEncrypt(KEYS.text.privateKey, info)), true);
  assert.equal(verifyChipSignature(key, info, raw(block('0001', 0xff, info))), true);
  const wrong = {
    'another key': privateEncrypt(KEYS.surface.privateKey, info),
    'block type 2': raw(block('0002', 0xff, info)),
    'other filler': raw(block('0001', 0xfe, info)),
    'bytes behind': raw(block('0001', 0xff, concat(info, Uint8Array.of(0)))),
    'garbage behind a short filler': raw(
      concat(Uint8Array.of(0, 1, ...Array(8).fill(255), 0), info, new Uint8Array(194)),
    ),
    'too short': privateEncrypt(KEYS.text.privateKey, info).subarray(1),
    empty: new Uint8Array(),
  };
  for (const [name, signature] of Object.entries(wrong)) {
    assert.equal(verifyChipSignature(key, info, signature), false, name);
  }
  // Seven bytes of filler are too few, although the block is whole; and no length makes it throw.
  const long = new Uint8Array(246).fill(5);
  assert.equal(verifyChipSignature(key, long, raw(block('0001', 0xff, long))), false);
  assert.equal(verifyChipSignature(key, new Uint8Array(300), new Uint8Array(256)), false);
});

test('the public operation is that of node:crypto, and refuses weak keys and numbers past the modulus', () => {
  const { publicKey } = KEYS.text;
  const key = publicKeyOf(publicKey);
  const padding = constants.RSA_NO_PADDING;
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 256, maxLength: 256 }), (bytes) => {
      bytes[0] = 0;
      const expected = Uint8Array.from(publicDecrypt({ key: publicKey, padding }, bytes));
      assert.deepEqual(rsaPublic(key, bytes), expected);
    }),
    { numRuns: 20 },
  );
  const input = new Uint8Array(RSA_LENGTH).fill(1);
  assert.equal(rsaPublic(key, new Uint8Array(RSA_LENGTH).fill(0xff)), undefined);
  assert.equal(rsaPublic(key, key.modulus), undefined);
  assert.notEqual(rsaPublic(key, input), undefined);
  for (const exponent of ['000001', '000003', '000000', '010003']) {
    assert.equal(rsaPublic({ ...key, exponent: Buffer.from(exponent, 'hex') }, input), undefined, exponent);
  }
  const { modulus } = key;
  const short = modulus.map((byte, i) => (i === 0 ? byte & 0x7f : byte));
  const even = modulus.map((byte, i) => (i === 255 ? byte & 0xfe : byte));
  for (const weak of [short, even, new Uint8Array(256), modulus.subarray(1)]) {
    assert.equal(rsaPublic({ ...key, modulus: weak }, input), undefined);
  }
  assert.equal(rsaPublic(key, input.subarray(1)), undefined);
});
