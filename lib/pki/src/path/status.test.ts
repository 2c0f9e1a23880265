import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCrl } from '../crl/index.ts';
import { faults } from '../testing/faults.ts';
import { createHierarchy, DAY, NOW, RESPONDER_EXTENSIONS, SECTIONS, YEAR } from '../testing/hierarchy.ts';
import { type PathOptions, validatePath } from './index.ts';

const h = createHierarchy();
h.shop.key('sub');
h.shop.key('end');
const AKI = 'authorityKeyIdentifier=keyid:always';
const issued = (name: string, issuer: string, serial: string, extensions: readonly string[]) =>
  h.shop.certificate({
    name,
    key: name,
    subject: `/C=JP/O=${name}`,
    issuer,
    serial,
    from: NOW - YEAR,
    to: NOW + YEAR,
    extensions: [...extensions, AKI, 'subjectKeyIdentifier=hash'],
    sections: SECTIONS,
  });
const sub = issued('sub', 'ca', '2001', [
  'basicConstraints=critical,CA:TRUE',
  'keyUsage=critical,keyCertSign,cRLSign',
]);
const end = issued('end', 'sub', '3001', ['keyUsage=critical,digitalSignature']);
const crl = (issuer: string, ...serials: readonly string[]) =>
  h.shop.crl({
    issuer,
    from: NOW - DAY,
    to: NOW + DAY,
    extensions: [AKI],
    revoked: serials.map((serial) => ({ serial, at: NOW - DAY })),
  });
const judge = (more: Partial<PathOptions>) =>
  validatePath({ certificate: end, intermediates: [sub], anchors: [h.ca2, h.ca], time: NOW, ...more });
const OPEN = 'revocation.status no-evidence';

test('as soon as CRLs are given, every certificate but the anchor must be known to be good', () => {
  assert.deepEqual(faults(judge({})), []);
  const all = [crl('sub'), crl('ca')];
  assert.deepEqual(faults(judge({ crls: all })), []);
  assert.deepEqual(faults(judge({ crls: all.map(parseCrl) })), []);
  const partly = judge({ crls: [crl('sub')] });
  assert.equal(partly.verdict, 'indeterminate');
  assert.deepEqual(
    partly.checks.filter(({ reason }) => reason === 'no-evidence').map(({ facts }) => facts?.position),
    [1],
  );
  assert.equal(judge({ crls: [] }).verdict, 'indeterminate');
  assert.deepEqual(faults(judge({ crls: [], revocation: 'none' })), []);
  assert.equal(judge({ revocation: 'required' }).verdict, 'indeterminate');
});

test('a revoked leaf and a revoked authority are refused', () => {
  const leaf = judge({ crls: [crl('sub', '3001'), crl('ca')] });
  assert.deepEqual(faults(leaf), ['revocation.status revoked']);
  const authority = judge({ crls: [crl('sub'), crl('ca', '2001')] });
  assert.equal(authority.verdict, 'invalid');
  assert.deepEqual(faults(authority), ['revocation.status revoked']);
});

test('CRLs that cannot be read leave the status open, and are named', () => {
  const report = judge({ crls: [crl('sub').subarray(1), new Uint8Array(3)] });
  assert.equal(report.verdict, 'indeterminate');
  assert.ok(faults(report).includes('revocation.crl.form malformed') && faults(report).includes(OPEN));
});

test('a chain that is invalid anyhow is still asked for its revocation', () => {
  const late = judge({ time: NOW + 2 * YEAR, crls: [crl('sub', '3001'), crl('ca')] });
  assert.ok(faults(late).includes('path.validity expired'));
  assert.ok(faults(late).includes('revocation.status revoked'));
});

test('the evidence has what the statuses rest on, each once', () => {
  const { evidence = [] } = judge({ crls: [crl('sub'), crl('ca')] });
  assert.deepEqual(
    evidence.map(({ kind }) => kind),
    ['certificate', 'certificate', 'certificate', 'crl', 'crl'],
  );
  assert.equal(new Set(evidence.map(({ sha256 }) => sha256)).size, 5);
});

test('an authority that signs CRLs with a second key is believed if that key leads to the same anchor', () => {
  h.shop.key('second');
  const second = (extensions: readonly string[]) =>
    h.shop.certificate({
      name: 'second',
      key: 'second',
      subject: '/C=JP/O=sub',
      issuer: 'ca',
      serial: '2002',
      from: NOW - YEAR,
      to: NOW + YEAR,
      extensions: [...extensions, AKI, 'subjectKeyIdentifier=hash'],
    });
  const signing = second(['keyUsage=critical,cRLSign']);
  const crls = (...serials: readonly string[]) => [crl('second'), crl('ca', ...serials)];
  const good = judge({ intermediates: [sub, signing], crls: crls() });
  assert.deepEqual(faults(good), []);
  assert.notEqual(judge({ intermediates: [sub, signing], crls: crls('2002') }).verdict, 'valid');
  assert.notEqual(judge({ intermediates: [sub], crls: crls() }).verdict, 'valid');
});

test('a CRL does not vouch for the certificate of its own signer', () => {
  h.shop.key('own');
  const own = h.shop.certificate({
    name: 'own',
    key: 'own',
    subject: '/C=JP/O=sub',
    issuer: 'sub',
    serial: '3002',
    from: NOW - YEAR,
    to: NOW + YEAR,
    extensions: ['keyUsage=critical,cRLSign', AKI, 'subjectKeyIdentifier=hash'],
  });
  const report = judge({ intermediates: [sub, own], crls: [crl('own'), crl('ca')] });
  assert.equal(report.verdict, 'indeterminate');
  // With a word about the second key by the first, it is believed.
  assert.equal(
    judge({ intermediates: [sub, own], crls: [crl('own'), crl('sub'), crl('ca')] }).verdict,
    'valid',
  );
});

test('an OCSP answer of a delegated responder says that a certificate is good', () => {
  h.shop.key('responder');
  const extensions = [...RESPONDER_EXTENSIONS];
  h.shop.certificate({
    name: 'responder',
    key: 'responder',
    subject: '/C=JP/O=responder',
    issuer: 'sub',
    from: NOW - DAY,
    to: NOW + YEAR,
    extensions,
  });
  const request = h.shop.path('end.req');
  h.shop.run(
    'ocsp',
    '-issuer',
    h.shop.path('sub.pem'),
    '-cert',
    h.shop.path('end.pem'),
    '-no_nonce',
    '-reqout',
    request,
  );
  const answer = (index: { good?: string[]; revoked?: { serial: string; at: number }[] }) =>
    h.shop.ocsp({ authority: 'sub', responder: 'responder', request: h.shop.read('end.req'), ...index });
  const time = Date.now();
  const good = judge({ time, ocspResponses: [answer({ good: ['3001'] })], crls: [crl('ca')] });
  assert.deepEqual(faults(good), []);
  const revoked = judge({
    time,
    ocspResponses: [answer({ revoked: [{ serial: '3001', at: NOW - DAY }] })],
    crls: [crl('ca')],
  });
  assert.equal(revoked.verdict, 'invalid');
});
