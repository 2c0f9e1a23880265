import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SignatureOptions } from '../building-block/index.ts';
import { verifyCms } from '../cades/index.ts';
import { parseCertificate } from '../certificate.ts';
import { parseCrl } from '../crl/index.ts';
import { NOW } from '../testing/hierarchy.ts';
import { SigningTown } from './testing/signers.ts';

const town = new SigningTown();
town.person({ name: 'p256', kind: 'p256' });
town.person({ name: 'p384', kind: 'p384' });
town.person({ name: 'rsa-3072', kind: 'rsa-3072' });
const CONTENT = Buffer.from('かざす\r\n'.repeat(20));
const OPTIONS: SignatureOptions = {
  anchors: [parseCertificate(town.ca)],
  time: NOW,
  crls: [parseCrl(town.crl())],
  content: CONTENT,
};
const summary = (der: Uint8Array, options = OPTIONS) => {
  const { indication, signatures, format } = verifyCms(der, options);
  return `${indication} ${format} ${signatures.map(({ level }) => level).join('')}`;
};

test('octets given as a Buffer are left as they were', () => {
  const der = Buffer.from(town.sign(CONTENT));
  const before = der.toString('hex');
  assert.equal(summary(der), 'TOTAL-PASSED CAdES B');
  assert.equal(der.toString('hex'), before);
});

const PSS = ['-cades', '-keyopt', 'rsa_padding_mode:pss'];
const GOOD: readonly (readonly [
  title: string,
  signers: readonly string[],
  flags: readonly string[],
  expected: string,
])[] = [
  ['detached CAdES with RSA', ['rsa'], ['-cades'], 'TOTAL-PASSED CAdES B'],
  ['enveloping CAdES', ['rsa'], ['-cades', '-nodetach'], 'TOTAL-PASSED CAdES B'],
  ['RSA of 3072 bits and SHA-512', ['rsa-3072'], ['-cades', '-md', 'sha512'], 'TOTAL-PASSED CAdES B'],
  ['SHA-384', ['rsa'], ['-cades', '-md', 'sha384'], 'TOTAL-PASSED CAdES B'],
  ['RSA-PSS', ['rsa'], PSS, 'TOTAL-PASSED CAdES B'],
  [
    'RSA-PSS with a salt of no octets',
    ['rsa'],
    [...PSS, '-keyopt', 'rsa_pss_saltlen:0'],
    'TOTAL-PASSED CAdES B',
  ],
  ['RSA-PSS with SHA-512', ['rsa'], [...PSS, '-md', 'sha512'], 'TOTAL-PASSED CAdES B'],
  ['ECDSA on P-256', ['p256'], ['-cades'], 'TOTAL-PASSED CAdES B'],
  ['ECDSA on P-384 and SHA-384', ['p384'], ['-cades', '-md', 'sha384'], 'TOTAL-PASSED CAdES B'],
  ['three signers', ['rsa', 'p256', 'p384'], ['-cades'], 'TOTAL-PASSED CAdES BBB'],
  ['a signer named by key identifier', ['rsa'], ['-cades', '-keyid'], 'TOTAL-PASSED CAdES B'],
  ['plain CMS', ['rsa'], [], 'TOTAL-PASSED CMS B'],
  ['plain CMS without signed attributes', ['rsa'], ['-noattr'], 'TOTAL-PASSED CMS B'],
  [
    'plain CMS without signed attributes, enveloping',
    ['rsa'],
    ['-noattr', '-nodetach'],
    'TOTAL-PASSED CMS B',
  ],
];

for (const [title, signers, flags, expected] of GOOD) {
  test(`${title} as OpenSSL makes it is accepted here and there`, () => {
    const der = town.sign(CONTENT, signers, flags);
    assert.equal(summary(der), expected);
    const detached = !flags.includes('-nodetach');
    const opinion = town.cmsOpinion(der, detached ? CONTENT : undefined);
    assert(opinion.accepts, opinion.text);
  });
}

test('the report of each signer names its own certificate and what it claims about the time', () => {
  const { signatures } = verifyCms(town.sign(CONTENT, ['rsa', 'p256']), OPTIONS);
  const names = signatures.map(({ certificate }) => {
    const subject = parseCertificate(certificate ?? new Uint8Array()).subject.rdns;
    return subject.at(-1)?.[0]?.text;
  });
  assert.deepEqual(names.toSorted(), ['p256', 'rsa']);
  for (const { claimedTime = 0, bestSignatureTime } of signatures) {
    assert(Math.abs(claimedTime - NOW) < 60_000);
    assert.equal(bestSignatureTime, NOW);
  }
});

test('a signer whose certificate is not in the document is found among those given', () => {
  const der = town.sign(CONTENT, ['rsa'], ['-cades', '-nocerts']);
  assert.equal(summary(der), 'INDETERMINATE CAdES B');
  const own = town.shop.path('rsa.pem');
  const pem = town.shop.run('x509', '-in', own, '-outform', 'PEM');
  const given = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
  assert.equal(summary(der, { ...OPTIONS, intermediates: [given] }), 'TOTAL-PASSED CAdES B');
});

test('a detached signature without its content says that the data is missing, and is no failure', () => {
  const { content: _, ...rest } = OPTIONS;
  const report = verifyCms(town.sign(CONTENT), rest);
  assert.equal(report.indication, 'INDETERMINATE');
  assert.equal(report.subIndication, 'SIGNED_DATA_NOT_FOUND');
});

test('content that was given and is not the content inside is refused', () => {
  const der = town.sign(CONTENT, ['rsa'], ['-cades', '-nodetach']);
  const { content: _, ...rest } = OPTIONS;
  assert.equal(summary(der, rest), 'TOTAL-PASSED CAdES B');
  assert.equal(summary(der, { ...OPTIONS, content: Buffer.from('x') }), 'TOTAL-FAILED CAdES B');
});

test('the indefinite lengths of streamed CMS are refused by name', () => {
  const der = town.sign(CONTENT, ['rsa'], ['-cades', '-nodetach', '-stream']);
  const report = verifyCms(der, OPTIONS);
  assert.equal(report.indication, 'TOTAL-FAILED');
  assert.equal(report.subIndication, 'FORMAT_FAILURE');
  assert.deepEqual(
    report.checks.map(({ id, reason, facts }) => [id, reason, facts?.code]),
    [['cms.form', 'not-der', 'bytes/der']],
  );
});

test('without any word about revocation a signature is not accepted, unless nobody asked', () => {
  const der = town.sign(CONTENT);
  const { crls: _, ...rest } = OPTIONS;
  const report = verifyCms(der, rest);
  assert.deepEqual([report.indication, report.subIndication], ['INDETERMINATE', 'TRY_LATER']);
  assert.equal(summary(der, { ...rest, revocation: 'none' }), 'TOTAL-PASSED CAdES B');
});

test('SHA-1 is verified, to tell broken from weak, and never accepted', () => {
  const der = town.sign(CONTENT, ['rsa'], ['-cades', '-md', 'sha1']);
  const report = verifyCms(der, OPTIONS);
  assert.deepEqual(
    [report.indication, report.subIndication],
    ['INDETERMINATE', 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE'],
  );
  const broken = verifyCms(der, { ...OPTIONS, content: Buffer.from('x') });
  assert.equal(broken.subIndication, 'HASH_FAILURE');
});

test('an RSA key of 1024 bits is too weak, whoever certified it', () => {
  town.person({ name: 'rsa-1024', kind: 'rsa-1024' });
  const report = verifyCms(town.sign(CONTENT, ['rsa-1024']), OPTIONS);
  assert.equal(report.subIndication, 'CRYPTO_CONSTRAINTS_FAILURE_NO_POE');
});

test('a certificate that is not for signatures does not sign', () => {
  const extensions = ['keyUsage=critical,keyEncipherment', 'authorityKeyIdentifier=keyid:always'];
  town.person({ name: 'encipherer', kind: 'rsa', extensions });
  const report = verifyCms(town.sign(CONTENT, ['encipherer']), OPTIONS);
  assert.equal(report.subIndication, 'CHAIN_CONSTRAINTS_FAILURE');
});
