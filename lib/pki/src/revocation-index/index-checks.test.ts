import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCertificate } from '../certificate.ts';
import { checkCrl } from '../crl/index.ts';
import { reportOf } from '../report.ts';
import { faults } from '../testing/faults.ts';
import { createHierarchy, DAY, NOW, SECTIONS, YEAR } from '../testing/hierarchy.ts';
import { indexOf } from '../testing/index-of.ts';
import type { CrlOrder } from '../testing/openssl.ts';
import { checkIndex, indexChecks, judgeIndex } from './index.ts';

const h = createHierarchy();
const issuer = parseCertificate(h.ca);
const certificate = parseCertificate(h.leaf);
const POINT_A = 'issuingDistributionPoint=critical,@idp';
const idp = (lines: string) => `${SECTIONS}[idp]\n${lines}\n[full_a]\nfullname=dirName:point_a\n`;

function crl(changes: Partial<CrlOrder> = {}): Uint8Array {
  return h.shop.crl({
    issuer: 'ca',
    from: NOW - DAY,
    to: NOW + DAY,
    number: '0A',
    extensions: ['authorityKeyIdentifier=keyid:always'],
    sections: SECTIONS,
    ...changes,
  });
}

const revoked = (reason?: string, serial = '067C6A21') => ({
  revoked: [{ serial, at: NOW - DAY, ...(reason && { reason }) }],
});
const CASES: {
  readonly [name: string]: {
    readonly order?: Partial<CrlOrder>;
    readonly time?: number;
    readonly known?: bigint;
    readonly leaf?: typeof certificate;
  };
} = {
  good: { order: revoked('superseded', '067C6A22') },
  'a list of nobody': {},
  revoked: { order: revoked('keyCompromise') },
  'without a reason': { order: revoked() },
  'on hold': { order: revoked('certificateHold') },
  'run out, good': { time: NOW + 2 * DAY },
  'run out, revoked': { order: revoked('superseded'), time: NOW + 2 * DAY },
  'run out, on hold': { order: revoked('certificateHold'), time: NOW + 2 * DAY },
  'not yet': { time: NOW - 2 * DAY },
  'rolled back': { known: 11n },
  'the number known': { known: 10n },
  'only authorities': { order: { extensions: [POINT_A], sections: idp('onlyCA=TRUE') } },
  'another point': { order: { extensions: [POINT_A], sections: idp('fullname=dirName:point_b') } },
  'its own point': {
    order: { extensions: [POINT_A], sections: idp('fullname=dirName:point_a\nonlyuser=TRUE') },
  },
  'an authority': { leaf: issuer },
  'a certificate that ran out before': {
    leaf: parseCertificate(h.leafWith({ from: NOW - YEAR, to: NOW - 2 * DAY })),
  },
};

test('an index is judged exactly as the list that it was made of', () => {
  for (const [name, { order, time = NOW, known, leaf = certificate }] of Object.entries(CASES)) {
    const der = crl(order);
    const subject = { certificate: leaf, issuer, time, knownCrlNumbers: () => known };
    const asked = { certificate: leaf, issuer, time, knownCrlNumbers: () => known };
    const byList = checkCrl({ ...asked, crl: der });
    const { checks, evidence } = judgeIndex({ ...subject, index: indexOf(der, issuer) });
    assert.deepEqual(reportOf(time, checks, evidence), byList, name);
    assert.deepEqual(indexChecks({ ...subject, index: indexOf(der, issuer) }), byList.checks, name);
    assert.deepEqual(checkIndex({ ...asked, index: indexOf(der, issuer) }), byList, name);
  }
  const verdicts = Object.values(CASES).map(({ order, time = NOW, known, leaf = certificate }) => {
    const subject = { certificate: leaf, issuer, time, knownCrlNumbers: () => known };
    return reportOf(time, indexChecks({ ...subject, index: indexOf(crl(order), issuer) })).verdict;
  });
  assert.deepEqual(verdicts.slice(0, 5), ['valid', 'valid', 'invalid', 'invalid', 'invalid']);
});

test('without an index nothing is known', () => {
  const report = reportOf(NOW, indexChecks({ certificate, issuer, index: undefined, time: NOW }));
  assert.deepEqual(faults(report), ['revocation.crl.form missing', 'revocation.status no-evidence']);
});

test('an index of another generation of the same name says nothing, not even about a serial number that it lists', () => {
  const other = parseCertificate(h.ca2);
  const index = indexOf(crl({ issuer: 'ca2', ...revoked('keyCompromise') }), other);
  const judged = judgeIndex({ certificate, issuer, index, time: NOW });
  assert.equal(judged.status, undefined);
  assert.deepEqual(faults(reportOf(NOW, judged.checks)), [
    'revocation.crl.signature wrong-key',
    'revocation.status no-evidence',
  ]);
});

test('an issuer whose key may not sign lists has none that counts', () => {
  const extensions = [
    'keyUsage=critical,keyCertSign',
    'basicConstraints=critical,CA:TRUE',
    'subjectKeyIdentifier=hash',
  ];
  const unfit = parseCertificate(h.caWith({ name: 'unfit', key: 'ca', extensions }));
  const judged = judgeIndex({
    certificate,
    issuer: unfit,
    index: indexOf(crl(revoked('superseded')), issuer),
    time: NOW,
  });
  assert.deepEqual(faults(reportOf(NOW, judged.checks)), [
    'revocation.crl.issuer key-usage',
    'revocation.status no-evidence',
  ]);
});

test('certificates may be given as they come, and what is none is told, not thrown', () => {
  const index = indexOf(crl(revoked('keyCompromise')), issuer);
  const options = { certificate: h.leaf, issuer: h.ca, index, time: NOW };
  assert.deepEqual(checkIndex(options), checkIndex({ ...options, certificate, issuer }));
  assert.equal(checkIndex(options).verdict, 'invalid');
  const broken = Uint8Array.of(0x30, 0);
  for (const part of [{ certificate: broken }, { issuer: broken }]) {
    const report = checkIndex({ ...options, ...part });
    assert.deepEqual(faults(report), ['certificate.form malformed', 'revocation.status no-evidence']);
  }
});
