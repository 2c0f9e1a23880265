import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { derSequence } from '@kazasu/bytes';
import { faults } from '../testing/faults.ts';
import { type Made, makeAuthority, makeLeaf, makeRoot, NOW } from '../testing/maker.ts';
import {
  alternativeNames,
  directory,
  dns,
  EXT,
  extendedKeyUsage,
  keyUsage,
  mappings,
  nameConstraints,
  policies,
  setOf,
} from '../testing/maker-extensions.ts';
import { type PathOptions, validatePath } from './index.ts';

const root = makeRoot();
const judge = (leaf: Made, more: Partial<PathOptions> = {}, via: readonly Made[] = [], anchor = root) =>
  validatePath({
    certificate: leaf.der,
    intermediates: via.map(({ der }) => der),
    anchors: [anchor.der],
    time: NOW,
    ...more,
  });

const CLIENT = '1.3.6.1.5.5.7.3.2';
const SERVER = '1.3.6.1.5.5.7.3.1';
const ANY_PURPOSE = '2.5.29.37.0';

test('every purpose that is asked for must be named by a leaf that names any', () => {
  const purposes = (...oids: readonly string[]) =>
    makeLeaf(root, { set: setOf(extendedKeyUsage(oids, true)) });
  const refused = ['path.extKeyUsage purpose'];
  assert.deepEqual(faults(judge(purposes(CLIENT), { extendedKeyUsage: [CLIENT] })), []);
  assert.deepEqual(faults(judge(purposes(CLIENT), { extendedKeyUsage: [CLIENT, SERVER] })), refused);
  assert.deepEqual(faults(judge(purposes(SERVER), { extendedKeyUsage: [CLIENT] })), refused);
  assert.deepEqual(faults(judge(purposes(ANY_PURPOSE), { extendedKeyUsage: [CLIENT] })), refused);
  assert.deepEqual(faults(judge(makeLeaf(root), { extendedKeyUsage: [CLIENT] })), []);
  assert.deepEqual(faults(judge(purposes(SERVER))), []);
});

test('an authority that names purposes, the anchor too, issues for no others', () => {
  const asked = { extendedKeyUsage: [CLIENT] };
  const through = (...oids: readonly string[]) => {
    const sub = makeAuthority(root, { set: setOf(extendedKeyUsage(oids)) });
    const anchor = makeRoot({ set: setOf(extendedKeyUsage(oids)) });
    const first = faults(judge(makeLeaf(sub), asked, [sub]));
    assert.deepEqual(faults(judge(makeLeaf(anchor), asked, [], anchor)), first);
    return first;
  };
  assert.deepEqual(through(CLIENT), []);
  assert.deepEqual(through(ANY_PURPOSE), []);
  assert.deepEqual(through(SERVER), ['path.extKeyUsage purpose']);
});

test('a usage that is asked for must be among those that the leaf states', () => {
  const signing = { keyUsage: ['digitalSignature', 'nonRepudiation'] } as const;
  assert.deepEqual(faults(judge(makeLeaf(root, { set: setOf(keyUsage(0, 1)) }), signing)), []);
  assert.deepEqual(faults(judge(makeLeaf(root), signing)), ['path.keyUsage usage']);
  assert.deepEqual(faults(judge(makeLeaf(root, { set: { [EXT.keyUsage]: undefined } }), signing)), []);
});

test("the caller's own name constraints bind every path, and malformed ones refuse each", () => {
  const leaf = makeLeaf(root, { set: setOf(alternativeNames([dns('www.example.jp')])) });
  const subtrees = (...names: readonly Uint8Array[]) =>
    derSequence(...names.map((name) => derSequence(name)));
  const faultsOf = (more: Partial<PathOptions>) => faults(judge(leaf, more));
  assert.deepEqual(faultsOf({ permittedSubtrees: subtrees(dns('example.jp')) }), []);
  assert.deepEqual(faultsOf({ permittedSubtrees: subtrees(dns('example.com')) }), [
    'path.nameConstraints not-permitted',
  ]);
  assert.deepEqual(faultsOf({ excludedSubtrees: subtrees(dns('www.example.jp')) }), [
    'path.nameConstraints excluded',
  ]);
  assert.deepEqual(faultsOf({ excludedSubtrees: subtrees(directory(leaf.subject)) }), [
    'path.nameConstraints excluded',
  ]);
  for (const bad of [new Uint8Array(), derSequence(), subtrees(dns('a')).subarray(1)]) {
    assert.deepEqual(faultsOf({ permittedSubtrees: bad }), ['path.nameConstraints demand']);
  }
});

test('a name that an authority may not issue is refused, and the report does not tell it', () => {
  const sub = makeAuthority(root, { set: setOf(nameConstraints({ permitted: [dns('example.jp')] })) });
  const leaf = makeLeaf(sub, { set: setOf(alternativeNames([dns('secret.example.com')])) });
  const report = judge(leaf, {}, [sub]);
  assert.deepEqual(faults(report), ['path.nameConstraints not-permitted']);
  assert.ok(!JSON.stringify(report.checks).includes('secret'));
});

test('the policies of a path are handed back as the first authority names them', () => {
  const sub = makeAuthority(root, {
    set: setOf(policies(['1.2.1', '1.2.9']), mappings([['1.2.1', '1.2.2']])),
  });
  const leaf = makeLeaf(sub, { set: setOf(policies(['1.2.2', '1.2.3'])) });
  const judged = (more: Partial<PathOptions>) => judge(leaf, more, [sub]);
  assert.deepEqual(judged({}).policies, ['1.2.1']);
  const asked = { policies: ['1.2.1'], requireExplicitPolicy: true };
  assert.deepEqual(judged(asked).policies, ['1.2.1']);
  assert.equal(judged(asked).verdict, 'valid');
  const refused = ['path.policy not-asserted'];
  assert.deepEqual(faults(judged({ ...asked, inhibitPolicyMapping: true })), refused);
  assert.deepEqual(faults(judged({ ...asked, policies: ['1.2.2'] })), refused);
  assert.equal(judged({ policies: ['1.2.2'] }).verdict, 'valid');
  const any = makeLeaf(sub, { set: setOf(policies(['2.5.29.32.0'])) });
  assert.deepEqual(faults(judge(any, asked, [sub])), []);
  assert.deepEqual(faults(judge(any, { ...asked, inhibitAnyPolicy: true }, [sub])), refused);
});

test('the evidence of a path names every certificate by its hash, leaf first', () => {
  const sub = makeAuthority(root);
  const leaf = makeLeaf(sub);
  const report = judge(leaf, {}, [sub]);
  const sha256 = (der: Uint8Array) => createHash('sha256').update(der).digest('hex');
  assert.deepEqual(
    report.evidence?.map((item) => [item.kind, item.kind === 'certificate' && item.role, item.sha256]),
    [
      ['certificate', 'subject', sha256(leaf.der)],
      ['certificate', 'intermediate', sha256(sub.der)],
      ['certificate', 'anchor', sha256(root.der)],
    ],
  );
  assert.deepEqual(JSON.parse(JSON.stringify(report.evidence)), report.evidence);
});
