import assert from 'node:assert/strict';
import { constants, privateEncrypt, sign } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { derOctetString, derOid, derSequence, derValue, toPem } from '@kazasu/bytes';
import { parseCertificate } from '../certificate.ts';
import { crlSeries, parseCrl } from '../crl/index.ts';
import { createOcspRequest } from '../ocsp/index.ts';
import { decisiveCheck } from '../report.ts';
import { CrlIndexer, openRevocationIndex } from '../revocation-index/index.ts';
import { faults } from '../testing/faults.ts';
import {
  CA_EXTENSIONS,
  createHierarchy,
  DAY,
  LEAF_EXTENSIONS,
  NOW,
  replaced,
  SECTIONS,
  YEAR,
} from '../testing/hierarchy.ts';
import { indexOf } from '../testing/index-of.ts';
import { createResponder } from '../testing/responder.ts';
import { type AuthenticationInput, judgeAuthentication } from './index.ts';

const h = createHierarchy();
const message = new TextEncoder().encode('the challenge of one transaction');
const signature = sign('sha256', message, h.leafKey);
const anchors = [parseCertificate(h.ca2), parseCertificate(h.ca)];
const serial = '067c6a21';
const scoped = {
  extensions: ['authorityKeyIdentifier=keyid:always', 'issuingDistributionPoint=critical,@idp'],
  sections: `${SECTIONS}[idp]\nfullname=dirName:point_a`,
};
const crl = h.shop.crl({ issuer: 'ca', from: NOW - DAY, to: NOW + DAY, ...scoped });

const judge = (changes: Partial<AuthenticationInput> = {}) =>
  judgeAuthentication({
    certificate: h.leaf,
    message,
    signature,
    anchors,
    time: NOW,
    revocation: { kind: 'crl', crl },
    ...changes,
  });
const faultsOf = (changes: Partial<AuthenticationInput>) => faults(judge(changes).report);

test('a login with a good card, by CRL, is valid and names the certificate', () => {
  const { report, ...identity } = judge();
  assert.deepEqual(faults(report), []);
  assert.equal(report.verdict, 'valid');
  assert.equal(judge().serial, serial);
  assert.deepEqual(identity, { issuerKeyId: anchors[1]?.keyId });
  assert.deepEqual(judge({ revocation: { kind: 'crl', crl: parseCrl(crl) } }).report, report);
});

test('octets that the card padded as they are count where they are asked for, and a digest where that is', () => {
  const padded = privateEncrypt({ key: h.leafKey, padding: constants.RSA_PKCS1_PADDING }, message);
  const wrong = ['authentication.signature wrong'];
  assert.deepEqual(faultsOf({ signed: 'octets', signature: padded }), []);
  assert.deepEqual(faultsOf({ signed: 'octets' }), wrong);
  assert.deepEqual(faultsOf({ signature: padded }), wrong);
  assert.deepEqual(faultsOf({ signed: 'digest' }), []);
  assert.deepEqual(faultsOf({ signed: 'octets', signature: padded, message: message.subarray(1) }), wrong);
  assert.deepEqual(faultsOf({ signed: 'octets', signature: padded, message: new Uint8Array(300) }), wrong);
});

const { answerTo } = createResponder(h);
const nonce = new Uint8Array(16).fill(3);
const request = createOcspRequest({ issuer: parseCertificate(h.ca), serial, nonce });
const ocsp = (index: { good?: string[]; revoked?: { serial: string; at: number }[] }) =>
  answerTo(request, index);

test('a login with a good card, by OCSP, is valid', () => {
  const response = ocsp({ good: [serial] });
  const { report } = judge({ revocation: { kind: 'ocsp', response, nonce }, time: Date.now() });
  assert.deepEqual(faults(report), []);
  assert.equal(report.verdict, 'valid');
});

test('a revoked card is refused, by CRL and by OCSP', () => {
  const revoked = [{ serial, at: NOW - DAY }];
  const list = h.shop.crl({ issuer: 'ca', from: NOW - DAY, to: NOW + DAY, revoked, ...scoped });
  assert.deepEqual(faultsOf({ revocation: { kind: 'crl', crl: list } }), ['revocation.status revoked']);
  const response = ocsp({ revoked });
  const byOcsp = judge({ revocation: { kind: 'ocsp', response, nonce }, time: Date.now() });
  assert.deepEqual(faults(byOcsp.report), ['revocation.status revoked']);
  assert.equal(byOcsp.report.verdict, 'invalid');
});

const ca = parseCertificate(h.ca);

test('an index of the list is as good as the list: the same report at every time, for every state and number known', () => {
  const revoked = [{ serial, at: NOW - DAY }];
  const held = [{ serial, at: NOW - DAY, reason: 'certificateHold' }];
  const other = 'onlyCA=TRUE';
  const order = { issuer: 'ca', from: NOW - DAY, to: NOW + DAY, number: '0A', ...scoped };
  const lists = [
    {},
    { revoked },
    { revoked: held },
    { sections: `${SECTIONS}[idp]\n${other}` },
    { from: NOW + DAY, to: NOW + 2 * DAY },
    { from: NOW - 2 * DAY, to: NOW - DAY },
  ].map((changes) => h.shop.crl({ ...order, ...changes }));
  const verdicts = lists.map((list) => {
    const index = indexOf(list, ca);
    const asked: string[] = [];
    for (const number of [undefined, 10n, 11n]) {
      const known = {
        knownCrlNumbers: (series: string) => {
          asked.push(series);
          return number;
        },
      };
      const byList = judge({ revocation: { kind: 'crl', crl: list, ...known } });
      assert.deepEqual(judge({ revocation: { kind: 'index', index, ...known } }), byList);
      if (number === 11n) assert.notEqual(byList.report.verdict, 'valid');
    }
    const series = crlSeries(parseCrl(list), ca);
    assert.deepEqual(new Set(asked), new Set([series]));
    return judge({ revocation: { kind: 'index', index } }).report.verdict;
  });
  const unknown = 'indeterminate';
  assert.deepEqual(verdicts, ['valid', 'invalid', 'invalid', unknown, unknown, unknown]);
});

test('no index, and one of another generation, is no revocation status', () => {
  assert.deepEqual(faultsOf({ revocation: { kind: 'index', index: undefined } }), [
    'revocation.crl.form missing',
    'revocation.status no-evidence',
  ]);
  const anchor = h.caWith({ name: 'ca', key: 'ca2' });
  h.caWith({ name: 'ca' });
  const list = h.shop.crl({ issuer: 'ca2', from: NOW - DAY, to: NOW + DAY, number: '0A' });
  const indexer = new CrlIndexer({ issuer: parseCertificate(anchor) });
  indexer.feed(list);
  const index = openRevocationIndex(indexer.finish());
  assert.deepEqual(faultsOf({ revocation: { kind: 'index', index } }), [
    'revocation.crl.signature wrong-key',
    'revocation.status no-evidence',
  ]);
});

test('a key that is for RSASSA-PSS alone proves nothing by a PKCS #1 v1.5 signature', () => {
  const oid = derSequence(derOid('1.2.840.113549.1.1.10'));
  const pkcs1 = derOctetString(h.leafKey.export({ type: 'pkcs1', format: 'der' }));
  writeFileSync(
    h.shop.path('pss.key'),
    toPem('PRIVATE KEY', derSequence(derValue(2, Uint8Array.of(0)), oid, pkcs1)),
  );
  const certificate = h.leafWith({ name: 'pss', key: 'pss' });
  assert.deepEqual(faultsOf({ certificate }), ['authentication.signature key', 'profile.key value']);
});

test('revocation that cannot be learnt is never good', () => {
  const missing = judge({ revocation: { kind: 'crl', crl: undefined } });
  assert.equal(missing.report.verdict, 'indeterminate');
  assert.deepEqual(faults(missing.report), ['revocation.crl.form missing', 'revocation.status no-evidence']);
  const silent = judge({ revocation: { kind: 'ocsp', response: undefined, nonce } });
  assert.equal(silent.report.verdict, 'indeterminate');
  assert.deepEqual(faults(silent.report), ['revocation.ocsp.form missing', 'revocation.status no-evidence']);
});

test('where somebody else asks about revocation, the report says nothing of it, and everything else is judged', () => {
  const asked = judge({ revocation: { kind: 'none' } });
  assert.equal(asked.report.verdict, 'valid');
  assert.equal(asked.serial, serial);
  const ids = judge().report.checks.map(({ id }) => id);
  assert.deepEqual(
    asked.report.checks.map(({ id }) => id),
    ids.filter((id) => !id.startsWith('revocation.')),
  );
  assert.deepEqual(faultsOf({ revocation: { kind: 'none' }, signature: new Uint8Array() }), [
    'authentication.signature wrong',
  ]);
});

test('a signature over another message, by another key, cut short or empty is refused', () => {
  const wrong = ['authentication.signature wrong'];
  assert.deepEqual(faultsOf({ message: message.subarray(1) }), wrong);
  assert.deepEqual(faultsOf({ signature: sign('sha256', message, h.shop.privateKey('ca')) }), wrong);
  assert.deepEqual(faultsOf({ signature: sign('sha1', message, h.leafKey) }), wrong);
  assert.deepEqual(faultsOf({ signature: signature.subarray(1) }), wrong);
  assert.deepEqual(faultsOf({ signature: new Uint8Array() }), wrong);
});

test('after a failure every other check is still made', () => {
  const late = anchors[1]?.notAfter ?? 0;
  const list = h.shop.crl({
    issuer: 'ca',
    from: late - DAY,
    to: late + 2 * DAY,
    revoked: [{ serial, at: NOW }],
    ...scoped,
  });
  const changes = {
    message: message.subarray(1),
    time: late + DAY,
    revocation: { kind: 'crl', crl: list },
  } as const;
  assert.deepEqual(faultsOf(changes), [
    'authentication.signature wrong',
    'path.validity expired',
    'revocation.status revoked',
  ]);
  assert.equal(decisiveCheck(judge(changes).report)?.id, 'authentication.signature');
});

test('a certificate of an unknown generation has no revocation status, and is not good for want of one', () => {
  assert.deepEqual(faultsOf({ anchors: [h.ca2] }), [
    'path.signature wrong-key',
    'revocation.status no-evidence',
  ]);
});

test('the anchor must look like an authority of this hierarchy', () => {
  const anchor = h.caWith({ name: 'ca', extensions: replaced(CA_EXTENSIONS, 'subjectAltName=-') });
  h.caWith({ name: 'ca' });
  assert.deepEqual(faultsOf({ anchors: [anchor] }), [
    'profile.issuerAltName value',
    'authority.subjectAltName absent',
  ]);
});

test('identity is handed out only with a valid verdict', () => {
  const { certificate, issuerKeyId, serial: none } = judge({ time: NOW - 2 * YEAR });
  assert.ok(certificate !== undefined);
  assert.equal(issuerKeyId, undefined);
  assert.equal(none, undefined);
});

test("the card's other certificate is refused for a login", () => {
  const certificate = h.leafWith({
    name: 'signing',
    subject: '/C=JP/L=Tokyo-to/L=Setagaya-ku/CN=20250101120000000AGCIEG13221',
    extensions: replaced(
      LEAF_EXTENSIONS,
      'keyUsage=critical,digitalSignature,nonRepudiation',
      'extendedKeyUsage=-',
      'certificatePolicies=critical,@signature_policy',
      'authorityInfoAccess=-',
    ),
  });
  assert.deepEqual(faultsOf({ certificate }), [
    'path.policy not-asserted',
    'profile.subject value',
    'profile.keyUsage value',
    'profile.extKeyUsage absent',
    'profile.authorityInfoAccess absent',
  ]);
});

test('a report is plain data without anything that tells who it was, also when it refuses', () => {
  const { notBefore, notAfter } = parseCertificate(h.leaf);
  const revokedAt = NOW - DAY - 17_000;
  const list = h.shop.crl({
    issuer: 'ca',
    from: NOW - DAY,
    to: NOW + 5 * YEAR,
    revoked: [{ serial, at: revokedAt }],
    ...scoped,
  });
  const late = judge({ time: notAfter + DAY, revocation: { kind: 'crl', crl: list } }).report;
  assert.equal(late.verdict, 'invalid');
  const secrets = [serial, '997794E9AGCIEG13221003A', `${notBefore}`, `${notAfter}`, `${revokedAt}`];
  for (const report of [judge().report, late]) {
    const text = JSON.stringify(report);
    assert.deepEqual(JSON.parse(text), report);
    for (const secret of secrets) assert.ok(!text.includes(secret), secret);
  }
});

test('a fault of our own is reported, not thrown, and is not valid', () => {
  const broken = { encoded: new Uint8Array(), tbs: new Uint8Array(), spki: {} } as never;
  const { report } = judge({ certificate: broken });
  assert.equal(report.verdict, 'indeterminate');
  assert.deepEqual(faults(report), ['judgement.complete internal']);
});
