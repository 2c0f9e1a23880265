import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toHex, toUtf8 } from '@kazasu/bytes';
import { SIGNATURE_PROFILE } from '@kazasu/pki';
import { type Bundle, encodeBundle } from '../bundle/index.ts';
import { cosignCheckpoint } from '../checkpoint/index.ts';
import { explainEvidence } from '../explain.ts';
import { sha256 } from '../merkle/index.ts';
import {
  AT,
  cosignatureLines,
  createScene,
  DAY,
  HOUR,
  judgeAnyDocument,
  makeBundle,
  noteKeyPair,
  responderOf,
  SIGNED_INFO,
  SPOILT_CASES,
  signAttributes,
  signDigest,
  signInfo,
  verificationParts,
  YEAR,
} from '../testing/index.ts';
import { checkBundle, EVIDENCE_RULES, type EvidenceReport } from './index.ts';

const scene = createScene();

const told = (report: EvidenceReport) =>
  report.checks
    .filter(({ status }) => status === 'failed' || status === 'undetermined')
    .map(({ id, reason, facts }) => `${id} ${reason} ${JSON.stringify(facts ?? {})}`);

function assertValid(report: EvidenceReport): void {
  assert.deepEqual(told(report), []);
  assert.equal(report.verdict, 'valid');
}

test('a good bundle is valid, renewed or not, as octets and as an object, with its document', () => {
  for (const renewed of [false, true]) {
    const { bundle, options } = makeBundle(scene, { renewed });
    const report = checkBundle(encodeBundle(bundle), { ...options, document: scene.document });
    assertValid(report);
    assertValid(checkBundle(bundle, options));
    assert.equal(report.record, 'valid');
    assert.equal(report.signature, 'valid');
    assert.equal(report.recorded, 'valid');
    assert.equal(report.provenAt, AT + HOUR);
    assert.equal(report.timestamps.length, renewed ? 2 : 1);
    assert.deepEqual(report.wanted, []);
  }
});

test('every form of signature is judged: bare hash, signed attributes, SignedInfo', () => {
  const digest = sha256(scene.document);
  for (const [signature, over] of [
    [signDigest(scene.signers, digest, 'bare-hash'), digest],
    [signAttributes(scene.signers, digest), digest],
    [signInfo(scene.signers, SIGNED_INFO), sha256(SIGNED_INFO)],
  ] as const) {
    const contents = verificationParts({ at: AT, digests: [toHex(over)], signatures: [signature] });
    const { bundle, options } = makeBundle(scene, { contents });
    assertValid(checkBundle(bundle, options));
  }
});

for (const { name, spoil, judged, verdict } of SPOILT_CASES) {
  test(`not valid where the document itself is judged: ${name}`, () => {
    const { bundle, options } = spoil(scene);
    const report = checkBundle(bundle, { ...options, judgeDocument: judgeAnyDocument });
    assert.equal(report.verdict, judged ?? verdict, told(report).join('\n'));
  });
}

for (const { name, spoil, verdict, rule, reason } of SPOILT_CASES) {
  test(`not valid: ${name}`, () => {
    const { bundle, options } = spoil(scene);
    const report = checkBundle(encodeBundle(bundle), options);
    const check = report.checks.find((one) => one.id === rule && one.reason === reason);
    assert.ok(check, `${rule} ${reason} in:\n${told(report).join('\n')}`);
    assert.equal(report.verdict, verdict, told(report).join('\n'));
  });
}

test('a genuine record of a signature that was not valid is a genuine record', () => {
  const revoked = SPOILT_CASES.find(({ name }) => name.startsWith('the certificate was revoked'));
  const { bundle, options } = revoked?.spoil(scene) ?? assert.fail('no such case');
  const report = checkBundle(bundle, options);
  assert.deepEqual([report.record, report.signature, report.verdict], ['valid', 'invalid', 'invalid']);
});

test('a record that found a fault where none is found again says nothing good of the signature', () => {
  const { bundle, options } = makeBundle(scene, { verdict: 'invalid' });
  const report = checkBundle(bundle, options);
  assert.deepEqual([report.record, report.signature, report.recorded], ['valid', 'indeterminate', 'invalid']);
});

test('an erased part is told as erased, and the rest still stands', () => {
  const { bundle, options } = makeBundle(scene);
  const { report: kept, request } = bundle.parts;
  if (kept === undefined || request === undefined) assert.fail('no parts');
  const report = checkBundle({ ...bundle, parts: { report: kept, request } }, options);
  assert.deepEqual([report.record, report.signature, report.verdict], ['valid', 'erased', 'indeterminate']);
  assert.equal(report.recorded, 'valid');
  const part = report.checks.find(({ facts }) => facts?.part === 'signature');
  assert.deepEqual([part?.status, part?.reason], ['skipped', 'erased']);
});

test('an OCSP answer of the time of the record says as much as a list', () => {
  const { signers } = scene;
  const answer = responderOf(signers);
  const root = { type: 'certificate' as const, octets: signers.root.der };
  const judge = (octets: Uint8Array, verdict: 'valid' | 'invalid' | 'indeterminate') => {
    const { bundle, options } = makeBundle(scene, { objects: [root, { type: 'ocsp', octets }], verdict });
    return checkBundle(bundle, options);
  };
  assertValid(judge(answer(AT - HOUR, { kind: 'good' }), 'valid'));
  const revoked = answer(AT - HOUR, { kind: 'revoked', at: AT - DAY, reason: 'affiliationChanged' });
  assert.equal(judge(revoked, 'invalid').signature, 'invalid');
  for (const other of [
    answer(AT - 2 * DAY, { kind: 'good' }),
    answer(AT + HOUR, { kind: 'good' }),
    answer(AT - HOUR, { kind: 'unknown' }),
  ]) {
    assert.equal(judge(other, 'indeterminate').signature, 'indeterminate');
  }
});

test('what does not open its commitment is not judged, however good it looks', () => {
  const { bundle, options } = makeBundle(scene);
  const forged = makeBundle(scene, { id: 'record-2' }).bundle.parts.signature;
  if (forged === undefined) assert.fail('no signature');
  const report = checkBundle({ ...bundle, parts: { ...bundle.parts, signature: forged } }, options);
  assert.deepEqual([report.record, report.signature], ['invalid', 'indeterminate']);
  assert.deepEqual(report.signatures, []);
  const check = report.checks.find(({ id }) => id === 'evidence.content');
  assert.deepEqual([check?.status, check?.reason], ['undetermined', 'other']);
});

test('without trust nothing is good, and it is told whose fingerprints one would have to believe', () => {
  const objects = [scene.signers.root.der, scene.times.leaf.der].map((octets) => ({
    type: 'certificate' as const,
    octets,
  }));
  const { bundle, options } = makeBundle(scene, { objects });
  const report = checkBundle(bundle, { time: options.time, profiles: [] });
  assert.equal(report.verdict, 'indeterminate');
  assert.equal(report.record, 'indeterminate');
  assert.ok(report.checks.every(({ status }) => status !== 'failed'));
  assert.deepEqual(report.wanted, [
    { use: 'signer', sha256: toHex(sha256(scene.signers.root.der)) },
    { use: 'timestamp', sha256: toHex(sha256(scene.times.root.der)) },
    { use: 'log', sha256: toHex(sha256(bundle.log.publicKey)) },
  ]);
});

test('a signer’s certificate must be one for signatures unless the caller says otherwise', () => {
  const { bundle, options } = makeBundle(scene);
  const { profiles: _, ...asked } = options;
  const report = checkBundle(bundle, asked);
  assert.equal(report.signature, 'invalid');
  assert.match(told(report).join(), /evidence.path not-valid .*path\.policy/);
  assert.equal(checkBundle(bundle, { ...asked, profiles: [SIGNATURE_PROFILE] }).signature, 'invalid');
});

test('renewing carries a record past the end of the first unit, and every token is judged for the next one’s time', () => {
  const { bundle, options } = makeBundle(scene, { renewed: true });
  assertValid(checkBundle(bundle, { ...options, time: AT + 3 * YEAR }));
  const [first] = checkBundle(bundle, options).timestamps;
  assert.equal(first?.time, AT + 3 * HOUR);
});

test('a witness that is known is heard, beside the note that the token is over and in it', () => {
  const pair = noteKeyPair();
  const name = 'witness.example/w1';
  const made = makeBundle(scene, { renewed: true });
  const trust = { ...made.trust, witnesses: [{ name, publicKey: pair.publicKey }] };
  const judge = (bundle: Bundle) => checkBundle(encodeBundle(bundle), { ...made.options, trust });
  const proof = made.bundle.proof.map((link) => ({
    ...link,
    cosignatures: cosignatureLines(link.checkpoint, { ...pair, name }),
  }));
  assertValid(judge({ ...made.bundle, proof }));
  const witnesses = [...trust.witnesses, { name: 'witness.example/w2', publicKey: noteKeyPair().publicKey }];
  assertValid(checkBundle({ ...made.bundle, proof }, { ...made.options, trust: { ...trust, witnesses } }));
  const inNote = made.bundle.proof.map((link) => ({
    ...link,
    checkpoint: cosignCheckpoint(link.checkpoint, { ...pair, name, seconds: AT / 1000 }),
  }));
  const check = judge({ ...made.bundle, proof: inNote }).checks.find(({ id }) => id === 'evidence.witness');
  assert.equal(check?.status, 'passed');
  const noLine = proof.map((link) => ({ ...link, cosignatures: ['a line'] }));
  assert.equal(checkBundle({ ...made.bundle, proof: noLine }, { ...made.options, trust }).verdict, 'invalid');
});

test('records of other kinds have parts of their own, and no signature to judge', () => {
  const made = makeBundle(scene, { kind: 'consent', contents: { consent: toUtf8('{"anything":1}') } });
  const report = checkBundle(made.bundle, made.options);
  assertValid(report);
  assert.equal(report.signature, 'none');
});

test('octets that are no bundle make a report, not an exception', () => {
  for (const octets of [new Uint8Array(), toUtf8('{}'), toUtf8('[[[[[[[[[[[[[[[['), Uint8Array.of(255)]) {
    const report = checkBundle(octets, { time: AT });
    assert.equal(report.verdict, 'invalid');
    assert.deepEqual([report.checks[0]?.id, report.checks[0]?.reason], ['evidence.format', 'bundle']);
  }
});

test('every rule has words in both languages, and every report is told in them', () => {
  for (const { title, reasons } of EVIDENCE_RULES) {
    for (const { en, ja } of [title, ...Object.values(reasons)]) {
      assert.match(en, /^[a-zA-Z`'].*[^.]$/);
      assert.match(ja, /[\u3040-\u30ff\u4e00-\u9fff]/);
    }
    for (const { ja } of Object.values(reasons))
      assert.match(ja, /(ます|ません|です|でした|ました)([（(].*)?$/, ja);
  }
  const { bundle, options } = makeBundle(scene, { verdict: 'invalid' });
  const report = checkBundle(bundle, options);
  const words = explainEvidence(report, 'ja');
  assert.equal(words.checks.length, report.checks.length);
  for (const check of words.checks) assert.match(check.title, /[\u3040-\u30ff\u4e00-\u9fff]/, check.id);
});
