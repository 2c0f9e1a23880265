import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { parseCertificate } from '../certificate.ts';
import { crlSeries, parseCrl } from '../crl/index.ts';
import { DAY, LEAF_EXTENSIONS, NOW, replaced, SECTIONS, YEAR } from '../testing/hierarchy.ts';
import { createBench, scoped } from '../testing/revocation.ts';

const { h, issuer, crl, listed, judge, faultsOf } = createBench();
const NO_EVIDENCE = 'revocation.status no-evidence';
const REVOKED = 'revocation.status revoked';
const HOLD = 'revocation.status on-hold';
const good = crl(10);

test('without evidence nothing is said', () => {
  assert.deepEqual(judge({}), {
    checks: [
      {
        id: 'revocation.status',
        status: 'undetermined',
        reason: 'no-evidence',
        citation: 'RFC 5280 6.3.3 (i)-(l); RFC 6960 2.2',
      },
    ],
    evidence: [],
    status: undefined,
    vouchers: [],
    settled: true,
  });
});

test('a current CRL without the certificate is good, and the report names it', () => {
  const { checks, evidence, status } = judge({ crls: [good] });
  assert.ok(checks.every((check) => check.status === 'passed'));
  assert.deepEqual(status, { kind: 'good' });
  assert.deepEqual(evidence, [
    {
      kind: 'crl',
      sha256: createHash('sha256').update(good).digest('hex'),
      series: crlSeries(parseCrl(good), issuer),
      number: '10',
      issuerKeyId: issuer.keyId,
      thisUpdate: NOW - DAY + 600_000,
      nextUpdate: NOW + DAY,
    },
  ]);
});

test('of several CRLs one that says revoked decides, in any order and however old', () => {
  const bad = crl(3, listed('superseded'));
  const old = crl(4, { ...listed('superseded'), from: NOW - 9 * DAY, to: NOW - 8 * DAY });
  for (const crls of [
    [good, bad],
    [bad, good],
    [good, old],
    [old, good],
  ]) {
    const { status, evidence } = judge({ crls });
    assert.deepEqual(status, { kind: 'revoked', at: NOW - DAY, reason: 'superseded' });
    assert.equal(evidence.length, 1);
    assert.ok(faultsOf({ crls }).includes(REVOKED));
  }
  const early = crl(5, { ...listed('superseded'), from: NOW + DAY, to: NOW + 2 * DAY });
  assert.deepEqual(faultsOf({ crls: [good, early] }), [], 'what is said from the future is said by nobody');
});

test('of several revocations the earliest counts, whichever list says it', () => {
  const { revoked } = listed('superseded');
  const earlier = revoked.map((one) => ({ ...one, at: NOW - 5 * DAY }));
  const [late, early] = [crl(3, { revoked }), crl(4, { revoked: earlier })];
  for (const crls of [
    [late, early],
    [early, late],
  ]) {
    assert.deepEqual(judge({ crls }).status, { kind: 'revoked', at: NOW - 5 * DAY, reason: 'superseded' });
  }
});

test('a hold counts until a newer CRL of the same series no longer lists it', () => {
  const hold = crl(10, listed('certificateHold'));
  assert.deepEqual(faultsOf({ crls: [hold, crl(11)] }), []);
  assert.deepEqual(faultsOf({ crls: [hold, crl(9)] }), [HOLD]);
  const backwards = crl(11, { from: NOW - 2 * DAY });
  assert.deepEqual(faultsOf({ crls: [hold, backwards] }), [HOLD], 'a higher number, but made before');
  const lower = crl(9, { from: NOW - 60_000 });
  assert.deepEqual(faultsOf({ crls: [hold, lower] }), [HOLD], 'made later, but of a lower number');
  const elsewhere = crl(11, scoped(['fullname=dirName:point_a']));
  assert.deepEqual(faultsOf({ crls: [hold, elsewhere] }), [HOLD], 'a list of another series');
  const gone = crl(10, { ...listed('certificateHold'), from: NOW - 9 * DAY, to: NOW - 8 * DAY });
  assert.deepEqual(faultsOf({ crls: [gone, crl(9)] }), [], 'a hold in a list that is out of date');
});

test('CRLs of other authorities, and bytes that are none, do not disturb a good one', () => {
  h.shop.key('stranger');
  h.caWith({ name: 'stranger', subject: '/C=JP/O=Stranger' });
  const foreign = crl(1, { issuer: 'stranger', ...listed('superseded') });
  const broken = good.subarray(1);
  assert.deepEqual(faultsOf({ crls: [foreign, broken, good] }), []);
  assert.deepEqual(faultsOf({ crls: [broken] }), ['revocation.crl.form malformed', NO_EVIDENCE]);
  assert.deepEqual(faultsOf({ crls: [foreign] }), [
    'revocation.crl.issuer other-name',
    'revocation.crl.signature wrong-key',
    NO_EVIDENCE,
  ]);
});

test('a report without usable CRL shows the one that lacks least', () => {
  const expired = crl(4, { from: NOW - 9 * DAY, to: NOW - 8 * DAY });
  const other = crl(5, { issuer: 'ca2' });
  for (const crls of [
    [expired, other],
    [other, expired],
  ]) {
    assert.deepEqual(faultsOf({ crls }), ['revocation.crl.currency expired', NO_EVIDENCE]);
  }
});

test('CRLs for some reasons count together when they cover every reason', () => {
  const some = (number: number, reasons: string, order = {}) =>
    crl(number, { ...scoped([`onlysomereasons=${reasons}`]), ...order });
  const first = some(1, 'keyCompromise,CACompromise');
  const rest =
    'affiliationChanged,superseded,cessationOfOperation,certificateHold,privilegeWithdrawn,AACompromise';
  const second = some(1, rest);
  const both = judge({ crls: [first, second] });
  assert.deepEqual(both.status, { kind: 'good' });
  assert.equal(both.evidence.length, 2);
  const partly = ['revocation.crl.reasons some-reasons', NO_EVIDENCE];
  assert.deepEqual(faultsOf({ crls: [first] }), partly);
  assert.deepEqual(faultsOf({ crls: [first, first] }), partly);
  const lacking = some(1, rest.replace(',AACompromise', ''));
  assert.deepEqual(faultsOf({ crls: [first, lacking] }), partly, 'one reason is missing');
  assert.deepEqual(faultsOf({ crls: [first, some(2, rest, listed('superseded'))] }), [REVOKED]);
  assert.deepEqual(faultsOf({ crls: [some(2, 'keyCompromise', listed('keyCompromise'))] }), [REVOKED]);
  const expired = some(2, rest, { from: NOW - 9 * DAY, to: NOW - 8 * DAY });
  assert.deepEqual(faultsOf({ crls: [first, expired] }), partly, 'one of them is out of date');
});

test('distribution points for some reasons lead to lists that count together', () => {
  const certificate = parseCertificate(
    h.leafWith({
      name: 'split',
      extensions: replaced(LEAF_EXTENSIONS, 'crlDistributionPoints=dp1,dp2'),
      sections: `${SECTIONS}[dp1]\nfullname=dirName:point_a\nreasons=keyCompromise,CACompromise
[dp2]\nfullname=dirName:point_b\nreasons=affiliationChanged,superseded,cessationOfOperation,certificateHold,privilegeWithdrawn,AACompromise\n`,
    }),
  );
  const [a, b] = ['a', 'b'].map((point) => crl(1, scoped([`fullname=dirName:point_${point}`])));
  const partly = ['revocation.crl.reasons some-reasons', NO_EVIDENCE];
  assert.ok(a !== undefined && b !== undefined);
  assert.deepEqual(faultsOf({ certificate, crls: [a, b] }), []);
  assert.deepEqual(faultsOf({ certificate, crls: [a] }), partly);
  assert.deepEqual(faultsOf({ certificate, crls: [b] }), partly);
});

test('two CRLs of one number that differ are both no evidence', () => {
  const other = crl(10, { revoked: [{ serial: '05', at: NOW - DAY }] });
  const conflict = ['revocation.crl.number conflicting', NO_EVIDENCE];
  assert.deepEqual(faultsOf({ crls: [good, other] }), conflict);
  assert.deepEqual(faultsOf({ crls: [good, good] }), [], 'the same list twice');
  assert.deepEqual(faultsOf({ crls: [good, other, crl(11)] }), [], 'a newer list is not touched by it');
  const scopedList = crl(10, scoped(['fullname=dirName:point_a']));
  assert.deepEqual(faultsOf({ crls: [good, scopedList] }), [], 'another scope counts for itself');
  assert.deepEqual(faultsOf({ crls: [good, crl(10, listed('superseded'))] }), [
    'revocation.crl.number conflicting',
    REVOKED,
  ]);
});

test('a CRL of a lower number than believed before in its series says nothing good', () => {
  const series = crlSeries(parseCrl(good), issuer);
  const known = (number: bigint) => (name: string) => (name === series ? number : undefined);
  assert.deepEqual(faultsOf({ crls: [good], knownCrlNumbers: known(10n) }), []);
  const back = ['revocation.crl.number rolled-back', NO_EVIDENCE];
  assert.deepEqual(faultsOf({ crls: [good], knownCrlNumbers: known(11n) }), back);
  const elsewhere = crl(3, scoped(['fullname=dirName:point_a']));
  assert.deepEqual(faultsOf({ crls: [elsewhere], knownCrlNumbers: known(11n) }), []);
  const revoked = { crls: [crl(3, listed('superseded'))], knownCrlNumbers: known(11n) };
  assert.deepEqual(faultsOf(revoked), ['revocation.crl.number rolled-back', REVOKED]);
});

test('no more lists about the certificate are examined than the budget allows, and others take no place', () => {
  h.shop.key('outsider');
  h.caWith({ name: 'outsider', subject: '/C=JP/O=Outsider' });
  const foreign = crl(1, { issuer: 'outsider' });
  const forged = crl(9, { issuer: 'ca2' });
  const budget = { evidence: 1 };
  assert.deepEqual(faultsOf({ crls: [good.subarray(1), foreign, good], budget }), []);
  assert.deepEqual(
    faultsOf({ crls: [forged, good], budget }),
    [],
    'the key that signed the certificate first',
  );
  const old = crl(4, { from: NOW - 9 * DAY, to: NOW - 8 * DAY });
  const found = ['revocation.crl.currency expired', NO_EVIDENCE];
  assert.deepEqual(faultsOf({ crls: [old, good], budget }), found);
});

test('a CRL made after the certificate had run out says nothing good, unless it keeps such certificates', () => {
  const certificate = parseCertificate(h.leafWith({ name: 'past', from: NOW - YEAR, to: NOW - 3 * DAY }));
  const dropped = ['revocation.crl.retention dropped', NO_EVIDENCE];
  assert.deepEqual(faultsOf({ certificate, crls: [good] }), dropped);
  const keeping = (since: string) =>
    crl(1, { extensions: ['authorityKeyIdentifier=keyid:always', `2.5.29.60=DER:180f${since}`] });
  const hex = (text: string) => Buffer.from(text).toString('hex');
  assert.deepEqual(faultsOf({ certificate, crls: [keeping(hex('20200101000000Z'))] }), []);
  assert.deepEqual(faultsOf({ certificate, crls: [keeping(hex('20990101000000Z'))] }), dropped);
  assert.deepEqual(faultsOf({ certificate, crls: [crl(2, listed('superseded'))] }), [REVOKED]);
});
