import assert from 'node:assert/strict';
import { sign } from 'node:crypto';
import { test } from 'node:test';
import { concat, DER, derOid, derSequence, derValue, toUtf8 } from '@kazasu/bytes';
import fc from 'fast-check';
import { parseCertificate } from './certificate.ts';
import {
  applyNameConstraints,
  type ConstraintFault,
  initialNameConstraints,
  narrowed,
} from './constraint/index.ts';
import { parseCrl } from './crl/index.ts';
import { isParseError } from './error.ts';
import { isSigned } from './evidence-signer.ts';
import { importPublicKey } from './key.ts';
import { judgeAuthentication, type RevocationEvidence } from './login/index.ts';
import { parseName, sameName } from './name.ts';
import { createOcspRequest, parseOcspResponse } from './ocsp/index.ts';
import { parseTextItems } from './profile/index.ts';
import { checkRequirements } from './requirement/index.ts';
import { costOf } from './testing/cost.ts';
import { at, changed, encodeTree, treeOf } from './testing/der-tree.ts';
import { CA_EXTENSIONS, createHierarchy, DAY, NOW } from './testing/hierarchy.ts';
import { mangled, restructured } from './testing/hostile.ts';
import { createResponder } from './testing/responder.ts';

const h = createHierarchy();
const ca = parseCertificate(h.ca);
const crl = h.shop.crl({
  issuer: 'ca',
  from: NOW - DAY,
  to: NOW + DAY,
  extensions: ['authorityKeyIdentifier=keyid:always'],
  revoked: [{ serial: '0101', at: NOW - DAY, reason: 'superseded' }],
});
const { answerTo } = createResponder(h);
const nonce = new Uint8Array(16).fill(5);
const request = createOcspRequest({ issuer: ca, serial: '067c6a21', nonce });
const response = answerTo(request, { good: ['067c6a21'] });

// ---- hostile bytes ---------------------------------------------------------------------------------------

const hostile = (good: Uint8Array) =>
  fc.oneof(fc.uint8Array({ maxLength: 64 }), mangled(good), restructured(good), restructured(good));

function throwsOnlyOurs(parse: () => unknown): void {
  try {
    parse();
  } catch (error) {
    if (!isParseError(error)) throw error;
  }
}

/** A certificate with every extension that is read, and a name of every form in each list of names. */
const names =
  'DNS:*.example.com,email:a@example.com,URI:http://a.example/,IP:192.0.2.1,IP:::1,RID:1.2.3,otherName:1.2.3;UTF8:a,dirName:ca_dn';
const laden = h.leafWith({
  name: 'laden',
  extensions: [
    ...CA_EXTENSIONS.filter((line) => !line.startsWith('subjectAltName')),
    `subjectAltName=${names}`,
    `issuerAltName=${names}`,
    `nameConstraints=critical,permitted;DNS:example.com,excluded;IP:192.0.2.0/255.255.255.0,permitted;URI:.a.example,excluded;email:b@example.com,permitted;dirName:ca_dn`,
    'certificatePolicies=1.2.3,@policy',
    'policyMappings=1.2.3:1.2.4',
    'policyConstraints=critical,requireExplicitPolicy:3,inhibitPolicyMapping:1',
    'inhibitAnyPolicy=critical,2',
    'extendedKeyUsage=clientAuth,1.2.3',
    'authorityInfoAccess=OCSP;URI:http://a.example',
    'subjectInfoAccess=caRepository;dirName:ca_dn',
    'freshestCRL=dp_ca',
    'authorityKeyIdentifier=keyid:always,issuer:always',
    'noCheck=ignored',
    '2.5.29.9=DER:300d300b0603550406310413024a50',
  ],
});

/** Everything that one certificate alone is asked: names against its own constraints too. */
function judgeAlone(der: Uint8Array): void {
  const certificate = parseCertificate(der);
  const state = narrowed(initialNameConstraints(), certificate);
  applyNameConstraints(state, certificate, { final: true });
  checkRequirements(certificate, { isAnchor: false, isSigned });
  sameName(certificate.subject, ca.subject);
}

const PARSERS: [string, Uint8Array, (der: Uint8Array) => unknown][] = [
  ['a certificate', h.leaf, (der) => importPublicKey(parseCertificate(der).spki)],
  ['a certificate of every extension', laden, judgeAlone],
  ["a certificate's items", h.leaf, (der) => parseTextItems(parseCertificate(der))],
  ['a CRL', crl, parseCrl],
  ['an OCSP response', response, parseOcspResponse],
  ['a name', ca.subject.encoded, parseName],
];

for (const [what, good, parse] of PARSERS) {
  test(`hostile bytes in place of ${what} throw nothing but the errors of the readers`, () => {
    fc.assert(
      fc.property(hostile(good), (der) => throwsOnlyOurs(() => parse(der))),
      { numRuns: 600 },
    );
  });
}

test('certificates as large as are read at all cost no more than a moment, whatever they are full of', () => {
  const room = 60_000;
  const fill = (item: Uint8Array) =>
    concat(...Array.from({ length: Math.floor(room / item.length) }, () => item));
  const rdn = derValue(
    DER.set,
    derSequence(derOid('2.5.4.3'), derValue(DER.bmpString, new Uint8Array(20).fill(0x30))),
  );
  const attribute = (i: number) =>
    derSequence(derOid('2.5.4.3'), derValue(DER.utf8String, toUtf8(String(i).padStart(6, '0'))));
  const wideRdn = derValue(DER.set, ...Array.from({ length: 60 }, (_, i) => attribute(i)));
  const nested = Array.from({ length: 20_000 }).reduce<Uint8Array>(
    (inside) => (inside.length > room ? inside : derSequence(inside)),
    derSequence(),
  );
  const contents: readonly Uint8Array[] = [
    derSequence(fill(derSequence())),
    derSequence(fill(rdn)),
    derSequence(fill(wideRdn)),
    nested,
    new Uint8Array(room).fill(0x30),
    new Uint8Array(room).fill(0x80),
    derSequence(fill(derSequence(derOid('2.5.29.17'), derValue(DER.octetString, new Uint8Array())))),
  ];
  const places = [[0, 3], [0, 5], [0, 6], [0, 7], [0], [1], [2]];
  for (const raw of contents) {
    for (const place of places) {
      const tree = treeOf(laden);
      const [first, ...rest] = place as [number, ...number[]];
      at(tree, first, ...rest).raw = raw;
      const der = encodeTree(tree);
      const cost = costOf(() => throwsOnlyOurs(() => judgeAlone(der)));
      assert.ok(cost < 100, `${place}`);
    }
  }
});

test('the most names against the most constraints that a certificate can hold cost no more than a moment', () => {
  const list = (count: number, text: string) =>
    derSequence(...Array.from({ length: count }, (_, i) => derValue(0x82, toUtf8(`${i}${text}`))));
  const subtrees = derSequence(
    derValue(
      0xa1,
      ...Array.from({ length: 700 }, (_, i) => derSequence(derValue(0x82, toUtf8(`${i}.${'a'.repeat(40)}`)))),
    ),
  );
  const parts: [string, Uint8Array][] = [
    ['2.5.29.17', list(1000, '.example')],
    ['2.5.29.30', subtrees],
  ];
  const der = changed(laden, (tree) => {
    at(tree, 0, 7).raw = derValue(
      0xa3,
      derSequence(...parts.map(([oid, value]) => derSequence(derOid(oid), derValue(DER.octetString, value)))),
    );
  });
  const certificate = parseCertificate(der);
  let fault: ConstraintFault | undefined;
  const cost = costOf(() => {
    const state = narrowed(initialNameConstraints(), certificate);
    fault = applyNameConstraints(state, certificate, { final: true }).fault;
  });
  assert.equal(fault?.reason, 'budget');
  assert.ok(cost < 100);
});

// ---- hostile judgements ----------------------------------------------------------------------------------

const message = Uint8Array.of(1, 2, 3);
const signature = sign('sha256', message, h.leafKey);
const judge = (certificate: Uint8Array, revocation: RevocationEvidence, signed: Uint8Array = signature) =>
  judgeAuthentication({
    certificate,
    message,
    signature: signed,
    anchors: [ca],
    time: Date.now(),
    revocation,
  }).report;
const byCrl = (bytes: Uint8Array): RevocationEvidence => ({ kind: 'crl', crl: bytes });
const byOcsp = (bytes: Uint8Array): RevocationEvidence => ({ kind: 'ocsp', response: bytes, nonce });
const same = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;

/** No changed input is ever good, and none makes the judge stumble over itself. */
function neverValid(good: Uint8Array, judged: (bytes: Uint8Array) => ReturnType<typeof judge>): void {
  assert.equal(judged(good).verdict, 'valid');
  const property = fc.property(hostile(good), (bytes) => {
    const report = judged(bytes);
    if (!same(bytes, good)) assert.notEqual(report.verdict, 'valid');
    assert.ok(!report.checks.some(({ id }) => id === 'judgement.complete'), 'a fault of our own');
  });
  fc.assert(property, { numRuns: 400 });
}

test('no changed certificate is ever good', () => {
  neverValid(h.leaf, (bytes) => judge(bytes, byCrl(crl)));
});

test('no changed CRL makes a certificate good', () => {
  neverValid(crl, (bytes) => judge(h.leaf, byCrl(bytes)));
});

test('no changed OCSP response makes a certificate good', () => {
  neverValid(response, (bytes) => judge(h.leaf, byOcsp(bytes)));
});

test('no changed signature is ever good', () => {
  const good = Uint8Array.from(signature);
  const changes = fc.oneof(fc.uint8Array({ maxLength: 300 }), mangled(good));
  const property = fc.property(changes, (bytes) => {
    const { verdict } = judge(h.leaf, byCrl(crl), bytes);
    assert.equal(verdict, same(bytes, good) ? 'valid' : 'invalid');
  });
  fc.assert(property, { numRuns: 200 });
});
