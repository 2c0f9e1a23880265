import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { derContext, derOid, derSequence, derValue } from '@kazasu/bytes';
import { parseCertificate } from '../certificate.ts';
import { at, changedAndSigned, treeOf } from '../testing/der-tree.ts';
import { faults } from '../testing/faults.ts';
import {
  CA_EXTENSIONS,
  createHierarchy,
  DAY,
  LEAF_EXTENSIONS,
  NOW,
  replaced,
  SECTIONS,
} from '../testing/hierarchy.ts';
import type { CrlOrder } from '../testing/openssl.ts';
import { findEntryOf } from './find-entry.ts';
import { type CrlOptions, checkCrl, crlSeries, parseCrl } from './index.ts';

const h = createHierarchy();
const certificate = parseCertificate(h.leaf);
const issuer = parseCertificate(h.ca);
const AKI = 'authorityKeyIdentifier=keyid:always';
const OTHERS = ['01', '7f', '80', '067c6a20', '067c6a22'].map((serial) => ({
  serial,
  at: NOW - DAY,
  reason: 'superseded',
}));

const crlWith = (order: Partial<CrlOrder> = {}) =>
  h.shop.crl({
    issuer: 'ca',
    from: NOW - DAY,
    to: NOW + DAY,
    number: '2A',
    extensions: [AKI],
    sections: SECTIONS,
    ...order,
  });
const scoped = (...lines: readonly string[]) => ({
  extensions: [AKI, 'issuingDistributionPoint=critical,@idp'],
  sections: `${SECTIONS}[idp]\n${lines.join('\n')}`,
});
const check = (crl: Uint8Array | undefined, options: Partial<CrlOptions> = {}) =>
  checkCrl({ certificate, issuer, crl, time: NOW, ...options });
const faultsOf = (crl: Uint8Array | undefined, options: Partial<CrlOptions> = {}) =>
  faults(check(crl, options));

const good = crlWith({ revoked: OTHERS });
const NO_EVIDENCE = 'revocation.status no-evidence';

test('a certificate that a current CRL of its own generation does not list is good', () => {
  const report = check(good);
  assert.deepEqual(faults(report), []);
  assert.equal(report.verdict, 'valid');
  assert.deepEqual(faultsOf(crlWith()), [], 'a CRL without entries');
});

test('a parsed CRL gives the same report as its bytes', () => {
  assert.deepEqual(checkCrl({ certificate, issuer, crl: parseCrl(good), time: NOW }), check(good));
});

test('a CRL is read as OpenSSL wrote it', () => {
  const crl = parseCrl(good);
  assert.equal(crl.count, OTHERS.length);
  assert.equal(crl.number, 42n);
  assert.equal(crl.thisUpdate, NOW - DAY);
  assert.equal(crl.nextUpdate, NOW + DAY);
  assert.equal(crl.issuerKeyId, issuer.keyId);
  const found = (octet: number) =>
    findEntryOf(crl, { serialBytes: Uint8Array.of(octet), issuer: crl.issuer });
  assert.deepEqual(found(0x80), { revokedAt: NOW - DAY, reason: 'superseded' });
  assert.equal(found(0x81), undefined);
});

test('octets of the serial number that are part of something else are no entry', () => {
  const longer = [`7a${certificate.serial}`, `${certificate.serial}aa`];
  const around = crlWith({ revoked: [...longer.map((serial) => ({ serial, at: NOW - DAY })), ...OTHERS] });
  assert.deepEqual(faultsOf(around), []);
});

test('a listed certificate is revoked, with the reason that the list gives', () => {
  const reasons = [undefined, 'keyCompromise', 'affiliationChanged', 'superseded', 'cessationOfOperation'];
  for (const reason of reasons) {
    const line = { serial: certificate.serial, at: NOW - DAY, ...(reason && { reason }) };
    const report = check(crlWith({ revoked: [...OTHERS, line] }));
    assert.deepEqual(faults(report), ['revocation.status revoked']);
    assert.equal(report.verdict, 'invalid');
    assert.deepEqual(report.checks.at(-1)?.facts, { reason: reason ?? 'unspecified' });
  }
});

test('a suspended certificate is not good', () => {
  const revoked = [{ serial: certificate.serial, at: NOW - DAY, reason: 'certificateHold' }];
  assert.deepEqual(faultsOf(crlWith({ revoked })), ['revocation.status on-hold']);
});

test('no CRL, and bytes that are none, leave the status open', () => {
  assert.deepEqual(faultsOf(undefined), ['revocation.crl.form missing', NO_EVIDENCE]);
  assert.deepEqual(faultsOf(good.subarray(1)), ['revocation.crl.form malformed', NO_EVIDENCE]);
  assert.equal(check(undefined).verdict, 'indeterminate');
});

test('a CRL counts from thisUpdate, seconds forgiven, until before nextUpdate', () => {
  assert.deepEqual(faultsOf(good, { time: NOW - DAY }), []);
  const early = ['revocation.crl.currency not-yet', NO_EVIDENCE];
  assert.deepEqual(faultsOf(good, { time: NOW - DAY - 10_000 }), []);
  assert.deepEqual(faultsOf(good, { time: NOW - DAY - 10_001 }), early);
  assert.deepEqual(faultsOf(good, { time: NOW + DAY - 1 }), []);
  assert.deepEqual(faultsOf(good, { time: NOW + DAY }), ['revocation.crl.currency expired', NO_EVIDENCE]);
});

test('a CRL without nextUpdate leaves the status open', () => {
  const endless = changedAndSigned(good, h.shop.privateKey('ca'), (body) => {
    body.children?.splice(4, 1);
  });
  assert.deepEqual(faultsOf(endless), ['revocation.crl.currency no-next-update', NO_EVIDENCE]);
});

test('a revocation in a list that is only out of date stands; a hold in it, or one from the future, does not', () => {
  const listed = (reason: string) =>
    crlWith({ revoked: [{ serial: certificate.serial, at: NOW - DAY, reason }] });
  const late = { time: NOW + DAY };
  const expired = 'revocation.crl.currency expired';
  assert.deepEqual(faultsOf(listed('superseded'), late), [expired, 'revocation.status revoked']);
  assert.deepEqual(faultsOf(listed('certificateHold'), late), [expired, NO_EVIDENCE]);
  assert.deepEqual(faultsOf(listed('superseded'), { time: NOW - 2 * DAY }), [
    'revocation.crl.currency not-yet',
    NO_EVIDENCE,
  ]);
});

test('a CRL of another generation of the same name says nothing', () => {
  assert.deepEqual(faultsOf(crlWith({ issuer: 'ca2' })), ['revocation.crl.signature wrong-key', NO_EVIDENCE]);
});

test('a CRL of another authority says nothing', () => {
  h.shop.key('stranger');
  h.caWith({ name: 'stranger', subject: '/C=JP/O=Stranger' });
  assert.deepEqual(faultsOf(crlWith({ issuer: 'stranger' })), [
    'revocation.crl.issuer other-name',
    'revocation.crl.signature wrong-key',
    NO_EVIDENCE,
  ]);
});

test('an issuer whose key is not for CRLs cannot speak by one', () => {
  const mute = h.caWith({ name: 'ca', extensions: replaced(CA_EXTENSIONS, 'keyUsage=critical,keyCertSign') });
  h.caWith({ name: 'ca' });
  assert.deepEqual(faultsOf(good, { issuer: parseCertificate(mute) }), [
    'revocation.crl.issuer key-usage',
    NO_EVIDENCE,
  ]);
});

test("a CRL of the certificate's own municipality counts, one of another does not", () => {
  assert.deepEqual(faultsOf(crlWith(scoped('fullname=dirName:point_a'))), []);
  const other = faultsOf(crlWith(scoped('fullname=dirName:point_b')));
  assert.deepEqual(other, ['revocation.crl.scope other-point', NO_EVIDENCE]);
  assert.deepEqual(faultsOf(crlWith(scoped('relativename=relative', '[relative]', 'CN=Setagaya-ku CRLDP'))), [
    'revocation.crl.scope other-point',
    NO_EVIDENCE,
  ]);
});

test('a distribution point for some reasons leads to half an answer, one of another CRL issuer to none', () => {
  const pointed = (line: string) =>
    parseCertificate(
      h.leafWith({
        name: 'pointed',
        extensions: replaced(LEAF_EXTENSIONS, 'crlDistributionPoints=dp'),
        sections: `${SECTIONS}[dp]\nfullname=dirName:point_a\n${line}`,
      }),
    );
  const own = crlWith(scoped('fullname=dirName:point_a'));
  assert.deepEqual(faultsOf(own, { certificate: pointed('') }), []);
  const partly = faultsOf(own, { certificate: pointed('reasons=keyCompromise') });
  assert.deepEqual(partly, ['revocation.crl.reasons some-reasons', NO_EVIDENCE]);
  const elsewhere = faultsOf(own, { certificate: pointed('CRLissuer=dirName:ca_dn') });
  assert.deepEqual(elsewhere, ['revocation.crl.scope other-point', NO_EVIDENCE]);
});

test('a CRL that covers other kinds or only some reasons says nothing good', () => {
  const cases: [string, string][] = [
    ['onlyCA=TRUE', 'scope other-kind'],
    ['onlyAA=TRUE', 'scope other-kind'],
    ['onlysomereasons=keyCompromise', 'reasons some-reasons'],
  ];
  for (const [line, reason] of cases) {
    const found = faultsOf(crlWith(scoped(line)));
    assert.deepEqual(found, [`revocation.crl.${reason}`, NO_EVIDENCE], line);
  }
  assert.deepEqual(faultsOf(crlWith(scoped('indirectCRL=TRUE'))), [], 'an indirect CRL of the own issuer');
  assert.deepEqual(faultsOf(crlWith(scoped('onlyuser=TRUE'))), []);
  const forAuthority = { certificate: issuer };
  assert.deepEqual(faultsOf(crlWith(scoped('onlyuser=TRUE')), forAuthority), [
    'revocation.crl.scope other-kind',
    NO_EVIDENCE,
  ]);
});

test('a delta CRL and one with an unknown critical extension say nothing', () => {
  const delta = crlWith({ extensions: [AKI, '2.5.29.27=critical,DER:020101'] });
  assert.deepEqual(faultsOf(delta), ['revocation.crl.extensions delta', NO_EVIDENCE]);
  const unknown = crlWith({ extensions: [AKI, '1.2.3.4=critical,ASN1:NULL'] });
  assert.deepEqual(faultsOf(unknown), ['revocation.crl.extensions unknown-critical', NO_EVIDENCE]);
  assert.deepEqual(faultsOf(crlWith({ extensions: [AKI, '1.2.3.4=ASN1:NULL'] })), []);
});

test('the number and the key of a CRL are never critical', () => {
  const critical = (oid: string) =>
    changedAndSigned(good, h.shop.privateKey('ca'), (body) => {
      const wanted = Buffer.from(derOid(oid).subarray(2));
      for (const extension of at(body, 6, 0).children ?? []) {
        if (!wanted.equals(at(extension, 0).content ?? new Uint8Array())) continue;
        extension.children?.splice(1, 0, { tag: 1, content: Uint8Array.of(0xff) });
      }
    });
  for (const oid of ['2.5.29.20', '2.5.29.35']) {
    const found = faultsOf(critical(oid));
    assert.deepEqual(found, ['revocation.crl.extensions criticality', NO_EVIDENCE], oid);
  }
});

test('a CRL that ends before it begins says nothing', () => {
  const backwards = crlWith({ from: NOW - DAY, to: NOW + DAY });
  const ended = changedAndSigned(backwards, h.shop.privateKey('ca'), (body) => {
    at(body, 4).content = new TextEncoder().encode('200101000000Z');
  });
  assert.deepEqual(faultsOf(ended), ['revocation.crl.currency contradictory', NO_EVIDENCE]);
});

test('the report names the CRL by its hash, number and times', () => {
  const sha256 = createHash('sha256').update(good).digest('hex');
  const [thisUpdate, nextUpdate] = [NOW - DAY, NOW + DAY];
  const series = crlSeries(parseCrl(good), issuer);
  const named = {
    kind: 'crl',
    sha256,
    series,
    number: '42',
    issuerKeyId: issuer.keyId,
    thisUpdate,
    nextUpdate,
  };
  assert.deepEqual(check(good).evidence, [named]);
  assert.deepEqual(check(undefined).evidence, []);
});

test('of two words about one certificate the worse counts', () => {
  const two = crlWith({
    revoked: [
      { serial: '01', at: NOW - DAY, reason: 'certificateHold' },
      { serial: '02', at: NOW - DAY },
      { serial: '03', at: NOW - DAY, reason: 'superseded' },
    ],
  });
  for (const [first, last, found] of [
    [0, 2, 'revoked'],
    [2, 0, 'revoked'],
  ] as const) {
    const list = changedAndSigned(two, h.shop.privateKey('ca'), (body) => {
      const entries = at(body, 5).children ?? [];
      const [a, b] = [entries[first], entries[last]];
      if (a === undefined || b === undefined) throw new Error('no entry');
      for (const one of [a, b]) at(one, 0).content = certificate.serialBytes;
      at(body, 5).children = [a, at(body, 5, 1), b];
    });
    assert.deepEqual(faultsOf(list), [`revocation.status ${found}`]);
  }
});

/** The good CRL with one more extension in an entry about somebody else. */
function withEntryExtension(oid: string, value: Uint8Array, critical: boolean): Uint8Array {
  const parts = [derOid(oid), ...(critical ? [derValue(1, Uint8Array.of(0xff))] : []), derValue(4, value)];
  return changedAndSigned(good, h.shop.privateKey('ca'), (body) => {
    at(body, 5, 0, 2).children?.push(treeOf(derSequence(...parts)));
  });
}

test('entries that an ordinary list does not have make the whole list useless', () => {
  const found = ['revocation.crl.extensions entries', NO_EVIDENCE];
  const isNull = derValue(5);
  assert.deepEqual(faultsOf(withEntryExtension('1.2.3.4', isNull, true)), found);
  assert.deepEqual(faultsOf(withEntryExtension('1.2.3.4', isNull, false)), []);
  const names = derSequence(derContext(4, issuer.subject.encoded));
  assert.deepEqual(faultsOf(withEntryExtension('2.5.29.29', names, false)), found, 'certificateIssuer');
  const removed = crlWith({ revoked: OTHERS });
  const delta = changedAndSigned(removed, h.shop.privateKey('ca'), (body) => {
    at(body, 5, 0, 2, 0, 1).content = Uint8Array.of(0x0a, 0x01, 8);
  });
  assert.deepEqual(faultsOf(delta), found, 'removeFromCRL');
});

test('an invalidity date beside the reason is read over', () => {
  const date = derValue(0x18, new TextEncoder().encode('20200101000000Z'));
  assert.deepEqual(faultsOf(withEntryExtension('2.5.29.24', date, false)), []);
});

test('a CRL without a number, or with a lower one than seen before, says nothing', () => {
  const unnumbered = crlWith({ number: '' });
  assert.deepEqual(faultsOf(unnumbered), ['revocation.crl.number missing', NO_EVIDENCE]);
  const listed = crlWith({ number: '', revoked: [{ serial: certificate.serial, at: NOW - DAY }] });
  assert.deepEqual(
    faultsOf(listed),
    ['revocation.crl.number missing', NO_EVIDENCE],
    'nor that it is revoked',
  );
  assert.deepEqual(faultsOf(good, { knownCrlNumbers: () => 42n }), []);
  assert.deepEqual(faultsOf(good, { knownCrlNumbers: () => 43n }), [
    'revocation.crl.number rolled-back',
    NO_EVIDENCE,
  ]);
});

test('a listed certificate whose revocation date no calendar has is not good', () => {
  const impossible = changedAndSigned(good, h.shop.privateKey('ca'), (body) => {
    at(body, 5, 0, 0).content = certificate.serialBytes;
    at(body, 5, 0, 1).content = new TextEncoder().encode('251399000000Z');
  });
  assert.deepEqual(faultsOf(impossible), [NO_EVIDENCE]);
});

test('what is not asked says why', () => {
  const skippedOf = (crl: Uint8Array) =>
    check(crl)
      .checks.filter(({ status }) => status === 'skipped')
      .map(({ id, reason }) => `${id} ${reason}`);
  const foreign = crlWith({ issuer: 'ca2' });
  const notBelieved = ['revocation.crl.reasons not-believed', 'revocation.crl.retention not-believed'];
  assert.deepEqual(skippedOf(foreign), notBelieved);
  assert.deepEqual(skippedOf(good), []);
});
