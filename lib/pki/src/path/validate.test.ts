import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromHex } from '@kazasu/bytes';
import { parseCertificate } from '../certificate.ts';
import { AUTHENTICATION_PROFILE } from '../profile/index.ts';
import { at, changed, changedAndSigned } from '../testing/der-tree.ts';
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
import { type PathOptions, validatePath } from './index.ts';

const h = createHierarchy();
const anchors = [h.ca2, h.ca];
const profile = AUTHENTICATION_PROFILE;
const judge = (options: Partial<PathOptions>) =>
  validatePath({ certificate: h.leaf, anchors, time: NOW, profile, ...options });
const faultsOf = (options: Partial<PathOptions>) => faults(judge(options));

test('a leaf leads to the generation that signed it, whatever the order of the anchors', () => {
  for (const order of [anchors, [...anchors].reverse()]) {
    const report = judge({ anchors: order });
    assert.deepEqual(faults(report), []);
    assert.equal(report.verdict, 'valid');
    assert.equal(report.chain?.[1]?.keyId, parseCertificate(h.ca).keyId);
  }
});

test('a leaf of another generation of the same name is refused', () => {
  assert.deepEqual(faultsOf({ anchors: [h.ca2] }), ['path.signature wrong-key']);
});

test('the key identifier orders candidates, the signature decides: a leaf that names the wrong key still finds its issuer', () => {
  const none = h.leafWith({
    name: 'no-aki',
    extensions: replaced(LEAF_EXTENSIONS, 'authorityKeyIdentifier=none'),
  });
  assert.deepEqual(faultsOf({ certificate: none }), [
    'requirement.authorityKeyIdentifier absent',
    'profile.authorityKeyIdentifier absent',
  ]);
  const wrong = changedAndSigned(h.leaf, h.shop.privateKey('ca'), (body) => {
    const octets = at(body, 7, 0, 6, 1);
    octets.content = changed(octets.content as Uint8Array, (identifier) => {
      at(identifier, 0).content = fromHex(parseCertificate(h.ca2).keyId ?? '');
    });
  });
  const report = judge({ certificate: wrong });
  assert.deepEqual(faults(report), ['profile.authorityKeyIdentifier value']);
  assert.equal(report.chain?.[1]?.keyId, parseCertificate(h.ca).keyId);
});

test('a leaf of an unknown issuer is refused', () => {
  h.shop.key('stranger');
  h.caWith({ name: 'stranger', subject: '/C=JP/O=Stranger' });
  const certificate = h.leafWith({ name: 'strange', issuer: 'stranger' });
  assert.deepEqual(faultsOf({ certificate }), ['path.issuer unknown']);
});

test('a leaf with one changed bit of its signature is refused', () => {
  const certificate = Uint8Array.from(h.leaf);
  certificate[certificate.length - 1] = (certificate[certificate.length - 1] as number) ^ 1;
  assert.deepEqual(faultsOf({ certificate }), ['path.signature wrong-key']);
});

test('no anchor and an anchor that cannot be read are refused', () => {
  assert.deepEqual(faultsOf({ anchors: [] }), ['path.anchors none']);
  assert.deepEqual(faultsOf({ anchors: [h.ca.subarray(1)] }), ['path.anchors malformed']);
  const one = judge({ anchors: [h.ca, h.ca2.subarray(1)] });
  assert.equal(one.verdict, 'valid');
  assert.deepEqual(one.checks[1]?.facts, { count: 1, malformed: 1 });
});

test('a certificate that cannot be read is a failed check, not an exception', () => {
  const report = judge({ certificate: h.leaf.subarray(0, 100) });
  assert.deepEqual(faults(report), ['certificate.form malformed']);
  assert.equal(report.checks[0]?.facts?.code, 'bytes/der');
});

test('the leaf is valid from notBefore to the end of the second notAfter', () => {
  const { notBefore, notAfter } = parseCertificate(h.leaf);
  const expired = ['path.validity expired'];
  assert.deepEqual(faultsOf({ time: notBefore - 1 }), ['path.validity not-yet-valid']);
  assert.deepEqual(faultsOf({ time: notBefore }), []);
  assert.deepEqual(faultsOf({ time: notAfter + 999 }), []);
  assert.deepEqual(faultsOf({ time: notAfter + 1000 }), expired);
});

test('a leaf that outlives its generation ends with it', () => {
  const old = h.caWith({ name: 'ca', from: NOW - 10 * YEAR, to: NOW - 1000 });
  assert.deepEqual(faultsOf({ anchors: [old] }), ['path.validity expired']);
  const young = h.caWith({ name: 'ca', from: NOW + 1000 });
  assert.deepEqual(faultsOf({ anchors: [young] }), ['path.validity not-yet-valid']);
  h.caWith({ name: 'ca' });
});

test('an unknown critical extension is refused in the leaf and in the anchor; an uncritical one is not', () => {
  const unknown = '1.2.3.4=critical,ASN1:NULL';
  const certificate = h.leafWith({ name: 'critical', extensions: [...LEAF_EXTENSIONS, unknown] });
  assert.deepEqual(faultsOf({ certificate }), [
    'path.extensions unknown-critical',
    'profile.unknown unknown-critical',
  ]);
  const anchor = h.caWith({ name: 'ca', extensions: [...CA_EXTENSIONS, unknown] });
  assert.deepEqual(faultsOf({ anchors: [anchor] }), ['path.extensions unknown-critical']);
  const harmless = h.leafWith({ name: 'uncritical', extensions: [...LEAF_EXTENSIONS, '1.2.3.4=ASN1:NULL'] });
  assert.deepEqual(faultsOf({ certificate: harmless }), []);
  h.caWith({ name: 'ca' });
});

test("what stands in the anchor's certificate narrows the path", () => {
  const judged = (line: string, options: Partial<PathOptions> = {}) => {
    const anchor = h.caWith({ name: 'ca', extensions: [...CA_EXTENSIONS, line] });
    return faultsOf({ anchors: [anchor], ...options });
  };
  assert.deepEqual(judged('nameConstraints=critical,permitted;dirName:ca_dn'), [
    'path.nameConstraints not-permitted',
  ]);
  assert.deepEqual(judged('nameConstraints=critical,excluded;dirName:ca_dn'), []);
  assert.deepEqual(judged('certificatePolicies=1.2.3'), ['path.policy not-asserted']);
  assert.deepEqual(judged('certificatePolicies=2.5.29.32.0'), []);
  const policies = { profile: undefined as never, policies: ['1.2.3'] };
  assert.deepEqual(judged('policyConstraints=critical,requireExplicitPolicy:0', policies), [
    'path.policy not-asserted',
  ]);
  assert.deepEqual(judged('policyConstraints=critical,requireExplicitPolicy:1', policies), [
    'path.policy not-asserted',
  ]);
  assert.deepEqual(judged('policyConstraints=critical,requireExplicitPolicy:2', policies), []);
  h.caWith({ name: 'ca' });
});

test('an anchor without the CA flag, or not for signing certificates, issues nothing', () => {
  const noFlag = h.caWith({ name: 'ca', extensions: replaced(CA_EXTENSIONS, 'basicConstraints=-') });
  assert.deepEqual(faultsOf({ anchors: [noFlag] }), [
    'path.basicConstraints not-an-authority',
    'requirement.keyUsage not-an-authority',
  ]);
  const noSign = h.caWith({ name: 'ca', extensions: replaced(CA_EXTENSIONS, 'keyUsage=critical,cRLSign') });
  assert.deepEqual(faultsOf({ anchors: [noSign] }), ['path.keyUsage keyCertSign']);
  h.caWith({ name: 'ca' });
});

test('a leaf that signs a leaf is refused, though its signature is good', () => {
  const under = h.leafWith({ name: 'under', issuer: 'leaf', subject: '/C=JP/CN=under' });
  const found = faultsOf({ certificate: under, intermediates: [h.leaf] });
  assert.deepEqual(found, [
    'path.basicConstraints not-an-authority',
    'path.keyUsage keyCertSign',
    'profile.issuerAltName value',
  ]);
  assert.deepEqual(faultsOf({ certificate: under }), ['path.issuer unknown']);
});

// ---- intermediates --------------------------------------------------------------------------------------

h.shop.key('sub');
h.shop.key('subsub');
const AUTHORITY = ['keyUsage=critical,keyCertSign', 'subjectKeyIdentifier=hash'];
const sub = (extensions: readonly string[], name = 'sub', issuer = 'ca', subject = `/C=JP/O=${name}`) =>
  h.shop.certificate({
    name,
    key: name,
    subject,
    issuer,
    from: NOW - YEAR,
    to: NOW + YEAR,
    extensions,
    sections: SECTIONS,
  });
const CA_TRUE = 'basicConstraints=critical,CA:TRUE';
const ANY_POLICY = 'certificatePolicies=critical,2.5.29.32.0';
const plain = (issuer: string, extensions: readonly string[] = ['keyUsage=critical,digitalSignature']) =>
  h.leafWith({ name: 'plain', issuer, extensions });

test('a path through authorities is found and judged without a profile', () => {
  const first = sub([...AUTHORITY, CA_TRUE]);
  const second = sub([...AUTHORITY, CA_TRUE], 'subsub', 'sub');
  const certificate = plain('subsub');
  const report = judge({
    certificate,
    intermediates: [h.ca2, second, first, h.leaf],
    profile: undefined as never,
  });
  assert.deepEqual(faults(report), []);
  assert.equal(report.chain?.length, 4);
  assert.deepEqual(faults(validatePath({ certificate, intermediates: [second], anchors, time: NOW })), [
    'path.issuer no-anchor',
  ]);
});

test('path lengths count the authorities below that are not self-issued', () => {
  const certificate = (issuer: string) => plain(issuer);
  const limited = sub([...AUTHORITY, 'basicConstraints=critical,CA:TRUE,pathlen:0']);
  const direct = { certificate: certificate('sub'), intermediates: [limited], anchors, time: NOW };
  assert.deepEqual(faults(validatePath(direct)), []);
  const second = sub([...AUTHORITY, CA_TRUE], 'subsub', 'sub');
  const deep = { certificate: certificate('subsub'), intermediates: [limited, second], anchors, time: NOW };
  assert.deepEqual(faults(validatePath(deep)), ['path.length too-long']);
  // The same authority under a new key: its certificate is self-issued and does not count (RFC 5280 4.2.1.9).
  const renewed = sub([...AUTHORITY, CA_TRUE], 'subsub', 'sub', '/C=JP/O=sub');
  const rollover = {
    certificate: certificate('subsub'),
    intermediates: [limited, renewed],
    anchors,
    time: NOW,
  };
  assert.deepEqual(faults(validatePath(rollover)), []);
});

test('an authority of the path that has run out, or is none, refuses', () => {
  sub([...AUTHORITY, CA_TRUE]);
  const certificate = plain('sub');
  const expired = h.shop.certificate({
    name: 'sub',
    key: 'sub',
    subject: '/C=JP/O=sub',
    issuer: 'ca',
    from: NOW - YEAR,
    to: NOW - 1000,
    extensions: [...AUTHORITY, CA_TRUE],
  });
  const judged = (intermediate: Uint8Array) =>
    faults(validatePath({ certificate, intermediates: [intermediate], anchors, time: NOW }));
  assert.deepEqual(judged(expired), ['path.validity expired']);
  const none = ['path.basicConstraints not-an-authority', 'requirement.keyUsage not-an-authority'];
  assert.deepEqual(judged(sub(AUTHORITY)), none);
  assert.deepEqual(judged(sub([...AUTHORITY, 'basicConstraints=critical,CA:FALSE'])), none);
});

test('of several chains one without fault is enough, whichever is found first', () => {
  const valid = sub([...AUTHORITY, CA_TRUE]);
  const noFlag = sub(AUTHORITY);
  const certificate = plain('sub');
  for (const intermediates of [
    [valid, noFlag],
    [noFlag, valid],
  ]) {
    assert.deepEqual(faults(validatePath({ certificate, intermediates, anchors, time: NOW })), []);
  }
});

test('the policy that a profile asks for must run through every authority of the path', () => {
  const judged = (lines: readonly string[]) => {
    const intermediate = sub([...AUTHORITY, CA_TRUE, ...lines, 'subjectAltName=dirName:service']);
    const certificate = h.leafWith({ name: 'policy-leaf', issuer: 'sub' });
    return faultsOf({ certificate, intermediates: [intermediate] }).filter(
      (fault) => !fault.startsWith('profile'),
    );
  };
  assert.deepEqual(judged([ANY_POLICY]), []);
  assert.deepEqual(judged(['certificatePolicies=1.2.392.200149.8.5.1.3.30']), []);
  assert.deepEqual(judged(['certificatePolicies=1.2.392.200149.8.5.1.1.20']), ['path.policy not-asserted']);
  assert.deepEqual(judged([]), ['path.policy not-asserted']);
});

test('critical policies with an unknown qualifier are refused', () => {
  const certificate = changedAndSigned(h.leaf, h.shop.privateKey('ca'), (body) => {
    const octets = at(body, 7, 0, 2, 2);
    octets.content = changed(octets.content as Uint8Array, (policies) => {
      at(policies, 0, 1, 0, 0).content = Uint8Array.of(0x2a, 0x03, 0x05);
    });
  });
  assert.deepEqual(faultsOf({ certificate }), ['path.policy unknown-qualifier']);
});

test('a certificate without issuer or without any subject is refused', () => {
  const key = h.shop.privateKey('ca');
  const noSubject = changedAndSigned(h.leaf, key, (body) => {
    at(body, 5).children = [];
  });
  assert.deepEqual(faultsOf({ certificate: noSubject }), [
    'path.names empty-subject',
    'profile.subject value',
  ]);
  const noIssuer = changedAndSigned(h.leaf, key, (body) => {
    at(body, 3).children = [];
  });
  assert.deepEqual(faultsOf({ certificate: noIssuer }), ['path.issuer unknown', 'path.names empty-issuer']);
});

test('weak keys and old digests are refused wherever they stand', () => {
  h.shop.key('weak', 'rsa-1024');
  const weak = h.leafWith({ name: 'weak-leaf', key: 'weak' });
  assert.deepEqual(faultsOf({ certificate: weak }), ['path.algorithm key', 'profile.key value']);
  const sha1 = h.leafWith({ name: 'sha1', digest: 'sha1' });
  assert.deepEqual(faultsOf({ certificate: sha1 }), [
    'path.signature wrong-key',
    'path.algorithm signature-algorithm',
    'profile.signatureAlgorithm value',
  ]);
  h.shop.key('weak-ca', 'rsa-1024');
  const anchor = h.caWith({ name: 'weak-ca' });
  const under = h.leafWith({ name: 'under-weak', issuer: 'weak-ca' });
  assert.deepEqual(faultsOf({ certificate: under, anchors: [anchor] }), ['path.signature wrong-key']);
});

test('P-256 and P-384 keys with SHA-2 are accepted where no profile forbids them', () => {
  for (const kind of ['p256', 'p384'] as const) {
    h.shop.key(kind, kind);
    const anchor = h.caWith({ name: kind, digest: kind === 'p256' ? 'sha256' : 'sha384' });
    h.shop.key(`${kind}-leaf`, kind);
    const certificate = h.leafWith({
      name: `${kind}-leaf`,
      key: `${kind}-leaf`,
      issuer: kind,
      digest: 'sha384',
    });
    const report = validatePath({ certificate, anchors: [anchor], time: NOW, profile });
    assert.deepEqual(faults(report), ['profile.key value', 'profile.signatureAlgorithm value']);
  }
});

test('a search ends when its budget of signatures or depth is spent', () => {
  const first = sub([...AUTHORITY, CA_TRUE]);
  const options = { certificate: plain('sub'), intermediates: [first], anchors, time: NOW };
  assert.deepEqual(faults(validatePath({ ...options, budget: { signatures: 1 } })), ['path.issuer budget']);
  assert.deepEqual(faults(validatePath({ ...options, budget: { depth: 2 } })), ['path.issuer budget']);
  assert.deepEqual(faults(validatePath({ ...options, budget: { steps: 1 } })), ['path.issuer budget']);
  assert.deepEqual(faults(validatePath({ ...options, budget: { signatures: 2, depth: 3, steps: 2 } })), []);
});

test('authorities that certify each other do not hold the search up', () => {
  const first = sub([...AUTHORITY, CA_TRUE]);
  const second = sub([...AUTHORITY, CA_TRUE], 'subsub', 'sub');
  const back = h.shop.certificate({
    name: 'back',
    key: 'sub',
    subject: '/C=JP/O=sub',
    issuer: 'subsub',
    from: NOW - YEAR,
    to: NOW + YEAR,
    extensions: [...AUTHORITY, CA_TRUE],
  });
  const certificate = plain('subsub');
  const found = validatePath({ certificate, intermediates: [back, second, first], anchors, time: NOW });
  assert.deepEqual(faults(found), []);
  const lost = validatePath({ certificate, intermediates: [back, second], anchors, time: NOW });
  assert.deepEqual(faults(lost), ['path.issuer no-anchor']);
});

test('names compare without regard to case, space and string type, so a chain with other spelling holds', () => {
  const anchor = h.caWith({ name: 'ca', subject: CA_NAME.toUpperCase().replace('FOR USER', 'FOR   USER') });
  const report = validatePath({ certificate: h.leaf, anchors: [anchor], time: NOW, profile });
  assert.deepEqual(faults(report), []);
  h.caWith({ name: 'ca' });
});
