import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { test } from 'node:test';
import { createTimestampRequest, parseTimestampResponse } from '../timestamp/index.ts';
import {
  issueTimestampRoot,
  issueTimestampUnit,
  keyIdentifier,
  type NameParts,
  prepareTimestamp,
  readTimestampRequest,
  refuseTimestamp,
} from './index.ts';
import { TIME } from './testing/hierarchy.ts';

const DAY = 86_400_000;
const key = () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  return {
    publicKey: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })),
    sign: (octets: Uint8Array) => new Uint8Array(sign('sha384', octets, privateKey)),
  };
};
const [rootKey, unitKey] = [key(), key()];
const named = (name: string): NameParts => [['CN', name]];
const life = { notBefore: TIME - DAY, notAfter: TIME + DAY, generation: 'next' } as const;
const root = issueTimestampRoot(
  { ...life, serial: Uint8Array.of(1), publicKey: rootKey.publicKey, name: named('Root') },
  rootKey.sign,
);
const ca = {
  name: named('Root'),
  keyId: keyIdentifier(rootKey.publicKey),
  serial: Uint8Array.of(1),
  certificate: root,
};
const frame = { ...life, serial: Uint8Array.of(2), publicKey: unitKey.publicKey, ca, name: named('Unit') };
const unit = issueTimestampUnit(frame, rootKey.sign);
const read = readTimestampRequest(createTimestampRequest({ hash: 'sha256', digest: new Uint8Array(32) }));
assert('question' in read);
const REQUEST = {
  question: read.question,
  policy: '2.999.1',
  serial: Uint8Array.of(1),
  genTime: TIME,
  unit,
  generation: 'next',
} as const;

test('what its own judge would refuse is not signed as a time-stamp', () => {
  assert.ok(prepareTimestamp(REQUEST).toBeSigned.length > 0);
  for (const change of [
    { unit: root },
    { genTime: TIME + 2 * DAY },
    { genTime: TIME - 2 * DAY },
    { serial: Uint8Array.of(0) },
    { serial: new Uint8Array(22).fill(1) },
    { accuracy: 0.5 },
  ]) {
    assert.throws(() => prepareTimestamp({ ...REQUEST, ...change }), /./, JSON.stringify(change));
  }
});

test('a unit does not outlive its root, and is not certified by another', () => {
  const never = () => assert.fail('the key was used');
  assert.throws(() => issueTimestampUnit({ ...frame, notAfter: TIME + 2 * DAY }, never), {
    code: 'pki/lint',
  });
  const other = { ...ca, name: named('Other') };
  assert.throws(() => issueTimestampUnit({ ...frame, ca: other }, never), { code: 'pki/lint' });
});

test('every refusal is read back by its name', () => {
  for (const failure of [
    'badAlg',
    'badRequest',
    'badDataFormat',
    'timeNotAvailable',
    'unacceptedPolicy',
    'unacceptedExtension',
    'addInfoNotAvailable',
    'systemFailure',
  ] as const) {
    assert.deepEqual(parseTimestampResponse(refuseTimestamp(failure)).failures, [failure]);
  }
});
