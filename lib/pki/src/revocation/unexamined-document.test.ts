import assert from 'node:assert/strict';
import { createHash, sign } from 'node:crypto';
import { test } from 'node:test';
import { derContext, derOctetString, derOid, derSequence, derUnsignedInteger, derValue } from '@kazasu/bytes';
import { type SignatureOptions, verifyCms } from '../index.ts';
import { type Made, makeAuthority, makeCrl, makeLeaf, makeRoot, NOW } from '../testing/maker.ts';
import { ext, subjectKeyId } from '../testing/maker-extensions.ts';

/** A signer whose certificate was revoked puts into his own document what shall keep the judge from learning it. */
const HOUR = 3_600_000;
const SERIAL = 0x4242;
const root = makeRoot();
const ca = makeAuthority(root, { name: 'CA' });
const second = makeAuthority(root, { name: 'CA' });
const leaf = makeLeaf(ca, { serial: derUnsignedInteger(SERIAL) });
const older = makeCrl(ca, { from: NOW - 72 * HOUR });
const newest = makeCrl(second, {
  from: NOW - HOUR,
  set: { '2.5.29.20': ext('2.5.29.20', derUnsignedInteger(7)) },
  revoked: [{ serial: SERIAL, at: NOW - 2 * HOUR }],
});
const fakeRoot = makeRoot({ name: 'Fake' });
const claimed = subjectKeyId(second.keyId);

const CONTENT = Buffer.from('contract');
const SHA256 = derSequence(derOid('2.16.840.1.101.3.4.2.1'));
const DATA = derOid('1.2.840.113549.1.7.1');
const setOf = (...items: readonly Uint8Array[]) => derValue(0x31, ...items);
const digestOf = (data: Uint8Array) => derOctetString(createHash('sha256').update(data).digest());

/** A CAdES-B signature over the content, detached, with these certificates. */
function signedWith(certificates: readonly Made[]): Uint8Array {
  const attribute = (oid: string, value: Uint8Array) => derSequence(derOid(oid), setOf(value));
  const attributes = [
    attribute('1.2.840.113549.1.9.3', DATA),
    attribute('1.2.840.113549.1.9.4', digestOf(CONTENT)),
    attribute('1.2.840.113549.1.9.16.2.47', derSequence(derSequence(derSequence(digestOf(leaf.der))))),
  ].sort(Buffer.compare);
  const signer = derSequence(
    derUnsignedInteger(3),
    derValue(0x80, leaf.keyId),
    SHA256,
    derValue(0xa0, ...attributes),
    derSequence(derOid('1.2.840.10045.4.3.2')),
    derOctetString(sign('sha256', setOf(...attributes), leaf.key)),
  );
  const bundle = derValue(0xa0, ...certificates.map(({ der }) => der));
  const body = [derUnsignedInteger(3), setOf(SHA256), derSequence(DATA), bundle, setOf(signer)];
  return derSequence(derOid('1.2.840.113549.1.7.2'), derContext(0, derSequence(...body)));
}

const judge = (embedded: readonly Made[], more: Partial<SignatureOptions> = {}) =>
  verifyCms(signedWith([leaf, ca, ...embedded]), {
    anchors: [root.der],
    intermediates: [ca.der, second.der],
    time: NOW,
    content: CONTENT,
    crls: [makeCrl(root), older, newest],
    ...more,
  });
const outcome = (...question: Parameters<typeof judge>) => {
  const { indication, subIndication } = judge(...question);
  return [indication, subIndication];
};
const REVOKED = ['INDETERMINATE', 'REVOKED_NO_POE'];

test('certificates that a document brings along do not hide that its signer was revoked', () => {
  assert.deepEqual(outcome([], { crls: [makeCrl(root), older] }), ['TOTAL-PASSED', undefined]);
  assert.deepEqual(outcome([]), REVOKED);
  const fakes = Array.from({ length: 60 }, () =>
    makeAuthority(fakeRoot, { name: 'CA', set: { [claimed.oid]: claimed } }),
  );
  for (const count of [4, 20, 60]) assert.deepEqual(outcome(fakes.slice(0, count)), REVOKED, `${count}`);
  const impostors = Array.from({ length: 8 }, () => makeAuthority(fakeRoot, { name: 'CA', key: second.key }));
  assert.deepEqual(outcome(impostors), REVOKED);
  const alone = { intermediates: [] };
  assert.deepEqual(
    outcome([...impostors, second], alone),
    ['INDETERMINATE', 'TRY_LATER'],
    'nobody in front of them',
  );
});

test('a list that was rolled back says nothing good about a signer', () => {
  const crls = [makeCrl(root), older];
  const series = judge([], { crls }).signatures[0]?.evidence?.flatMap((one) =>
    one.kind === 'crl' ? [one.series] : [],
  );
  assert.equal(series?.length, 2);
  const known = (number: bigint) => ({
    crls,
    knownCrlNumbers: (name: string) => (name === series?.[0] ? number : undefined),
  });
  assert.deepEqual(outcome([], known(1n)), ['TOTAL-PASSED', undefined]);
  assert.deepEqual(outcome([], known(2n)), ['INDETERMINATE', 'TRY_LATER']);
});
