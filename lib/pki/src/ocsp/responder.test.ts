import assert from 'node:assert/strict';
import { test } from 'node:test';
import { derOctetString, derOid, derSequence, derValue } from '@kazasu/bytes';
import { parseCertificate } from '../certificate.ts';
import { revocationChecks } from '../revocation/index.ts';
import { at, changed, changedAnswer, encodeTree, treeOf } from '../testing/der-tree.ts';
import { codeOf, faults } from '../testing/faults.ts';
import {
  CA_NAME,
  createHierarchy,
  DAY,
  NOW,
  RESPONDER_EXTENSIONS,
  replaced,
  YEAR,
} from '../testing/hierarchy.ts';
import { type CertificateOrder, type OcspOrder, openSslTime } from '../testing/openssl.ts';
import { createResponder, RESPONDER_NAME } from '../testing/responder.ts';
import { checkOcsp, createOcspRequest, type OcspOptions, parseOcspResponse } from './index.ts';

const h = createHierarchy();
const certificate = parseCertificate(h.leaf);
const issuer = parseCertificate(h.ca);
const { serial } = certificate;
const nonce = new Uint8Array(32).fill(7);
const request = createOcspRequest({ issuer, serial, nonce });
const NO_EVIDENCE = 'revocation.status no-evidence';
const OTHER_ISSUER = ['revocation.ocsp.responder other-issuer', NO_EVIDENCE];

for (const name of ['sibling', 'stranger']) h.shop.key(name);
const { responder, responderWith, answerTo } = createResponder(h);
const key = h.shop.privateKey('responder');
const answerWith = (order: Partial<OcspOrder> = {}) => answerTo(request, { good: [serial], ...order });
const faultsOf = (response: Uint8Array, options: Partial<OcspOptions> = {}) =>
  faults(checkOcsp({ certificate, issuer, response, nonce, time: Date.now(), ...options }));
const good = answerWith();

const AUTHORITY = [
  'keyUsage=critical,digitalSignature,keyCertSign,cRLSign',
  'basicConstraints=critical,CA:TRUE',
];
/** An authority beside the one in question, under it or under its name. */
const authority = (name: string, order: Partial<CertificateOrder> = {}) =>
  h.shop.certificate({
    name,
    key: name,
    subject: `/C=JP/O=JPKI-TEST/CN=${name}`,
    from: NOW - YEAR,
    to: NOW + YEAR,
    extensions: [...AUTHORITY, 'subjectKeyIdentifier=hash'],
    ...order,
  });

test('another authority does not answer for this one, whatever it is called', () => {
  authority('sibling', { issuer: 'ca' });
  const profile = ['revocation.ocsp.responder not-delegated', NO_EVIDENCE];
  assert.deepEqual(faultsOf(answerWith({ responder: 'sibling' })), profile, 'under the same one');
  authority('stranger');
  assert.deepEqual(faultsOf(answerWith({ responder: 'stranger' })), OTHER_ISSUER, 'a stranger');
  authority('stranger', { subject: CA_NAME });
  const byName = answerWith({ responder: 'stranger' });
  assert.deepEqual(faultsOf(byName), OTHER_ISSUER);
  const silent = answerWith({ responder: 'stranger', flags: ['-resp_no_certs'] });
  assert.deepEqual(faultsOf(silent), [
    'revocation.ocsp.responder key-usage',
    'revocation.ocsp.signature wrong',
    NO_EVIDENCE,
  ]);
  const byKey = answerWith({ responder: 'stranger', flags: ['-resp_key_id'] });
  assert.deepEqual(faultsOf(byKey), OTHER_ISSUER, 'the same name, another key');
});

test('a responder of another authority, or one delegated by a delegate, is refused', () => {
  authority('sibling', { issuer: 'ca' });
  responderWith({ issuer: 'sibling' });
  assert.deepEqual(faultsOf(answerWith()), OTHER_ISSUER);
  responderWith();
  h.shop.certificate({
    name: 'stranger',
    key: 'stranger',
    subject: RESPONDER_NAME,
    issuer: 'responder',
    from: NOW - DAY,
    to: NOW + YEAR,
    extensions: RESPONDER_EXTENSIONS,
  });
  assert.deepEqual(faultsOf(answerWith({ responder: 'stranger' })), OTHER_ISSUER);
});

test('the purpose to answer must be named: any purpose is not it', () => {
  for (const purpose of ['anyExtendedKeyUsage', 'anyExtendedKeyUsage,OCSPSigning', 'serverAuth']) {
    responderWith({ extensions: replaced(RESPONDER_EXTENSIONS, `extendedKeyUsage=${purpose}`) });
    assert.deepEqual(
      faultsOf(answerWith()),
      ['revocation.ocsp.responder not-delegated', NO_EVIDENCE],
      purpose,
    );
  }
  responderWith();
});

test('a responder with a weak key, or one signed with SHA-1, is refused', () => {
  h.shop.key('weak', 'rsa-1024');
  h.shop.certificate({
    name: 'weak',
    key: 'weak',
    subject: RESPONDER_NAME,
    issuer: 'ca',
    from: NOW - DAY,
    to: NOW + YEAR,
    extensions: RESPONDER_EXTENSIONS,
  });
  const weak = faultsOf(answerWith({ responder: 'weak' }));
  assert.deepEqual(weak, ['revocation.ocsp.signature wrong', NO_EVIDENCE]);
  responderWith({ digest: 'sha1' });
  assert.deepEqual(faultsOf(answerWith()), OTHER_ISSUER);
  responderWith();
});

test('among several certificates of one name the one that signed is found', () => {
  h.shop.certificate({
    name: 'stranger',
    key: 'stranger',
    subject: RESPONDER_NAME,
    from: NOW - DAY,
    to: NOW + YEAR,
    extensions: RESPONDER_EXTENSIONS.filter((line) => !line.startsWith('authority')),
  });
  const stranger = treeOf(h.shop.ocsp({ authority: 'ca', responder: 'stranger', request, good: [serial] }));
  const other = at(treeOf(at(stranger, 1, 0, 1).content ?? new Uint8Array()), 3, 0, 0);
  const both = changed(good, (tree) => {
    const octets = at(tree, 1, 0, 1);
    octets.content = changed(octets.content ?? new Uint8Array(), (basic) => {
      at(basic, 3, 0).children?.unshift(other);
    });
  });
  assert.deepEqual(faultsOf(both), []);
});

test('more certificates than a responder needs are refused', () => {
  const many = changed(good, (tree) => {
    const octets = at(tree, 1, 0, 1);
    octets.content = changed(octets.content ?? new Uint8Array(), (basic) => {
      const list = at(basic, 3, 0);
      list.children = new Array(5).fill(at(list, 0));
    });
  });
  assert.equal(
    codeOf(() => parseOcspResponse(many)),
    'pki/budget',
  );
});

test('a responder does not answer about itself', () => {
  const own = parseCertificate(responder);
  const about = createOcspRequest({ issuer, serial: own.serial, nonce });
  const response = answerWith({ request: about, good: [own.serial] });
  assert.deepEqual(faultsOf(response, { certificate: own }), ['revocation.ocsp.responder self', NO_EVIDENCE]);
});

test('a responder without nocheck is believed only if its own status is learnt, at the time of the answer', () => {
  responderWith({ extensions: replaced(RESPONDER_EXTENSIONS, 'noCheck=-') });
  const response = answerWith();
  responderWith();
  const parsed = parseOcspResponse(response);
  const producedAt = 'producedAt' in parsed ? parsed.producedAt : assert.fail();
  const asked: [number, string][] = [];
  const judged = (verdict: 'valid' | 'indeterminate') =>
    revocationChecks({
      certificate,
      issuer,
      crls: [],
      ocspResponses: [response],
      time: Date.now(),
      pool: [],
      judgeSigner: (_signer, when, role) => {
        asked.push([when, role]);
        return { verdict };
      },
    });
  assert.deepEqual(judged('valid').status, { kind: 'good' });
  assert.deepEqual(asked, [[producedAt, 'ocsp-responder']]);
  const refused = judged('indeterminate');
  assert.equal(refused.status, undefined);
  assert.ok(refused.checks.some(({ reason }) => reason === 'revocation-unknown'));
  const report = faultsOf(response);
  assert.deepEqual(report, ['revocation.ocsp.responder not-delegated', NO_EVIDENCE], 'nobody to ask');
});

// ---- what the answer says ---------------------------------------------------------------------------------

test('an answer from stock, without the nonce, counts only for who puts up with it; a wrong nonce for nobody', () => {
  const without = answerWith({ request: createOcspRequest({ issuer, serial }) });
  assert.deepEqual(faultsOf(without), ['revocation.ocsp.nonce missing', NO_EVIDENCE]);
  assert.deepEqual(faultsOf(without, { nonceRequired: false }), []);
  const other = { nonce: new Uint8Array(32).fill(8), nonceRequired: false };
  assert.deepEqual(faultsOf(good, other), ['revocation.ocsp.nonce mismatch', NO_EVIDENCE]);
});

test('a nonce of the answer has 1 to 128 octets', () => {
  const withNonce = (length: number) =>
    changedAnswer(good, key, (data) => {
      const octets = derOctetString(derOctetString(new Uint8Array(length).fill(1)));
      at(data, 3, 0, 0).children?.splice(1, 1, treeOf(octets));
    });
  for (const length of [1, 128]) {
    const parsed = parseOcspResponse(withNonce(length));
    assert.equal('nonce' in parsed ? parsed.nonce?.length : 0, length);
  }
  for (const length of [0, 129])
    assert.equal(
      codeOf(() => parseOcspResponse(withNonce(length))),
      'pki/ocsp',
    );
});

test('every refusal of a responder is named, and none is an answer', () => {
  const names: [number, string][] = [
    [1, 'malformedRequest'],
    [2, 'internalError'],
    [3, 'tryLater'],
    [5, 'sigRequired'],
    [6, 'unauthorized'],
  ];
  for (const [code, status] of names) {
    const response = Uint8Array.of(0x30, 3, 0x0a, 1, code);
    const { checks, verdict } = checkOcsp({ certificate, issuer, response, nonce, time: NOW });
    assert.equal(verdict, 'indeterminate');
    assert.deepEqual(checks[0]?.facts, { status });
    assert.equal(checks.at(-1)?.reason, 'no-evidence');
  }
});

const timed = (changes: readonly (readonly [readonly number[], number])[]) =>
  changedAnswer(good, key, (data) => {
    for (const [path, time] of changes)
      at(data, ...path).content = new TextEncoder().encode(openSslTime(time));
  });
const PRODUCED = [1] as const;
const NEXT = [2, 0, 3, 0] as const;

test('an answer whose times contradict each other says nothing', () => {
  const found = ['revocation.ocsp.currency contradictory', NO_EVIDENCE];
  const now = Date.now();
  assert.deepEqual(faultsOf(timed([[NEXT, now - DAY]])), found, 'ends before it begins');
  assert.deepEqual(faultsOf(timed([[PRODUCED, now - DAY / 4]])), found, 'older than what it tells');
});

test('what was revoked once is revoked in an old answer too; what was on hold or good is open', () => {
  const old = (order: Partial<OcspOrder>) =>
    faultsOf(answerWith({ good: [], ...order }), { time: Date.now() + DAY });
  const stale = 'revocation.ocsp.currency stale';
  const revoked = (reason: string) => ({ revoked: [{ serial, at: NOW - DAY, reason }] });
  assert.deepEqual(old(revoked('superseded')), [stale, 'revocation.status revoked']);
  assert.deepEqual(old(revoked('certificateHold')), [stale, NO_EVIDENCE]);
  assert.deepEqual(old({ good: [serial] }), [stale, NO_EVIDENCE]);
});

test('a revocation told by the wrong party, or in another answer than the one asked for, is not believed', () => {
  const revoked = { good: [], revoked: [{ serial, at: NOW - DAY, reason: 'superseded' }] };
  const byLeaf = faultsOf(answerWith({ ...revoked, responder: 'leaf' }));
  assert.deepEqual(byLeaf, ['revocation.ocsp.responder not-delegated', NO_EVIDENCE]);
  const other = { nonce: new Uint8Array(32).fill(8) };
  const replayed = faultsOf(answerWith(revoked), other);
  assert.deepEqual(replayed, ['revocation.ocsp.nonce mismatch', NO_EVIDENCE]);
  const late = { ...other, time: Date.now() + DAY };
  assert.equal(faultsOf(answerWith(revoked), late).at(-1), NO_EVIDENCE);
});

test('good about a certificate that has run out counts only with an archive cutoff before its end', () => {
  const past = parseCertificate(h.leafWith({ name: 'past', from: NOW - YEAR, to: NOW - DAY }));
  const dropped = ['revocation.ocsp.retention dropped', NO_EVIDENCE];
  assert.deepEqual(faultsOf(good, { certificate: past }), dropped);
  const withCutoff = (time: string) => {
    const text = derValue(0x18, new TextEncoder().encode(time));
    const extension = treeOf(derSequence(derOid('1.3.6.1.5.5.7.48.1.6'), derOctetString(text)));
    return changedAnswer(good, key, (data) => {
      at(data, 2, 0).children?.push({ tag: 0xa1, children: [{ tag: 0x30, children: [extension] }] });
    });
  };
  assert.deepEqual(faultsOf(withCutoff('20200101000000Z'), { certificate: past }), []);
  assert.deepEqual(faultsOf(withCutoff(openSslTime(NOW)), { certificate: past }), dropped);
  const utc = () => parseOcspResponse(withCutoff('200101000000Z'));
  assert.equal(codeOf(utc), 'bytes/time');
  assert.ok(encodeTree(treeOf(good)).length > 0);
});
