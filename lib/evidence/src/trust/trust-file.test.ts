import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromUtf8, toPem, toUtf8 } from '@kazasu/bytes';
import { createScene, noteKeyPair } from '../testing/index.ts';
import { encodeTrustFile, parseTrustFile, TRUST_FORMAT } from './index.ts';

const { signers, times } = createScene();
const { publicKey } = noteKeyPair();
const whole = encodeTrustFile({
  anchors: [signers.root.der],
  timestampAnchors: [times.root.der],
  logKeys: [{ name: 'log', publicKey }],
  witnesses: [{ name: 'witness', publicKey }],
  profile: 'none',
});

test('a trust file is read as it was written, certificates as PEM too', () => {
  const { trust, profiles } = parseTrustFile(whole);
  assert.deepEqual(
    trust.anchors?.map((one) => ('encoded' in one ? one.encoded : one)),
    [signers.root.der],
  );
  assert.deepEqual(trust.logKeys, [{ name: 'log', publicKey }]);
  assert.deepEqual(trust.witnesses, [{ name: 'witness', publicKey }]);
  assert.deepEqual(profiles, []);
  const pem = JSON.stringify({
    format: TRUST_FORMAT,
    timestampAnchors: [toPem('CERTIFICATE', times.root.der)],
  });
  assert.equal(parseTrustFile(toUtf8(pem)).trust.timestampAnchors?.length, 1);
  assert.equal(parseTrustFile(toUtf8(pem)).profiles, undefined, 'signature, the default of the judge');
});

test('a refusal names the member and what it must be', () => {
  const document = JSON.parse(fromUtf8(whole));
  for (const [change, message] of [
    [{ format: 'x' }, /^format must be one of/],
    [{ anchor: [] }, /members/],
    [{ anchors: ['AAAA'] }, /^anchors\[0\] must be one certificate/],
    [{ anchors: [`${toPem('CERTIFICATE', signers.root.der)}x`] }, /^anchors\[0\]/],
    [{ logs: [{ origin: 'x', publicKey: 'AAAA' }] }, /^logs\[0\]\.publicKey must be a raw Ed25519 key/],
    [{ logs: [{ name: 'x', publicKey: 'AAAA' }] }, /^logs\[0\] must be an object with the members origin/],
    [{ profile: 'any' }, /^profile must be one of signature, none/],
  ] as const) {
    const octets = toUtf8(JSON.stringify({ ...document, ...change }));
    assert.throws(() => parseTrustFile(octets), { code: 'evidence/trust', message });
  }
});
