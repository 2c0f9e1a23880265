import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import {
  concat,
  derContext,
  derNull,
  derOctetString,
  derOid,
  derSequence,
  derUnsignedInteger,
  derValue,
} from '@kazasu/bytes';
import { createTimestampRequest } from '@kazasu/pki';
import fc from 'fast-check';
import { MEDIA, PATHS, REQUEST_OCTETS_MAX } from './api.ts';
import { testService } from './testing/service.ts';

const service = await testService();
const DIGEST = randomBytes(32);
const SHA256 = '2.16.840.1.101.3.4.2.1';
const TRUE = derValue(0x01, Uint8Array.of(0xff));
const VERSION = derUnsignedInteger(1);
const algorithm = (oid: string, ...more: Uint8Array[]) => derSequence(derOid(oid), ...more);
const imprint = (oid: string, digest: Uint8Array) =>
  derSequence(algorithm(oid, derNull()), derOctetString(digest));
const GOOD = imprint(SHA256, DIGEST);
const failuresOf = async (request: Uint8Array) => {
  const { status, failures } = await service.ask(request);
  return status === 'granted' ? ['granted'] : failures;
};

const CASES: readonly (readonly [string, Uint8Array, string])[] = [
  ['nothing', new Uint8Array(), 'badDataFormat'],
  ['a request, which is taken', derSequence(VERSION, GOOD, TRUE), 'granted'],
  [
    'one without parameters of the algorithm, which is taken',
    derSequence(VERSION, derSequence(algorithm(SHA256), derOctetString(DIGEST))),
    'granted',
  ],
  ['another version', derSequence(derUnsignedInteger(2), GOOD, TRUE), 'badRequest'],
  ['SHA-1', derSequence(VERSION, imprint('1.3.14.3.2.26', randomBytes(20))), 'badAlg'],
  ['MD5', derSequence(VERSION, imprint('1.2.840.113549.2.5', randomBytes(16))), 'badAlg'],
  ['an unknown hash', derSequence(VERSION, imprint('1.2.3', DIGEST)), 'badAlg'],
  ['a name of every object', derSequence(VERSION, imprint('2.5.29.19', DIGEST)), 'badAlg'],
  [
    'a hash with odd parameters',
    derSequence(VERSION, derSequence(algorithm(SHA256, VERSION), derOctetString(DIGEST))),
    'badAlg',
  ],
  ['a digest too short', derSequence(VERSION, imprint(SHA256, DIGEST.subarray(1))), 'badDataFormat'],
  ['a digest too long', derSequence(VERSION, imprint(SHA256, randomBytes(33))), 'badDataFormat'],
  [
    'a document in place of its digest',
    derSequence(VERSION, imprint(SHA256, randomBytes(600))),
    'badDataFormat',
  ],
  ['another policy', derSequence(VERSION, GOOD, derOid('1.2.3.4')), 'unacceptedPolicy'],
  [
    'an extension',
    derSequence(VERSION, GOOD, derContext(0, derSequence(derOid('1.2.3'), derOctetString(DIGEST)))),
    'unacceptedExtension',
  ],
  ['FALSE written out', derSequence(VERSION, GOOD, derValue(0x01, Uint8Array.of(0))), 'badDataFormat'],
  [
    'a BOOLEAN that is neither',
    derSequence(VERSION, GOOD, derValue(0x01, Uint8Array.of(1))),
    'badDataFormat',
  ],
  [
    'a nonce of 65 octets',
    derSequence(VERSION, GOOD, derValue(0x02, Uint8Array.of(1), randomBytes(64))),
    'badDataFormat',
  ],
  ['a padded nonce', derSequence(VERSION, GOOD, derValue(0x02, Uint8Array.of(0, 1))), 'badDataFormat'],
  ['an empty nonce', derSequence(VERSION, GOOD, derValue(0x02)), 'badDataFormat'],
  [
    'a negative nonce, which is repeated',
    derSequence(VERSION, GOOD, derValue(0x02, Uint8Array.of(0x80))),
    'granted',
  ],
  ['two nonces', derSequence(VERSION, GOOD, VERSION, VERSION), 'badDataFormat'],
  ['nonce before policy', derSequence(VERSION, GOOD, VERSION, derOid('2.999.3161.1')), 'badDataFormat'],
  ['something left over inside', derSequence(VERSION, GOOD, TRUE, derNull()), 'badDataFormat'],
  ['something left over behind', concat(derSequence(VERSION, GOOD, TRUE), Uint8Array.of(0)), 'badDataFormat'],
  [
    'indefinite length',
    concat(Uint8Array.of(0x30, 0x80), VERSION, GOOD, Uint8Array.of(0, 0)),
    'badDataFormat',
  ],
  ['a length of four gigabytes', Uint8Array.of(0x30, 0x84, 0xff, 0xff, 0xff, 0xff), 'badDataFormat'],
];

for (const [title, request, expected] of CASES) {
  test(`${expected}: ${title}`, async () => assert.deepEqual(await failuresOf(request), [expected]));
}

test('a request that is cut off anywhere is badDataFormat', async () => {
  const whole = createTimestampRequest({ hash: 'sha512', digest: randomBytes(64), nonce: randomBytes(8) });
  for (let length = 0; length < whole.length; length++) {
    assert.deepEqual(await failuresOf(whole.subarray(0, length)), ['badDataFormat']);
  }
});

test('arbitrary octets, and requests with one octet changed, are granted or refused, and never an error of ours', async () => {
  const whole = createTimestampRequest({ hash: 'sha256', digest: DIGEST, nonce: randomBytes(8) });
  const flipped = fc.tuple(fc.nat(whole.length - 1), fc.nat(255)).map(([at, value]) => whole.with(at, value));
  await fc.assert(
    fc.asyncProperty(fc.oneof(flipped, fc.uint8Array({ maxLength: 200 })), async (request) => {
      const response = await service.post(request);
      assert.equal(response.status, 200);
    }),
    { numRuns: 300 },
  );
  assert.ok(!service.lines.some((line) => line.includes('failed')));
});

test('bodies of another type or beyond the bound are refused before they are read as a request', async () => {
  const request = createTimestampRequest({ hash: 'sha256', digest: DIGEST });
  const post = (body: Uint8Array, type: string) =>
    service.app.request(PATHS.timestamp, {
      method: 'POST',
      headers: { 'content-type': type },
      body: Uint8Array.from(body),
    });
  assert.equal((await post(request, 'application/octet-stream')).status, 415);
  assert.equal((await post(request, 'application/pdf')).status, 415);
  assert.equal((await post(new Uint8Array(REQUEST_OCTETS_MAX + 1), MEDIA.query)).status, 413);
  assert.equal((await service.post(new Uint8Array(REQUEST_OCTETS_MAX))).status, 200);
  assert.equal((await service.app.request(PATHS.timestamp)).status, 404);
});
