import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSigningBench, DAY, NOW, SIGNER_EXTENSIONS, YEAR } from './testing/bench.ts';
import { edited, judge } from './testing/judged.ts';
import { canonicalValue, createTimestampUnit, stampProperty, withUnsigned } from './testing/stamp.ts';
import { contract, EXCLUSIVE, goodTemplate, signatureOf } from './testing/template.ts';

const bench = createSigningBench();
const { h, options } = bench;
const unit = createTimestampUnit(h);
const stamped = { ...options, timestampAnchors: [unit.root], crls: [bench.crl, unit.crl] };
const GOOD = bench.signed();
const token = unit.stamp(canonicalValue(GOOD));
const WITH_TIME = withUnsigned(GOOD, stampProperty(token));

test('a time-stamp over the signature value makes level T, at its time', () => {
  const { report, signature, faults } = judge(WITH_TIME, stamped);
  assert.deepEqual(faults, []);
  assert.equal(report.indication, 'TOTAL-PASSED');
  assert.equal(signature?.level, 'T');
  assert.ok(Math.abs((signature?.bestSignatureTime ?? 0) - Date.now()) < 120_000);
  assert.equal(bench.peer(WITH_TIME).status, 0, 'for the peer nothing has changed');
});

test('the canonicalisation that the time-stamp names is the one that is used', () => {
  const exclusive = unit.stamp(canonicalValue(GOOD, '--exc-c14n'));
  assert.equal(judge(withUnsigned(GOOD, stampProperty(exclusive, EXCLUSIVE)), stamped).signature?.level, 'T');
  assert.equal(judge(withUnsigned(GOOD, stampProperty(exclusive)), stamped).signature?.level, 'B');
  const unknown = judge(withUnsigned(GOOD, stampProperty(token, 'urn:x')), stamped);
  assert.deepEqual(unknown.faults, ['xades.unsigned-properties timestamp']);
});

test('a time-stamp over something else proves nothing', () => {
  const value = /<ds:SignatureValue>([^<]*)/.exec(GOOD)?.[1] ?? '';
  for (const covered of ['something', value, Buffer.from(value, 'base64')]) {
    const other = judge(withUnsigned(GOOD, stampProperty(unit.stamp(covered))), stamped);
    assert.equal(other.signature?.level, 'B');
    assert.equal(other.signature?.bestSignatureTime, NOW);
  }
});

test("a stranger's time-stamp, and any without anchors for time-stamps, proves nothing", () => {
  assert.equal(judge(WITH_TIME, options).signature?.level, 'B');
  assert.equal(judge(WITH_TIME, { ...stamped, timestampAnchors: [h.ca] }).signature?.level, 'B');
});

test('with all that is needed in the document it is level LT, and outlives the certificate', () => {
  const value = (name: string, octets: Uint8Array) =>
    `<xades:${name}>${Buffer.from(octets).toString('base64')}</xades:${name}>`;
  const certificates = `<xades:CertificateValues>${value('EncapsulatedX509Certificate', h.ca)}${value('EncapsulatedX509Certificate', unit.certificate)}${value('EncapsulatedX509Certificate', unit.root)}</xades:CertificateValues>`;
  const revocation = `<xades:RevocationValues><xades:CRLValues>${value('EncapsulatedCRLValue', bench.crl)}${value('EncapsulatedCRLValue', unit.crl)}</xades:CRLValues></xades:RevocationValues>`;
  const all = withUnsigned(GOOD, stampProperty(token) + certificates + revocation);
  const alone = { anchors: options.anchors, timestampAnchors: [unit.root] };
  const now = judge(all, { ...alone, time: NOW + 60_000 });
  assert.deepEqual(now.faults, []);
  assert.equal(now.signature?.level, 'LT');
  // Revocation values of the earlier place, for the time-stamp alone, are read too.
  const apart = withUnsigned(
    GOOD,
    `${stampProperty(token)}<x:TimeStampValidationData xmlns:x="http://uri.etsi.org/01903/v1.4.1#">${certificates}${revocation}</x:TimeStampValidationData>`,
  );
  assert.equal(judge(apart, { ...alone, time: NOW + 60_000 }).signature?.level, 'LT');
  const broken = edited(all, /<xades:EncapsulatedCRLValue>..../, '<xades:EncapsulatedCRLValue>AAAA');
  assert.notEqual(judge(broken, { ...alone, time: NOW + 60_000 }).report.verdict, 'valid');
});

test('a certificate that ran out after the time-stamp does no harm, without one it does', () => {
  const short = h.leafWith({
    name: 'short',
    key: 'leaf',
    serial: '66',
    to: NOW + 30 * DAY,
    extensions: SIGNER_EXTENSIONS,
  });
  const document = bench.sign(contract(signatureOf(goodTemplate(short))));
  const proven = withUnsigned(document, stampProperty(unit.stamp(canonicalValue(document))));
  const later = { ...stamped, time: NOW + 60 * DAY };
  assert.equal(judge(proven, later).report.indication, 'TOTAL-PASSED');
  const bare = judge(document, later).report;
  assert.notEqual(bare.indication, 'TOTAL-PASSED');
  assert.equal(judge(proven, { ...later, time: NOW + 20 * YEAR }).report.verdict === 'valid', false);
});
