import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DER, DerReader, fromPem, toPem } from '@kazasu/bytes';
import { openssl } from '../testing/command-line.ts';
import { issueCrl, type RevokedCertificate } from './index.ts';
import {
  AUTHENTICATION,
  AUTHENTICATION_CA,
  ITEMS,
  pem,
  RESPONDER_CERTIFICATE,
  SECONDS,
  SIGNATURE,
  SIGNATURE_CA,
  TIME,
} from './testing/hierarchy.ts';

const DAY = 86_400_000;
const FILES = { 'auth-ca.pem': AUTHENTICATION_CA.pem, 'sign-ca.pem': SIGNATURE_CA.pem };

function verify(certificate: Uint8Array, ...options: readonly string[]) {
  const args = ['verify', '-x509_strict', '-check_ss_sig', '-attime', SECONDS, ...options, 'leaf.pem'];
  return openssl({ ...FILES, 'leaf.pem': pem(certificate) }, args);
}

test('OpenSSL verifies every kind of certificate against its root, strictly', () => {
  const policy = (oid: string) => ['-explicit_policy', '-policy', oid];
  const kinds = [
    [AUTHENTICATION, 'auth-ca.pem', ['-purpose', 'sslclient', ...policy('1.2.392.200149.8.5.1.3.30')]],
    [SIGNATURE, 'sign-ca.pem', policy('1.2.392.200149.8.5.1.1.20')],
    [RESPONDER_CERTIFICATE, 'auth-ca.pem', ['-purpose', 'ocsphelper']],
    [AUTHENTICATION_CA.certificate, 'auth-ca.pem', []],
    [SIGNATURE_CA.certificate, 'sign-ca.pem', []],
  ] as const;
  for (const [certificate, root, options] of kinds) {
    const { text, status } = verify(certificate, '-CAfile', root, ...options);
    assert.equal(status, 0, text);
  }
});

test('OpenSSL refuses the wrong root, the wrong time and a policy that is not there', () => {
  const root = ['-CAfile', 'auth-ca.pem'];
  assert.match(verify(AUTHENTICATION, '-CAfile', 'sign-ca.pem').text, /unable to get local issuer/);
  const late = openssl({ ...FILES, 'leaf.pem': pem(AUTHENTICATION) }, [
    ...['verify', '-attime', String(Date.UTC(2031, 1, 17, 15, 0, 0) / 1000), ...root, 'leaf.pem'],
  ]);
  assert.match(late.text, /certificate has expired/);
  const policy = ['-explicit_policy', '-policy', '1.2.392.200149.8.5.1.1.20'];
  assert.match(verify(AUTHENTICATION, ...root, ...policy).text, /no explicit policy/);
});

test('OpenSSL reads the text of the certificates as they were meant', () => {
  const text = (certificate: Uint8Array) =>
    openssl({ 'leaf.pem': pem(certificate) }, [
      'x509',
      '-in',
      'leaf.pem',
      '-noout',
      '-text',
      '-nameopt',
      'utf8,oneline',
    ]).text;
  assert.match(text(AUTHENTICATION), /Key Usage: critical\s+Digital Signature\n/);
  assert.match(text(AUTHENTICATION), /TLS Web Client Authentication/);
  assert.match(text(AUTHENTICATION), /OCSP - URI:http:\/\/ocspauthnorm\.jpki\.go\.jp/);
  assert.match(
    text(SIGNATURE),
    new RegExp(`1\\.2\\.392\\.200149\\.8\\.5\\.5\\.1::${ITEMS.certificateName},`),
  );
  assert.match(text(SIGNATURE), /Digital Signature, Non Repudiation/);
  assert.match(text(SIGNATURE), /CPS: http:\/\/www\.jpki\.go\.jp\/cps\.html/);
  assert.match(text(RESPONDER_CERTIFICATE), /OCSP Signing/);
});

test('OpenSSL finds the Japanese issuer name whole in the structure, where its text form cuts it short', () => {
  const ian = openssl({ 'leaf.pem': pem(AUTHENTICATION) }, ['asn1parse', '-in', 'leaf.pem']).text;
  const offset = /(\d+):.*X509v3 Issuer Alternative Name[^\n]*\n\s*(\d+):/.exec(ian)?.[2] ?? '0';
  const inner = openssl({ 'leaf.pem': pem(AUTHENTICATION) }, [
    ...['asn1parse', '-in', 'leaf.pem', '-strparse', offset],
  ]).text;
  assert.equal(inner.match(/UTF8STRING/g)?.length, 3);
  assert.equal(inner.match(/PRINTABLESTRING/g)?.length, 1);
});

const REVOKED: readonly RevokedCertificate[] = [
  { serial: Uint8Array.of(0x22, 0x33, 0x44, 0x55), revokedAt: TIME - DAY, reason: 'keyCompromise' },
  { serial: Uint8Array.of(0x22, 0x33, 0x44, 0x56), revokedAt: TIME - DAY, reason: 'unspecified' },
  { serial: Uint8Array.of(0x22, 0x33, 0x44, 0x57), revokedAt: TIME - DAY, reason: 'certificateHold' },
  { serial: Uint8Array.of(0x22, 0x33, 0x44, 0x58), revokedAt: TIME - DAY, reason: 'affiliationChanged' },
  { serial: Uint8Array.of(0x22, 0x33, 0x44, 0x59), revokedAt: TIME - DAY, reason: 'superseded' },
  { serial: Uint8Array.of(0x22, 0x33, 0x44, 0x5a), revokedAt: TIME - DAY, reason: 'cessationOfOperation' },
];

const POINT = [
  ['C', 'JP'],
  ['O', 'JPKI-TEST'],
  ['OU', 'JPKI for user authentication'],
  ['OU', 'CRL Distribution Points'],
  ['OU', 'Tokyo-to'],
  ['CN', 'Kiyose-shi CRLDP'],
] as const;

function crl(revoked: readonly RevokedCertificate[], point: typeof POINT | undefined): string {
  const list = issueCrl(
    {
      ca: AUTHENTICATION_CA.identity,
      number: 258,
      thisUpdate: TIME - DAY,
      nextUpdate: TIME + DAY,
      revoked,
      ...(point && { point }),
    },
    AUTHENTICATION_CA.key.sign,
  );
  return toPem('X509 CRL', list);
}

test('OpenSSL verifies a list and reads number, scope, dates and reasons from it', () => {
  const files = { ...FILES, 'list.pem': crl(REVOKED, POINT) };
  const { text, status } = openssl(files, [
    ...['crl', '-in', 'list.pem', '-CAfile', 'auth-ca.pem', '-noout', '-text'],
  ]);
  assert.equal(status, 0, text);
  assert.match(text, /verify OK/);
  assert.match(text, /Version 2/);
  assert.match(text, /CRL Number: \n\s+258\n/);
  assert.match(text, /Issuing Distribution Point: critical\s+Full Name:\s+DirName:.*CN ?= ?Kiyose-shi CRLDP/);
  assert.match(text, /keyid:[0-9A-F:]{59}\s+DirName:.*\s+serial:01:33:C3:49/);
  assert.match(text, /Last Update: Jun 14 03:04:05 2026 GMT\s+Next Update: Jun 16 03:04:05 2026 GMT/);
  for (const reason of ['Key Compromise', 'Certificate Hold', 'Affiliation Changed', 'Superseded']) {
    assert.ok(text.includes(reason), reason);
  }
  assert.ok(text.includes('Cessation Of Operation'));
  assert.equal(
    text.match(/CRL Reason Code/g)?.length,
    REVOKED.length - 1,
    'unspecified is said by saying nothing',
  );
});

test('OpenSSL finds a revoked certificate by the whole list and by that of its municipality', () => {
  for (const point of [undefined, POINT]) {
    const args = [
      'verify',
      '-attime',
      SECONDS,
      '-crl_check',
      '-CAfile',
      'auth-ca.pem',
      '-CRLfile',
      'list.pem',
    ];
    const check = (revoked: readonly RevokedCertificate[]) =>
      openssl({ ...FILES, 'list.pem': crl(revoked, point), 'leaf.pem': pem(AUTHENTICATION) }, [
        ...args,
        'leaf.pem',
      ]);
    assert.match(check(REVOKED).text, /certificate revoked/);
    const other = check(REVOKED.slice(1));
    assert.equal(other.status, 0, other.text);
  }
});

test('OpenSSL does not take the list of another municipality', () => {
  const elsewhere = [...POINT.slice(0, 5), ['CN', 'Higashimurayama-shi CRLDP']] as unknown as typeof POINT;
  const args = ['verify', '-attime', SECONDS, '-crl_check', '-CAfile', 'auth-ca.pem', '-CRLfile', 'list.pem'];
  const files = { ...FILES, 'list.pem': crl([], elsewhere), 'leaf.pem': pem(AUTHENTICATION) };
  assert.match(openssl(files, [...args, 'leaf.pem']).text, /CRL scope|unable to get certificate CRL/i);
});

test('a list without entries leaves the sequence of entries out', () => {
  const { text } = openssl({ 'list.pem': crl([], undefined) }, ['crl', '-in', 'list.pem', '-noout', '-text']);
  assert.match(text, /No Revoked Certificates/);
});

test('a list longer than a call can have arguments is written whole', () => {
  const count = 150_000;
  const many = Array.from({ length: count }, (_, i) => ({
    serial: Uint8Array.of(0x10 + (i >> 16), (i >> 8) & 255, i & 255, 1),
    revokedAt: TIME - DAY,
    reason: 'superseded' as const,
  }));
  const list = crl(many, undefined);
  const args = ['crl', '-in', 'list.pem', '-CAfile', 'auth-ca.pem', '-noout'];
  assert.match(openssl({ ...FILES, 'list.pem': list }, args).text, /verify OK/);
  const body = DerReader.document(fromPem('X509 CRL', list)).enter();
  for (let i = 0; i < 5; i++) body.next();
  const entries = body.enter();
  let read = 0;
  for (; !entries.atEnd; read++) entries.next(DER.sequence);
  assert.equal(read, count);
});
