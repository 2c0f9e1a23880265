import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCertificate } from '../certificate.ts';
import { reportOf } from '../report.ts';
import { at, changed, changedAndSigned } from '../testing/der-tree.ts';
import { faults } from '../testing/faults.ts';
import {
  CA_EXTENSIONS,
  createHierarchy,
  LEAF_EXTENSIONS,
  NOW,
  replaced,
  SECTIONS,
} from '../testing/hierarchy.ts';
import {
  AUTHENTICATION_PROFILE,
  AUTHORITY_PROFILE,
  checkProfile,
  type Profile,
  SIGNATURE_PROFILE,
  SIGNATURE_TEST_PROFILE,
} from './index.ts';

const h = createHierarchy();
const issuer = parseCertificate(h.ca);
const check = (profile: Profile, der: Uint8Array) =>
  faults(reportOf(NOW, checkProfile(profile, { certificate: parseCertificate(der), issuer })));

/** A change of the extension section, and the faults that it makes. */
type Case = readonly [line: string, ...faults: readonly string[]];

const HARMLESS = '1.2.3.4=ASN1:NULL';

const LEAF_CASES: readonly Case[] = [
  ['keyUsage=-', 'keyUsage absent'],
  ['keyUsage=digitalSignature', 'keyUsage criticality'],
  ['keyUsage=critical,digitalSignature,nonRepudiation', 'keyUsage value'],
  ['keyUsage=critical,keyEncipherment', 'keyUsage value'],
  ['extendedKeyUsage=-', 'extKeyUsage absent'],
  ['extendedKeyUsage=critical,clientAuth', 'extKeyUsage criticality'],
  ['extendedKeyUsage=serverAuth', 'extKeyUsage value'],
  ['extendedKeyUsage=clientAuth,emailProtection', 'extKeyUsage value'],
  ['certificatePolicies=-', 'certificatePolicies absent'],
  ['certificatePolicies=@policy', 'certificatePolicies criticality'],
  ['certificatePolicies=critical,@policy,1.2.3', 'certificatePolicies value'],
  ['certificatePolicies=critical,2.5.29.32.0', 'certificatePolicies value'],
  ['issuerAltName=-', 'issuerAltName absent'],
  ['issuerAltName=critical,dirName:service', 'issuerAltName criticality'],
  ['issuerAltName=dirName:ca_dn', 'issuerAltName value'],
  ['issuerAltName=dirName:service,dirName:ca_dn', 'issuerAltName value'],
  ['issuerAltName=DNS:example.test', 'issuerAltName value'],
  ['crlDistributionPoints=-', 'cRLDistributionPoints absent'],
  ['crlDistributionPoints=critical,dp_a', 'cRLDistributionPoints criticality'],
  ['crlDistributionPoints=URI:http://example.test/crl', 'cRLDistributionPoints value'],
  ['crlDistributionPoints=dp_a,dp_ca', 'cRLDistributionPoints value'],
  ['crlDistributionPoints=dp_two', 'cRLDistributionPoints value'],
  ['crlDistributionPoints=dp_reasons', 'cRLDistributionPoints value'],
  ['crlDistributionPoints=dp_issuer', 'cRLDistributionPoints value'],
  ['crlDistributionPoints=dp_relative', 'cRLDistributionPoints value'],
  ['authorityInfoAccess=-', 'authorityInfoAccess absent'],
  ['authorityInfoAccess=critical,OCSP;URI:http://x', 'authorityInfoAccess criticality'],
  ['authorityInfoAccess=caIssuers;URI:http://x', 'authorityInfoAccess value'],
  ['authorityInfoAccess=OCSP;dirName:service', 'authorityInfoAccess value'],
  ['authorityInfoAccess=OCSP;URI:http://x,OCSP;URI:http://y', 'authorityInfoAccess value'],
  ['authorityKeyIdentifier=none', 'authorityKeyIdentifier absent'],
  ['subjectKeyIdentifier=none', 'subjectKeyIdentifier absent'],
  ['subjectKeyIdentifier=critical,hash', 'subjectKeyIdentifier criticality'],
  ['subjectAltName=email:a@example.test', 'subjectAltName present'],
  ['basicConstraints=CA:FALSE', 'basicConstraints present'],
  ['basicConstraints=critical,CA:TRUE', 'basicConstraints present'],
  ['1.2.3.4=critical,ASN1:NULL', 'unknown unknown-critical'],
  [HARMLESS],
];

const MORE_SECTIONS = `${SECTIONS}
[dp_two]
fullname=dirName:point_a,dirName:point_b
[dp_reasons]
fullname=dirName:point_a
reasons=keyCompromise
[dp_issuer]
fullname=dirName:point_a
CRLissuer=dirName:ca_dn
[dp_relative]
relativename=relative
[relative]
CN=Setagaya-ku CRLDP
`;

test('an authentication certificate breaks its profile in every row by itself', () => {
  assert.deepEqual(check(AUTHENTICATION_PROFILE, h.leaf), []);
  for (const [line, ...wanted] of LEAF_CASES) {
    const extensions = replaced(LEAF_EXTENSIONS, line);
    const der = h.leafWith({ name: 'row', extensions, sections: MORE_SECTIONS });
    assert.deepEqual(
      check(AUTHENTICATION_PROFILE, der),
      wanted.map((fault) => `profile.${fault}`),
      line,
    );
  }
});

test('the authority key identifier points to the very certificate of the issuer', () => {
  const withPart = (index: number, content: Uint8Array) =>
    changedAndSigned(h.leaf, h.shop.privateKey('ca'), (body) => {
      const octets = at(body, 7, 0, 6, 1);
      octets.content = changed(octets.content ?? new Uint8Array(), (identifier) => {
        at(identifier, index).content = content;
      });
    });
  const found = ['profile.authorityKeyIdentifier value'];
  assert.deepEqual(check(AUTHENTICATION_PROFILE, withPart(0, new Uint8Array(20))), found);
  assert.deepEqual(check(AUTHENTICATION_PROFILE, withPart(2, Uint8Array.of(1))), found);
  const otherName = h.caWith({ name: 'ca', subject: '/C=JP/O=Other' });
  const under = h.leafWith({ name: 'other-issuer' });
  h.caWith({ name: 'ca' });
  assert.notDeepEqual(otherName, h.ca);
  assert.deepEqual(check(AUTHENTICATION_PROFILE, under), found);
  const keyOnly = replaced(LEAF_EXTENSIONS, 'authorityKeyIdentifier=keyid:always');
  assert.deepEqual(check(AUTHENTICATION_PROFILE, h.leafWith({ name: 'aki', extensions: keyOnly })), []);
});

test('a certificate breaks the profile by its subject, key, algorithm or form of time', () => {
  for (const subject of [
    '/C=US/CN=x',
    '/CN=x',
    '/C=JP',
    '/C=JP/O=x',
    '/C=JP/CN=x/CN=y',
    '/C=JP+CN=x',
    '/C=JP/CN=x+O=longer',
  ]) {
    const der = h.leafWith({ name: 'subject', subject });
    assert.deepEqual(check(AUTHENTICATION_PROFILE, der), ['profile.subject value'], subject);
  }
  h.shop.key('large', 'rsa-3072');
  const large = h.leafWith({ name: 'large', key: 'large' });
  assert.deepEqual(check(AUTHENTICATION_PROFILE, large), ['profile.key value']);
  const sha384 = h.leafWith({ name: 'sha384', digest: 'sha384' });
  assert.deepEqual(check(AUTHENTICATION_PROFILE, sha384), ['profile.signatureAlgorithm value']);
  const late = h.leafWith({ name: 'late', to: Date.UTC(2051, 0) });
  assert.deepEqual(check(AUTHENTICATION_PROFILE, late), ['profile.validity value']);
});

test('another order of extensions is noted, and is no fault', () => {
  const der = h.leafWith({ name: 'order', extensions: [...LEAF_EXTENSIONS].reverse() });
  const checks = checkProfile(AUTHENTICATION_PROFILE, { certificate: parseCertificate(der), issuer });
  assert.deepEqual(faults(reportOf(NOW, checks)), []);
  assert.equal(checks.at(-1)?.status, 'skipped');
  const usual = checkProfile(AUTHENTICATION_PROFILE, { certificate: parseCertificate(h.leaf), issuer });
  assert.equal(usual.at(-1)?.status, 'passed');
});

// ---- the authority ---------------------------------------------------------------------------------------

const AUTHORITY_CASES: readonly Case[] = [
  ['keyUsage=critical,keyCertSign', 'keyUsage value'],
  ['keyUsage=keyCertSign,cRLSign', 'keyUsage criticality'],
  ['subjectAltName=-', 'subjectAltName absent'],
  ['subjectAltName=DNS:example.test', 'subjectAltName value'],
  ['basicConstraints=CA:TRUE', 'basicConstraints criticality'],
  ['basicConstraints=critical,CA:TRUE,pathlen:0', 'basicConstraints value'],
  ['basicConstraints=critical,CA:FALSE', 'basicConstraints value'],
  ['crlDistributionPoints=-', 'cRLDistributionPoints absent'],
  ['crlDistributionPoints=dp_a', 'cRLDistributionPoints value'],
  ['subjectKeyIdentifier=none', 'subjectKeyIdentifier absent'],
  ['authorityKeyIdentifier=keyid:always', 'authorityKeyIdentifier present'],
  ['certificatePolicies=1.2.3', 'certificatePolicies present'],
  ['extendedKeyUsage=clientAuth', 'extKeyUsage present'],
  ['1.2.3.4=critical,ASN1:NULL', 'unknown unknown-critical'],
  [HARMLESS],
];

test('an authority breaks its profile in every row by itself', () => {
  assert.deepEqual(check(AUTHORITY_PROFILE, h.ca), []);
  for (const [line, ...wanted] of AUTHORITY_CASES) {
    const der = h.caWith({ name: 'ca', extensions: replaced(CA_EXTENSIONS, line) });
    assert.deepEqual(
      check(AUTHORITY_PROFILE, der),
      wanted.map((fault) => `authority.${fault}`),
      line,
    );
  }
  h.caWith({ name: 'ca' });
  const under = h.caWith({
    name: 'ca2',
    issuer: 'leaf',
    extensions: replaced(CA_EXTENSIONS, 'authorityKeyIdentifier=none'),
  });
  assert.deepEqual(check(AUTHORITY_PROFILE, under), ['authority.selfIssued value']);
  h.caWith({ name: 'ca2' });
});

// ---- the signature certificate ---------------------------------------------------------------------------

const ITEM = 'FORMAT:UTF8,UTF8';
const SIGNATURE_SECTIONS = `${MORE_SECTIONS}
[items]
otherName.0=1.2.392.200149.8.5.5.1;${ITEM}:山田　太郎
otherName.1=1.2.392.200149.8.5.5.4;${ITEM}:419900101
otherName.2=1.2.392.200149.8.5.5.3;${ITEM}:1
otherName.3=1.2.392.200149.8.5.5.5;${ITEM}:東京都世田谷区一丁目
otherName.4=1.2.392.200149.8.5.5.2;${ITEM}:00000
otherName.5=1.2.392.200149.8.5.5.6;${ITEM}:0000000000
`;
const SIGNATURE_EXTENSIONS = [
  'keyUsage=critical,digitalSignature,nonRepudiation',
  'subjectAltName=@items',
  'certificatePolicies=critical,@signature_policy',
  'issuerAltName=dirName:service',
  'crlDistributionPoints=dp_a',
  'authorityKeyIdentifier=keyid:always,issuer:always',
  'subjectKeyIdentifier=hash',
];
const signatureWith = (extensions: readonly string[]) =>
  h.leafWith({
    name: 'signing',
    subject: '/C=JP/L=Tokyo-to/L=Setagaya-ku/CN=20250101120000000AGCIEG13221',
    extensions,
    sections: SIGNATURE_SECTIONS,
  });

const SIGNATURE_CASES: readonly Case[] = [
  ['keyUsage=critical,digitalSignature', 'keyUsage value'],
  ['subjectAltName=-', 'subjectAltName absent'],
  ['subjectAltName=critical,@items', 'subjectAltName criticality'],
  ['subjectAltName=DNS:example.test', 'subjectAltName value'],
  ['extendedKeyUsage=clientAuth', 'extKeyUsage present'],
  ['authorityInfoAccess=OCSP;URI:http://x', 'authorityInfoAccess present'],
  ['basicConstraints=CA:FALSE', 'basicConstraints present'],
  [HARMLESS],
];

test('a signature certificate breaks its profile in every row by itself', () => {
  assert.deepEqual(check(SIGNATURE_PROFILE, signatureWith(SIGNATURE_EXTENSIONS)), []);
  for (const [line, ...wanted] of SIGNATURE_CASES) {
    const der = signatureWith(replaced(SIGNATURE_EXTENSIONS, line));
    assert.deepEqual(
      check(SIGNATURE_PROFILE, der),
      wanted.map((fault) => `profile.${fault}`),
      line,
    );
  }
});

test('the profiles ask for different policies', () => {
  const asked = [AUTHENTICATION_PROFILE, SIGNATURE_PROFILE, SIGNATURE_TEST_PROFILE].map(
    ({ policies }) => policies,
  );
  assert.equal(new Set(asked.flat()).size, 3);
});
