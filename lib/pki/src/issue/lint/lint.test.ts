import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { test } from 'node:test';
import { fromHex } from '@kazasu/bytes';
import {
  issueAuthentication,
  issueCrl,
  issueOcspResponse,
  issueResponder,
  issueSignature,
  type Signer,
} from '../index.ts';
import {
  AUTHENTICATION_CA,
  ITEMS,
  MUNICIPALITY,
  RESIDENT,
  RESPONDER,
  RESPONDER_CERTIFICATE,
  SIGNATURE_CA,
  TIME,
  testKey,
} from '../testing/hierarchy.ts';

const DAY = 86_400_000;
const FRAME = {
  serial: fromHex('22334455'),
  notBefore: TIME,
  notAfter: TIME + DAY,
  publicKey: RESIDENT.publicKey,
  municipality: MUNICIPALITY,
  random: new Uint8Array(14),
};
const AUTHENTICATION_REQUEST = { ...FRAME, ca: AUTHENTICATION_CA.identity, ocspUrl: 'http://o.example' };

/** The key must not be used for what the lint refuses. */
const never: Signer = () => assert.fail('the key was used');
const spki = (type: 'ec' | 'rsa', options: object) =>
  new Uint8Array(
    (generateKeyPairSync as (type: string, options: object) => { publicKey: { export(o: object): Buffer } })(
      type,
      options,
    ).publicKey.export({ type: 'spki', format: 'der' }),
  );

function refused(issue: () => unknown, check: string): void {
  assert.throws(issue, (error: Error & { code?: string }) => {
    assert.equal(error.code, 'pki/lint', error.message);
    assert.ok(error.message.includes(`: ${check},`), error.message);
    return true;
  });
}

test('a certificate that its verifiers would refuse is not signed', () => {
  const authentication = (change: object) => () =>
    issueAuthentication({ ...AUTHENTICATION_REQUEST, ...change }, never);
  refused(authentication({ publicKey: spki('rsa', { modulusLength: 3072 }) }), 'profile.key');
  refused(authentication({ publicKey: spki('ec', { namedCurve: 'P-256' }) }), 'profile.key');
  refused(authentication({ publicKey: spki('rsa', { modulusLength: 1024 }) }), 'profile.key');
  refused(authentication({ generation: 'next' }), 'profile.key');
  refused(authentication({ notAfter: TIME + 8 * 365 * DAY }), 'path.validity');
  refused(authentication({ notBefore: TIME - 4 * 365 * DAY }), 'path.validity');
  const otherKey = { ...AUTHENTICATION_CA.identity, keyId: new Uint8Array(20) };
  refused(authentication({ ca: otherKey }), 'profile.authorityKeyIdentifier');
  const otherSerial = { ...AUTHENTICATION_CA.identity, serial: Uint8Array.of(9) };
  refused(authentication({ ca: otherSerial }), 'profile.authorityKeyIdentifier');
});

test('a certificate of one CA is not signed in the name of the other', () => {
  const ca = { ...AUTHENTICATION_CA.identity, certificate: SIGNATURE_CA.certificate };
  assert.throws(() => issueAuthentication({ ...AUTHENTICATION_REQUEST, ca }, never), { code: 'pki/lint' });
});

test('the items of a signature certificate are read back before it is signed', () => {
  const request = { ...FRAME, ca: SIGNATURE_CA.identity, items: { ...ITEMS, birthdate: '19800231' } };
  assert.throws(() => issueSignature(request, never), { code: /pki\/(lint|items)/ });
});

test("a responder's certificate does not outlive its issuer", () => {
  const request = { ...FRAME, publicKey: RESPONDER.publicKey, ca: AUTHENTICATION_CA.identity };
  refused(() => issueResponder({ ...request, notAfter: TIME + 8 * 365 * DAY }, never), 'path.validity');
});

const LIST = {
  ca: AUTHENTICATION_CA.identity,
  number: 1,
  thisUpdate: TIME,
  nextUpdate: TIME + DAY,
  revoked: [],
};

test('a list without a number or a time to live is not signed', () => {
  refused(() => issueCrl({ ...LIST, number: 0 }, never), 'revocation.crl.number');
  refused(() => issueCrl({ ...LIST, nextUpdate: TIME }, never), 'revocation.crl.currency');
  refused(() => issueCrl({ ...LIST, nextUpdate: TIME - DAY }, never), 'revocation.crl.currency');
  const serial = Uint8Array.of(0);
  const revoked = [{ serial, revokedAt: TIME, reason: 'superseded' }] as const;
  assert.throws(() => issueCrl({ ...LIST, revoked }, never), { code: 'pki/serial' });
});

test('an OCSP answer is not signed without a time to live, nor by a responder that is not one', () => {
  const answer = {
    responderKeyId: new Uint8Array(20),
    responderCertificate: RESPONDER_CERTIFICATE,
    producedAt: TIME,
    nextUpdate: TIME + DAY,
    nonce: undefined,
    answers: [{ certificateId: certificateId(), status: { kind: 'good' } }],
  } as const;
  const signer = testKey().sign;
  assert.ok(issueOcspResponse(answer, signer).length > 0);
  refused(() => issueOcspResponse({ ...answer, nextUpdate: TIME }, never), 'revocation.ocsp.currency');
  refused(
    () =>
      issueOcspResponse(
        { ...answer, producedAt: TIME + 2 * 365 * DAY, nextUpdate: TIME + 3 * 365 * DAY },
        never,
      ),
    'revocation.ocsp.responder',
  );
  refused(
    () => issueOcspResponse({ ...answer, responderCertificate: AUTHENTICATION_CA.certificate }, never),
    'responder.keyUsage',
  );
  refused(() => issueOcspResponse({ ...answer, answers: [] }, never), 'revocation.ocsp.answer');
});

/** SHA-1 of nothing that exists: 09 06 05 2b 0e 03 02 1a is the algorithm, two hashes and a serial follow. */
function certificateId(): Uint8Array {
  return fromHex(`303a300906052b0e03021a05000414${'00'.repeat(20)}0414${'00'.repeat(20)}020105`);
}
