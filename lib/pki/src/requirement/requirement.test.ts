import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Certificate, parseCertificate } from '../certificate.ts';
import { isSigned } from '../evidence-signer.ts';
import {
  CA_EXTENSIONS,
  createHierarchy,
  LEAF_EXTENSIONS,
  RESPONDER_EXTENSIONS,
  replaced,
} from '../testing/hierarchy.ts';
import { checkChainRequirements, checkRequirements, REQUIREMENT_RULES } from './index.ts';

const h = createHierarchy();
const ca = parseCertificate(h.ca);
const leafWith = (...changes: string[]) =>
  parseCertificate(h.leafWith({ extensions: replaced(LEAF_EXTENSIONS, ...changes) }));
const caWith = (...changes: string[]) =>
  parseCertificate(h.caWith({ name: 'ca', extensions: replaced(CA_EXTENSIONS, ...changes) }));
/** An authority below the root: the root's extensions, and the key of its issuer. */
const middleWith = (...changes: string[]) => {
  const extensions = replaced([...CA_EXTENSIONS, 'authorityKeyIdentifier=keyid:always'], ...changes);
  return parseCertificate(h.leafWith({ name: 'middle', extensions }));
};

const faultsOf = (certificate: Certificate, isAnchor = false) =>
  checkRequirements(certificate, { isAnchor, isSigned })
    .filter(({ status }) => status !== 'passed')
    .map(({ id, reason }) => `${id.replace('requirement.', '')} ${reason}`);

test('what the Japanese authorities issue conforms, and so does a chain of it', () => {
  assert.deepEqual(faultsOf(leafWith()), []);
  assert.deepEqual(faultsOf(ca, true), []);
  assert.deepEqual(faultsOf(ca), [], 'self-signed, not an anchor');
  assert.deepEqual(faultsOf(parseCertificate(h.leafWith({ extensions: RESPONDER_EXTENSIONS }))), []);
  assert.deepEqual(faultsOf(middleWith()), []);
  assert.ok(
    checkChainRequirements([leafWith(), ca], true, isSigned).every(({ status }) => status === 'passed'),
  );
});

/** One fault each, in the extension lines of OpenSSL's configuration. */
const LEAVES: readonly [string, string][] = [
  ['authorityKeyIdentifier=none', 'authorityKeyIdentifier absent'],
  ['authorityKeyIdentifier=critical,DER:30048002abcd', 'authorityKeyIdentifier critical'],
  ['authorityKeyIdentifier=DER:3008a103820161820101', 'authorityKeyIdentifier absent'],
  ['subjectKeyIdentifier=critical,hash', 'subjectKeyIdentifier critical'],
  ['keyUsage=critical,digitalSignature,keyCertSign', 'keyUsage not-an-authority'],
  ['nameConstraints=critical,permitted;DNS:example.com', 'nameConstraints not-an-authority'],
  ['nameConstraints=permitted;DNS:example.com', 'nameConstraints not-an-authority'],
  ['policyMappings=1.2.3:1.2.4', 'policyMappings not-an-authority'],
  ['authorityInfoAccess=critical,OCSP;URI:http://a.example', 'authorityInfoAccess critical'],
  ['subjectInfoAccess=critical,caRepository;URI:http://a.example', 'subjectInfoAccess critical'],
  ['freshestCRL=critical,URI:http://a.example', 'freshestCRL critical'],
  ['2.5.29.9=critical,DER:300d300b0603550406310413024a50', 'subjectDirectoryAttributes critical'],
  ['inhibitAnyPolicy=0', 'inhibitAnyPolicy not-critical'],
  ['subjectAltName=DNS:.example.com', 'alternativeNames dNSName'],
  ['subjectAltName=DNS:a..b', 'alternativeNames dNSName'],
  ['subjectAltName=DER:3003820120', 'alternativeNames dNSName'],
  ['subjectAltName=DER:30028200', 'alternativeNames dNSName'],
  ['subjectAltName=email:a@b@example.com', 'alternativeNames rfc822Name'],
  ['subjectAltName=email:example.com', 'alternativeNames rfc822Name'],
  ['subjectAltName=URI:/relative', 'alternativeNames uniformResourceIdentifier'],
  ['subjectAltName=URI:http:', 'alternativeNames uniformResourceIdentifier'],
  ['subjectAltName=DER:300a8708c0000200ffffff00', 'alternativeNames iPAddress'],
  ['issuerAltName=DNS:.example.com', 'alternativeNames dNSName'],
];

test('a leaf breaks each requirement by itself', () => {
  for (const [change, fault] of LEAVES) assert.deepEqual(faultsOf(leafWith(change)), [fault], change);
});

test('alternative names of the right form are no fault', () => {
  const names =
    'DNS:*.example.com,DNS:example.com,email:a.b@example.com,URI:urn:isbn:0,URI:http://a/,IP:192.0.2.1,IP:::1,RID:1.2.3';
  assert.deepEqual(faultsOf(leafWith(`subjectAltName=${names}`)), []);
  assert.deepEqual(faultsOf(leafWith('subjectAltName=email:a@[192.0.2.1]')), []);
});

test('an authority breaks each requirement by itself', () => {
  const rows: readonly [Certificate, string][] = [
    [middleWith('authorityKeyIdentifier=none'), 'authorityKeyIdentifier absent'],
    [middleWith('subjectKeyIdentifier=none'), 'subjectKeyIdentifier absent'],
    [
      middleWith('keyUsage=critical,cRLSign', 'basicConstraints=critical,CA:TRUE,pathlen:0'),
      'basicConstraints path-length',
    ],
    [middleWith('keyUsage=-', 'basicConstraints=critical,CA:TRUE,pathlen:0'), 'basicConstraints path-length'],
    [middleWith('nameConstraints=permitted;DNS:example.com'), 'nameConstraints not-critical'],
  ];
  for (const [certificate, fault] of rows) assert.deepEqual(faultsOf(certificate), [fault]);
  const good = [
    'nameConstraints=critical,permitted;DNS:example.com',
    'policyMappings=1.2.3:1.2.4',
    'inhibitAnyPolicy=critical,0',
  ];
  assert.deepEqual(faultsOf(middleWith(...good, 'basicConstraints=critical,CA:TRUE,pathlen:0')), []);
});

test('an anchor must mark basicConstraints critical, an authority on the path need not', () => {
  const change = 'basicConstraints=CA:TRUE';
  assert.deepEqual(faultsOf(caWith(change), true), ['basicConstraints not-critical']);
  assert.deepEqual(faultsOf(middleWith(change)), []);
  const chain = [leafWith(), caWith(change)];
  const broken = (anchored: boolean) =>
    checkChainRequirements(chain, anchored, isSigned).filter(({ status }) => status === 'failed').length;
  assert.deepEqual([broken(true), broken(false)], [1, 0]);
});

test('only who signs itself may leave out the key of its issuer, whatever the names say', () => {
  const named = parseCertificate(
    h.leafWith({
      name: 'twin',
      subject: '/C=JP/CN=x',
      extensions: [...CA_EXTENSIONS, 'authorityKeyIdentifier=none'],
    }),
  );
  assert.deepEqual(faultsOf({ ...named, issuer: named.subject }), ['authorityKeyIdentifier absent']);
  assert.deepEqual(faultsOf({ ...named, issuer: named.subject }, true), []);
  assert.deepEqual(faultsOf(named, true), ['authorityKeyIdentifier absent']);
});

test('over a chain each requirement makes one check, which tells the first certificate that breaks it', () => {
  const middle = middleWith('subjectKeyIdentifier=none', 'authorityKeyIdentifier=none');
  const checks = checkChainRequirements([leafWith(), middle, ca], true, isSigned);
  assert.equal(checks.length, REQUIREMENT_RULES.length);
  const broken = checks.filter(({ status }) => status === 'failed');
  assert.deepEqual(
    broken.map(({ id, reason, facts }) => [id, reason, facts]),
    [
      ['requirement.authorityKeyIdentifier', 'absent', { position: 1 }],
      ['requirement.subjectKeyIdentifier', 'absent', { position: 1 }],
    ],
  );
});

test('every rule has its own identifier and its section', () => {
  assert.equal(new Set(REQUIREMENT_RULES.map(({ id }) => id)).size, REQUIREMENT_RULES.length);
  for (const { id, citation } of REQUIREMENT_RULES) assert.match(citation, /^RFC 5280 4\.2\./, id);
});
