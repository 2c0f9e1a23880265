import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { fingerprintOf, parseCertificate } from '../certificate.ts';
import { type IsSigned, isSigned } from '../evidence-signer.ts';
import { createOcspRequest } from '../ocsp/index.ts';
import { at, changedAnswer } from '../testing/der-tree.ts';
import { DAY, NOW } from '../testing/hierarchy.ts';
import { openSslTime } from '../testing/openssl.ts';
import { createResponder } from '../testing/responder.ts';
import { createBench } from '../testing/revocation.ts';

const { h, certificate, issuer, crl, listed, judge, faultsOf } = createBench();
const { serial } = certificate;
const NO_EVIDENCE = 'revocation.status no-evidence';
const REVOKED = 'revocation.status revoked';
const HOLD = 'revocation.status on-hold';
const time = Date.now() + 1000;

const { responder: encoded, answerTo } = createResponder(h);
const responder = parseCertificate(encoded);
const request = createOcspRequest({ issuer, serial });
const answer = (order = {}) => answerTo(request, { good: [serial], ...order });
const revoked = (reason: string) => ({ good: [], revoked: [{ serial, at: NOW - DAY, reason }] });
const good = answer();
const onHold = answer(revoked('certificateHold'));

/** Signatures of lists can be verified, those of answers cannot be afforded. */
const ocspUndecided: IsSigned = (signed, signer) =>
  'scope' in signed ? isSigned(signed, signer) : undefined;

test('a good answer is good, and the report names it and its responder', () => {
  const { status, evidence, checks } = judge({ ocspResponses: [good], time });
  assert.deepEqual(status, { kind: 'good' });
  assert.equal(checks.filter(({ id }) => id === 'revocation.status').length, 1);
  const [first, second] = evidence;
  assert.ok(first?.kind === 'ocsp' && second?.kind === 'certificate');
  assert.equal(first.sha256, createHash('sha256').update(good).digest('hex'));
  assert.ok(first.thisUpdate <= time && (first.nextUpdate ?? 0) > time);
  assert.deepEqual([second.role, second.sha256], ['ocsp-responder', fingerprintOf(responder)]);
});

test('a responder whose certificate comes along elsewhere is found', () => {
  const bare = answer({ flags: ['-resp_no_certs'] });
  const missing = ['revocation.ocsp.responder no-certificate', NO_EVIDENCE];
  assert.deepEqual(faultsOf({ ocspResponses: [bare], time }), missing);
  assert.deepEqual(faultsOf({ ocspResponses: [bare], pool: [issuer, responder], time }), []);
});

test('a kept answer may be about other certificates too', () => {
  const two = changedAnswer(good, h.shop.privateKey('responder'), (data) => {
    const list = data.children?.[2]?.children ?? [];
    const other = structuredClone(list[0]) ?? assert.fail();
    const id = other.children?.[0]?.children?.[3] ?? assert.fail();
    id.content = Uint8Array.of(9);
    list.unshift(other);
  });
  assert.deepEqual(faultsOf({ ocspResponses: [two], time }), []);
});

test('revoked counts, whoever says it, and however good the other evidence', () => {
  const bad = answer(revoked('superseded'));
  assert.deepEqual(faultsOf({ crls: [crl(3)], ocspResponses: [good, bad], time }), [REVOKED]);
  assert.deepEqual(faultsOf({ crls: [crl(3, listed('superseded'))], ocspResponses: [good], time }), [
    REVOKED,
  ]);
  const older = changedAnswer(bad, h.shop.privateKey('responder'), (data) => {
    const earlier = new TextEncoder().encode(openSslTime(NOW - 60_000));
    for (const path of [[1], [2, 0, 2]]) at(data, ...path).content = earlier;
  });
  assert.deepEqual(faultsOf({ ocspResponses: [good, older], time }), [REVOKED], 'told before');
  const stale = { ocspResponses: [bad], time: time + DAY / 2 };
  assert.deepEqual(faultsOf({ crls: [crl(3)], ...stale }), ['revocation.ocsp.currency stale', REVOKED]);
});

test('a hold is lifted by whoever says good later, and only then', () => {
  const held = crl(3, listed('certificateHold'));
  assert.deepEqual(faultsOf({ crls: [held], ocspResponses: [good], time }), []);
  assert.deepEqual(faultsOf({ crls: [crl(3)], ocspResponses: [onHold], time }), [HOLD]);
  const atOnce = faultsOf({ ocspResponses: [good, onHold], time });
  assert.deepEqual(atOnce.at(-1), HOLD, 'of one second, the worse counts');
  const later = crl(3, { from: NOW + 60_000 });
  assert.deepEqual(faultsOf({ crls: [later], ocspResponses: [onHold], time: time + 120_000 }), []);
});

test('ignorance does not disturb what others know, and is never good', () => {
  const unknown = answer({ good: [] });
  assert.deepEqual(faultsOf({ ocspResponses: [unknown], time }), ['revocation.status unknown']);
  assert.deepEqual(judge({ ocspResponses: [unknown], time }).status, { kind: 'unknown' });
  assert.deepEqual(faultsOf({ crls: [crl(3)], ocspResponses: [unknown], time }), []);
  assert.deepEqual(faultsOf({ ocspResponses: [unknown, good], time }).at(-1), undefined);
});

test('answers about others, refusals and broken ones do not disturb a good one, and say nothing alone', () => {
  const about = createOcspRequest({ issuer, serial: '05' });
  const foreign = answer({ request: about, good: ['05'] });
  const broken = [foreign, Uint8Array.of(0x30, 3, 0x0a, 1, 3), good.subarray(1)];
  assert.deepEqual(faultsOf({ ocspResponses: [...broken, good], time }), []);
  assert.deepEqual(faultsOf({ ocspResponses: broken, crls: [crl(3)], time }), []);
  assert.deepEqual(faultsOf({ ocspResponses: [foreign], time }), [
    'revocation.ocsp.single missing',
    NO_EVIDENCE,
  ]);
});

test('no more answers about the certificate are examined than the budget allows', () => {
  const budget = { evidence: 1 };
  assert.deepEqual(faultsOf({ ocspResponses: [good.subarray(1), good], time, budget }), []);
  const forged = changedAnswer(good, h.shop.privateKey('ca2'), () => {});
  const found = ['revocation.ocsp.signature wrong', NO_EVIDENCE];
  assert.deepEqual(faultsOf({ ocspResponses: [forged, good], time, budget }), found);
});

test('an answer that says "revoked" and was not examined to the end leaves the status open', () => {
  const said = answer(revoked('superseded'));
  const current = crl(3);
  const times = { time, crls: [crl(3, { to: time + DAY })] };
  const open = ['revocation.examined budget', NO_EVIDENCE];
  assert.deepEqual(faultsOf({ crls: [current], ocspResponses: [said] }).at(-1), 'revocation.status revoked');
  const budget = { evidence: 1 };
  assert.deepEqual(faultsOf({ ...times, ocspResponses: [good, said], budget }), open);
  assert.deepEqual(faultsOf({ ...times, ocspResponses: [good, good], budget }), [], 'nothing against it');
  assert.deepEqual(faultsOf({ ...times, ocspResponses: [good, said], isSigned: ocspUndecided }), open);
  const bare = answer({ ...revoked('superseded'), flags: ['-resp_no_certs'] });
  assert.deepEqual(faultsOf({ ...times, ocspResponses: [bare] }), [], 'nobody at hand signed it');
  assert.deepEqual(faultsOf({ ...times, ocspResponses: [bare], poolCut: true }), open);
  const many = Array.from({ length: 8 }, () => ({
    ...responder,
    encoded: issuer.encoded,
    spki: issuer.spki,
  }));
  assert.deepEqual(faultsOf({ ...times, ocspResponses: [bare], pool: [...many, responder] }), open);
});

test('a responder is found behind a certificate of its key by another issuer, which anybody may put into an answer', () => {
  const bare = answer({ flags: ['-resp_no_certs'] });
  const impostor = { ...responder, encoded: issuer.encoded, issuer: responder.subject };
  const pool = [...Array.from({ length: 9 }, () => impostor), responder];
  assert.deepEqual(faultsOf({ ocspResponses: [bare], pool, time }), []);
});

test('where nothing says anything, the report has what each kind of evidence lacks', () => {
  const expired = crl(3, { from: NOW - 9 * DAY, to: NOW - 8 * DAY });
  assert.deepEqual(faultsOf({ crls: [expired], ocspResponses: [good.subarray(1)], time }), [
    'revocation.crl.currency expired',
    'revocation.ocsp.form malformed',
    NO_EVIDENCE,
  ]);
});
