import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromUtf8, toUtf8 } from '@kazasu/bytes';
import {
  encodeRequestPart,
  encodeSignaturePart,
  parseRequestPart,
  parseSignaturePart,
  type RequestPart,
  type SignaturePart,
} from './index.ts';

const request: RequestPart = {
  method: 'cms',
  purpose: '契約',
  revocation: 'ocsp',
  digests: ['a'.repeat(64), 'b'.repeat(96), 'c'.repeat(128)],
  document: { sha256: 'd'.repeat(64) },
  reference: 'case-1',
};
const octets = Uint8Array.of(1, 2, 3);
const digest = new Uint8Array(32);
const signature: SignaturePart = {
  signatures: [
    { certificate: octets, value: octets, signed: { form: 'digest-info', digest } },
    { certificate: octets, value: octets, signed: { form: 'bare-hash', digest } },
    {
      certificate: octets,
      value: octets,
      signed: { form: 'signed-attributes', octets, algorithm: 'rsa-pss-sha384' },
    },
    {
      certificate: octets,
      value: octets,
      signed: { form: 'signed-info', octets, algorithm: 'ecdsa-sha512' },
    },
  ],
};

test('parts are read as they were written', () => {
  assert.deepEqual(parseRequestPart(encodeRequestPart(request)), request);
  const { document: _, reference: __, ...least } = request;
  assert.deepEqual(parseRequestPart(encodeRequestPart(least)), least);
  assert.deepEqual(parseSignaturePart(encodeSignaturePart(signature)), signature);
});

test('other members and values are refused', () => {
  const text = fromUtf8(encodeRequestPart(request));
  for (const bad of [
    text.replace('request/1', 'request/2'),
    text.replace('"cms"', '"zip"'),
    text.replace('"ocsp"', '"none"'),
    text.replace('"aa', '"AA'),
    text.replace('"aa', '"a'),
    text.replace('"reference"', '"remark"'),
    text.replace('"purpose":"契約",', ''),
  ]) {
    assert.throws(() => parseRequestPart(toUtf8(bad)), { code: 'evidence/part' }, bad);
  }
  const signatures = fromUtf8(encodeSignaturePart(signature));
  for (const bad of [
    signatures.replace('bare-hash', 'sha1'),
    signatures.replace('rsa-pss-sha384', 'rsa-sha1'),
    signatures.replace('"form":"digest-info"', '"form":"signed-info"'),
    signatures.replace('"form":"signed-info"', '"form":"digest-info"'),
    signatures.replace(',"algorithm":"ecdsa-sha512"', ''),
    signatures.replace('"value":"AQID",', ''),
    signatures.replace('"AQID"', '"AQID="'),
  ]) {
    assert.notEqual(bad, signatures);
    assert.throws(() => parseSignaturePart(toUtf8(bad)), { code: 'evidence/part' }, bad);
  }
});

test('a verification has 1 to 64 digests and signatures, and no more is written than is read', () => {
  const [one] = signature.signatures;
  if (one === undefined) assert.fail('no signature');
  for (const [count, code] of [
    [0, 'evidence/part'],
    [65, 'evidence/budget'],
  ] as const) {
    const digests = Array.from({ length: count }, () => 'a'.repeat(64));
    const signatures = Array.from({ length: count }, () => one);
    assert.throws(() => encodeRequestPart({ ...request, digests }), { code });
    assert.throws(() => encodeSignaturePart({ signatures }), { code });
    const asked = fromUtf8(encodeRequestPart(request)).replace(
      /"digests":\[.*?\]/,
      `"digests":${JSON.stringify(digests)}`,
    );
    assert.throws(() => parseRequestPart(toUtf8(asked)), { code });
  }
  const most = Array.from({ length: 64 }, () => one);
  assert.equal(parseSignaturePart(encodeSignaturePart({ signatures: most })).signatures.length, 64);
});

test('what the parsers refuse, the encoders do not write', () => {
  assert.throws(() => encodeRequestPart({ ...request, digests: ['A'.repeat(64)] }), {
    code: 'evidence/part',
  });
  assert.throws(() => encodeRequestPart({ ...request, purpose: 'x'.repeat(4097) }), {
    code: 'evidence/budget',
  });
  const [one] = signature.signatures;
  if (one === undefined) assert.fail('no signature');
  const short = { ...one, signed: { form: 'digest-info', digest: octets } as const };
  assert.throws(() => encodeSignaturePart({ signatures: [short] }), { code: 'evidence/part' });
  const timestamps = Array.from({ length: 17 }, () => ({ token: octets }));
  assert.throws(() => encodeSignaturePart({ signatures: [{ ...one, timestamps }] }), {
    code: 'evidence/budget',
  });
});
