import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { toPem } from '@kazasu/bytes';
import { parseCertificate } from '../certificate.ts';
import { DAY, LEAF_EXTENSIONS, NOW, replaced, SECTIONS, YEAR } from '../testing/hierarchy.ts';
import { AKI, createBench, deltaTo, scoped } from '../testing/revocation.ts';

/** The same CRLs judged here and by OpenSSL; where the two differ, the row says so and why. */
const { h, certificate, crl, listed, judge } = createBench();
const LISTER = `[lister]\nC=JP\nO=JPKI-TEST\nCN=CRL issuer\n`;
h.shop.key('lister');
const lister = h.shop.certificate({
  name: 'lister',
  key: 'lister',
  subject: '/C=JP/O=JPKI-TEST/CN=CRL issuer',
  issuer: 'ca',
  serial: '55',
  from: NOW - YEAR,
  to: NOW + YEAR,
  extensions: ['keyUsage=critical,cRLSign', 'subjectKeyIdentifier=hash', AKI],
  sections: SECTIONS,
});
const outside = h.leafWith({
  name: 'outside',
  extensions: replaced(LEAF_EXTENSIONS, 'crlDistributionPoints=dp'),
  sections: `${SECTIONS}${LISTER}[dp]\nCRLissuer=dirName:lister\n`,
});
const foreign = parseCertificate(outside);
const STALE = { from: NOW - 9 * DAY, to: NOW - 8 * DAY };
const delta = (number: number, base: number, order = {}) =>
  crl(number, { extensions: [AKI, deltaTo(base)], ...order });
/** OpenSSL looks for delta CRLs only where a list says that there are some. */
const base = (number: number, order = {}) =>
  crl(number, { extensions: [AKI, 'freshestCRL=URI:http://crl.example/delta'], ...order });
const point = (letter: string) => scoped([`fullname=dirName:point_${letter}`]);

/** The option that names the lists; none where there are none. */
function listsOption(crls: readonly Uint8Array[]): readonly string[] {
  writeFileSync(h.shop.path('all.crl'), crls.map((der) => toPem('X509 CRL', der)).join(''));
  return crls.length === 0 ? [] : ['-CRLfile', 'all.crl'];
}

/** What OpenSSL says: nothing, or the reason in its words. */
function byOpenSsl(name: string, crls: readonly Uint8Array[]): string {
  const flags = ['-crl_check', '-extended_crl', '-use_deltas', '-attime', String(NOW / 1000)];
  try {
    h.shop.run(
      'verify',
      ...flags,
      '-CAfile',
      'ca.pem',
      '-untrusted',
      'lister.pem',
      ...listsOption(crls),
      `${name}.pem`,
    );
    return '';
  } catch (error) {
    const text = String((error as { stderr: unknown }).stderr);
    return /lookup: (.*)/.exec(text)?.[1] ?? text;
  }
}

type Row = [what: string, crls: readonly Uint8Array[], ours: string, peer: string, subject?: string];
const ROWS: readonly Row[] = [
  ['a current list', [crl(3)], 'good', ''],
  ['no list', [], 'open', 'unable to get certificate CRL'],
  ['listed', [crl(3, listed('superseded'))], 'revoked', 'certificate revoked'],
  ['on hold', [crl(3, listed('certificateHold'))], 'revoked', 'certificate revoked'],
  ['an old list', [crl(3, STALE)], 'open', 'CRL has expired'],
  [
    'a list from the future',
    [crl(3, { from: NOW + DAY, to: NOW + 2 * DAY })],
    'open',
    'CRL is not yet valid',
  ],
  ['the own point', [crl(3, point('a'))], 'good', ''],
  ['another point', [crl(3, point('b'))], 'open', 'different CRL scope'],
  ['for authorities', [crl(3, scoped(['onlyCA=TRUE']))], 'open', 'different CRL scope'],
  ['for attribute certificates', [crl(3, scoped(['onlyAA=TRUE']))], 'open', 'different CRL scope'],
  [
    'unknown and critical',
    [crl(3, { extensions: [AKI, '1.2.3.4=critical,ASN1:NULL'] })],
    'open',
    'unhandled critical CRL extension',
  ],
  ['a delta lists', [base(3), delta(5, 3, listed('superseded'))], 'revoked', 'certificate revoked'],
  ['a delta removes', [base(3, listed('certificateHold')), delta(5, 3, listed('removeFromCRL'))], 'good', ''],
  ['a delta to an old list', [base(3, STALE), delta(5, 3)], 'good', ''],
  // OpenSSL takes the newest list and looks no further; here a revocation once listed stands.
  ['revoked before, not now', [crl(3, listed('superseded')), crl(4)], 'revoked', ''],
  [
    'an indirect list',
    [crl(3, { ...scoped(['indirectCRL=TRUE']), issuer: 'lister' })],
    'good',
    '',
    'outside',
  ],
  [
    'not said to be indirect',
    [crl(3, { issuer: 'lister' })],
    'open',
    'unable to get certificate CRL',
    'outside',
  ],
];

test('OpenSSL judges the same lists the same, but where a row says why not', () => {
  const pool = [parseCertificate(lister)];
  const found = ROWS.map(([what, crls, , , subject = 'leaf']) => {
    const { status } = judge({ certificate: subject === 'leaf' ? certificate : foreign, crls, pool });
    return [what, status?.kind ?? 'open', byOpenSsl(subject, crls)];
  });
  assert.deepEqual(
    found,
    ROWS.map(([what, , ours, peer]) => [what, ours, peer]),
  );
});
