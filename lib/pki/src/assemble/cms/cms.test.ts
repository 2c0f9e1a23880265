import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BytesError, DerReader, toHex, toUtf8 } from '@kazasu/bytes';
import fc from 'fast-check';
import { verifyCms } from '../../cades/index.ts';
import { readSignedData } from '../../cms/index.ts';
import { SigningTown } from '../../cms/testing/signers.ts';
import { CMS_OID } from '../../cms-oid.ts';
import { encodeTree, treeOf } from '../../testing/der-tree.ts';
import { codeOf, faults } from '../../testing/faults.ts';
import { DAY, NOW, YEAR } from '../../testing/hierarchy.ts';
import { assembleCms, type CmsOrder, type CmsParts, digestInfoOf, prepareCms } from '../index.ts';
import { cardOf, sha256, signatureFor } from '../testing/card.ts';

const town = new SigningTown();
const certificate = town.derOf('rsa');
const key = town.shop.privateKey('rsa');
const CONTENT = toUtf8('賃料は月額100,000円とする。\n');
const contentDigest = sha256(CONTENT);
const crls = [town.crl(), town.crl({ issuer: 'time-ca' })];
// Time-stamps are made while the tests run, and are not to be of the future.
const options = { anchors: [town.ca], timestampAnchors: [town.timeCa], time: NOW + DAY / 2, crls };

function assembled(order: Partial<CmsOrder> = {}, parts: Partial<CmsParts> = {}): Uint8Array {
  const prepared = prepareCms({ contentDigest, signingTime: NOW, ...order });
  return assembleCms(prepared, { signature: signatureFor(prepared.digest, key), certificate, ...parts });
}

/** OpenSSL and the judge find nothing wrong. */
function assertGood(der: Uint8Array, detached: Uint8Array | undefined): ReturnType<typeof verifyCms> {
  const opinion = town.cmsOpinion(der, detached);
  assert.ok(opinion.accepts, opinion.text);
  const report = verifyCms(der, { ...options, ...(detached && { content: detached }) });
  assert.deepEqual([...faults(report), ...report.signatures.flatMap(faults)], []);
  assert.equal(report.indication, 'TOTAL-PASSED');
  return report;
}

for (const known of [true, false]) {
  for (const enveloping of [true, false]) {
    for (const stamped of [true, false]) {
      const words = [
        known ? 'certificate known before' : 'certificate known after',
        enveloping ? 'enveloping' : 'detached',
        stamped ? 'time-stamped' : 'not time-stamped',
      ];
      test(`a CMS, ${words.join(', ')}, is good to OpenSSL and to the judge`, () => {
        const prepared = prepareCms({ contentDigest, signingTime: NOW, ...(known && { certificate }) });
        const signature = signatureFor(prepared.digest, key);
        const timestamp = stamped ? town.stamp(signature) : undefined;
        const content = enveloping ? CONTENT : undefined;
        const parts = {
          signature,
          certificate,
          ...(timestamp && { timestamp }),
          ...(content && { content }),
        };
        const report = assertGood(assembleCms(prepared, parts), enveloping ? undefined : CONTENT);
        assert.equal(report.format, known ? 'CAdES' : 'CMS');
        assert.equal(report.signatures[0]?.claimedTime, NOW);
        assert.equal(report.signatures[0]?.level, stamped ? 'T' : 'B');
      });
    }
  }
}

test('OpenSSL takes the form with a certificate for CAdES, and not the one without', () => {
  const asCades = (der: Uint8Array) => {
    return town.cmsOpinion(der, CONTENT, NOW, ['-cades']).accepts;
  };
  assert.ok(asCades(assembled({ certificate })));
  assert.ok(!asCades(assembled()));
});

test('any content, time and chain make a CMS that OpenSSL verifies', () => {
  const people = ['p256', 'p384'].map((kind) => town.person({ name: kind, kind: kind as 'p256' }));
  const above = [town.ca, town.timeCa, ...people];
  const order = fc.record({
    content: fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.constantFrom(127, 128, 65_535, 65_536).map((n) => new Uint8Array(n)),
    ),
    known: fc.boolean(),
    enveloping: fc.boolean(),
    signingTime: fc.option(fc.integer({ min: NOW - 300 * DAY, max: NOW }), { nil: undefined }),
    mediaType: fc.constantFrom(undefined, 'text/plain', 'application/pdf', 'text/plain; charset=utf-8'),
    chain: fc.shuffledSubarray([...above, town.ca]),
  });
  fc.assert(
    fc.property(order, ({ content, known, enveloping, chain, signingTime, mediaType }) => {
      const said = {
        ...(signingTime !== undefined && { signingTime }),
        ...(mediaType !== undefined && { mediaType }),
      };
      const prepared = prepareCms({ contentDigest: sha256(content), ...said, ...(known && { certificate }) });
      const signature = signatureFor(prepared.digest, key);
      const der = assembleCms(prepared, { signature, certificate, chain, ...(enveloping && { content }) });
      const report = assertGood(der, enveloping ? undefined : content);
      const second = signingTime && Math.floor(signingTime / 1000) * 1000;
      assert.equal(report.signatures[0]?.claimedTime, second);
      const { certificates } = readSignedData(der);
      const wanted = new Set([certificate, ...chain].map((one) => toHex(one)));
      assert.deepEqual(new Set(certificates.map((one) => toHex(one))), wanted);
      assert.equal(certificates.length, wanted.size, 'each once');
    }),
    { numRuns: 30 },
  );
});

test('a time from 2050 on is written as GeneralizedTime', () => {
  for (const [signingTime, tag] of [
    [Date.UTC(2049, 11, 31, 23, 59, 59, 999), 0x17],
    [Date.UTC(2050, 0, 1), 0x18],
  ] as const) {
    const set = DerReader.document(prepareCms({ contentDigest, signingTime }).signedAttributes, 0x31);
    let found: number | undefined;
    while (!set.atEnd) {
      const attribute = set.enter();
      if (attribute.oid() === CMS_OID.signingTime) found = attribute.enter(0x31).peek();
    }
    assert.equal(found, tag);
  }
});

test('without a time, a type and a certificate only what must be signed is signed', () => {
  const { signedAttributes, digest } = prepareCms({ contentDigest });
  // RFC 5652 section 11.1 and 11.2, by hand.
  const contentType = '301806092a864886f70d010903310b06092a864886f70d010701';
  const messageDigest = `302f06092a864886f70d01090431220420${toHex(contentDigest)}`;
  assert.equal(toHex(signedAttributes), `314b${contentType}${messageDigest}`);
  assert.deepEqual(digest, sha256(signedAttributes));
  assert.equal(
    toHex(digestInfoOf(digest)),
    `3031300d060960864801650304020105000420${toHex(digest)}`,
    'RFC 8017 section 9.2 note 1',
  );
});

test('what does not belong to what was prepared is refused by a code of its own', () => {
  const prepared = prepareCms({ contentDigest, certificate });
  const signature = signatureFor(prepared.digest, key);
  const code = (change: object, parts: object = {}) =>
    codeOf(() => assembleCms({ ...prepared, ...change }, { signature, certificate, ...parts }));
  assert.equal(code({}, { signature: cardOf(key)(prepared.digest) }), 'pki/signature-bare');
  assert.equal(code({}, { signature: cardOf(key)(new Uint8Array(32)) }), 'pki/signature');
  assert.equal(code({}, { signature: signature.subarray(1) }), 'pki/signature');
  assert.equal(code({}, { signature: new Uint8Array(256).fill(255) }), 'pki/signature');
  assert.equal(code({}, { content: toUtf8('other') }), 'pki/content');
  assert.equal(code({}, { timestamp: town.stamp(CONTENT) }), 'pki/timestamp');
  assert.equal(code({}, { timestamp: CONTENT }), 'pki/timestamp');
  const sha1 = ['-cert', '-sha1', '-no_nonce'];
  assert.equal(
    code({}, { timestamp: town.stamp(signature, { query: sha1 }) }),
    'pki/timestamp',
    'over SHA-1',
  );
  assert.equal(code({ digest: new Uint8Array(32) }), 'pki/prepared');
  assert.equal(code({}, { chain: [new Uint8Array([0x30, 0])] }), 'bytes/der');
  const [other, second] = [town.person({ name: 'another', kind: 'rsa' }), town.person({ name: 'rsa' })];
  assert.equal(code({}, { certificate: other }), 'pki/signer');
  assert.equal(code({}, { certificate: second }), 'pki/signer', 'the same key, another certificate');
  assert.equal(code({}, { certificate: new Uint8Array(3) }), 'bytes/der');
  const open = prepareCms({ contentDigest });
  const parts = { signature: signatureFor(open.digest, key) };
  assert.equal(
    codeOf(() => assembleCms(open, { ...parts, certificate: other })),
    'pki/signature',
  );
  const curve = town.person({ name: 'curve', kind: 'p256' });
  assert.equal(
    codeOf(() => assembleCms(open, { ...parts, certificate: curve })),
    'pki/key',
  );
  assert.ok(assembleCms(open, { ...parts, certificate: second }).length > 0, 'nobody was named before');
});

test('content larger than a judge reads is refused', () => {
  const content = new Uint8Array((63 << 20) + 1);
  assert.equal(
    codeOf(() => assembled({ contentDigest: sha256(content) }, { content })),
    'pki/budget',
  );
});

test('prepared attributes with any octet changed are refused', () => {
  const prepared = prepareCms({ contentDigest, certificate, signingTime: NOW - YEAR });
  const signature = signatureFor(prepared.digest, key);
  const { length } = prepared.signedAttributes;
  fc.assert(
    fc.property(fc.nat(length - 1), fc.integer({ min: 1, max: 255 }), fc.boolean(), (at, flip, hashed) => {
      const signedAttributes = Uint8Array.from(prepared.signedAttributes);
      signedAttributes[at] = (signedAttributes[at] ?? 0) ^ flip;
      const digest = hashed ? sha256(signedAttributes) : prepared.digest;
      const code = codeOf(() => assembleCms({ signedAttributes, digest }, { signature, certificate }));
      assert.match(code, /^pki\/(prepared|signature|signer)$/);
    }),
    { numRuns: 400 },
  );
});

test('prepared attributes in another order are refused, even where that order was signed', () => {
  const tree = treeOf(prepareCms({ contentDigest, certificate }).signedAttributes);
  tree.children?.reverse();
  const signedAttributes = encodeTree(tree);
  const digest = sha256(signedAttributes);
  const parts = { signature: signatureFor(digest, key), certificate };
  assert.equal(
    codeOf(() => assembleCms({ signedAttributes, digest }, parts)),
    'pki/prepared',
  );
});

test('an option that is not of its kind is a mistake of the caller', () => {
  const wrong: { readonly [option: string]: unknown } = {
    contentDigest: new Uint8Array(31),
    certificate: 'text',
    signingTime: Number.NaN,
    mediaType: 'text',
  };
  for (const [option, value] of Object.entries(wrong)) {
    const expected = { name: 'TypeError', message: new RegExp(`^option ${option} must be`) };
    assert.throws(() => prepareCms({ contentDigest, [option]: value }), expected, option);
  }
  for (const option of ['signature', 'certificate', 'content', 'timestamp', 'chain']) {
    const expected = { name: 'TypeError', message: new RegExp(`^option ${option} must be`) };
    assert.throws(() => assembled({}, { [option]: 'text' }), expected, option);
  }
  assert.throws(() => assembled({}, { chain: Array.from({ length: 17 }, () => town.ca) }), TypeError);
  assert.throws(() => digestInfoOf(new Uint8Array(20)), TypeError);
  assert.throws(() => prepareCms({ contentDigest, certificate: new Uint8Array() }), BytesError);
});
