import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCertificate } from '../certificate.ts';
import { validatePath } from '../path/index.ts';
import { reportOf } from '../report.ts';
import { faults } from '../testing/faults.ts';
import {
  CA_EXTENSIONS,
  CA_NAME,
  createHierarchy,
  LEAF_EXTENSIONS,
  NOW,
  replaced,
  SECTIONS,
  YEAR,
} from '../testing/hierarchy.ts';
import {
  AUTHENTICATION_EITHER_PROFILE,
  AUTHENTICATION_PROFILE,
  cardProfiles,
  checkProfile,
  isOfPhone,
  PHONE_AUTHENTICATION_PROFILE,
  type Profile,
  SIGNATURE_EITHER_PROFILE,
  TIMESTAMP_UNIT_PROFILE,
} from './index.ts';

const h = createHierarchy();
const issuer = parseCertificate(h.ca);
const check = (profile: Profile, der: Uint8Array) =>
  faults(reportOf(NOW, checkProfile(profile, { certificate: parseCertificate(der), issuer })));

const UNIT_EXTENSIONS = [
  'keyUsage=critical,digitalSignature',
  'extendedKeyUsage=critical,timeStamping',
  'authorityKeyIdentifier=keyid:always',
  'subjectKeyIdentifier=hash',
];

test('a time-stamp unit breaks its profile in every row by itself', () => {
  const unit = (...changes: string[]) =>
    h.leafWith({ name: 'unit', extensions: replaced(UNIT_EXTENSIONS, ...changes) });
  assert.deepEqual(check(TIMESTAMP_UNIT_PROFILE, unit()), []);
  assert.deepEqual(
    check(TIMESTAMP_UNIT_PROFILE, unit('keyUsage=critical,digitalSignature,nonRepudiation')),
    [],
  );
  for (const [line, fault] of [
    ['keyUsage=critical,digitalSignature,keyEncipherment', 'keyUsage value'],
    ['extendedKeyUsage=timeStamping', 'extKeyUsage criticality'],
    ['extendedKeyUsage=critical,timeStamping,clientAuth', 'extKeyUsage value'],
    ['extendedKeyUsage=critical,anyExtendedKeyUsage', 'extKeyUsage value'],
    ['extendedKeyUsage=-', 'extKeyUsage absent'],
    ['basicConstraints=critical,CA:TRUE', 'basicConstraints value'],
    ['1.2.3.4=critical,ASN1:NULL', 'unknown unknown-critical'],
  ] as const) {
    assert.deepEqual(check(TIMESTAMP_UNIT_PROFILE, unit(line)), [`timestamp.${fault}`], line);
  }
});

const PHONE_SECTIONS = `${SECTIONS}
[phone_policy]
policyIdentifier=${PHONE_AUTHENTICATION_PROFILE.policies?.[0]}
CPS.1=http://www.jpki.go.jp/cps.html
`;

test("a phone's certificate and a card's are told apart by their policy, in both directions", () => {
  const phone = h.leafWith({
    name: 'phone',
    extensions: replaced(LEAF_EXTENSIONS, 'certificatePolicies=critical,@phone_policy'),
    sections: PHONE_SECTIONS,
  });
  const verdict = (certificate: Uint8Array, profile: Profile) =>
    validatePath({ certificate, anchors: [h.ca], time: NOW, profile }).verdict;
  assert.equal(verdict(phone, PHONE_AUTHENTICATION_PROFILE), 'valid');
  assert.equal(verdict(phone, AUTHENTICATION_PROFILE), 'invalid');
  assert.equal(verdict(h.leaf, PHONE_AUTHENTICATION_PROFILE), 'invalid');
  assert.equal(verdict(h.leaf, AUTHENTICATION_PROFILE), 'valid');
  for (const [certificate, ofPhone] of [
    [phone, true],
    [h.leaf, false],
  ] as const) {
    assert.equal(verdict(certificate, AUTHENTICATION_EITHER_PROFILE), 'valid');
    assert.equal(verdict(certificate, SIGNATURE_EITHER_PROFILE), 'invalid');
    assert.equal(isOfPhone(parseCertificate(certificate)), ofPhone);
  }
});

test('the next card is judged over P-384 and SHA-384 only where that is asked for', () => {
  h.shop.key('next-ca', 'p384');
  h.shop.key('next-leaf', 'p384');
  const order = { from: NOW - YEAR, to: NOW + YEAR, sections: SECTIONS, digest: 'sha384' };
  const ca = h.shop.certificate({
    ...order,
    name: 'next-ca',
    key: 'next-ca',
    subject: CA_NAME,
    serial: '0A',
    extensions: CA_EXTENSIONS,
  });
  const certificate = h.leafWith({ ...order, name: 'next-leaf', key: 'next-leaf', issuer: 'next-ca' });
  const report = (generation: 'current' | 'next') => {
    const { authentication: profile, authority: anchorProfile } = cardProfiles(generation);
    return validatePath({ certificate, anchors: [ca], time: NOW, profile, anchorProfile });
  };
  assert.equal(report('next').verdict, 'valid');
  assert.deepEqual(faults(report('current')), [
    'profile.key value',
    'profile.signatureAlgorithm value',
    'authority.key value',
    'authority.signatureAlgorithm value',
  ]);
  const old = { anchors: [h.ca], time: NOW, profile: cardProfiles('next').authentication };
  assert.equal(validatePath({ certificate: h.leaf, ...old }).verdict, 'invalid');
});
