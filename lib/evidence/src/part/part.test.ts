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
