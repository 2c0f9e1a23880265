import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { toHex } from '@kazasu/bytes';
import { encodeBundle, encodeTrustFile, PROOF_FORMAT } from '@kazasu/evidence';
import { createScene, makeBundle, SPOILT_CASES, TestLog } from '@kazasu/evidence/testing';
import { runHere, type Said } from '../testing/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'kazasu-evidence-'));
after(() => rmSync(folder, { recursive: true }));

function write(name: string, content: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const scene = createScene();
const made = makeBundle(scene);
const BUNDLE = write('record.json', encodeBundle(made.bundle));
const DOCUMENT = write('application.txt', scene.document);
const trustOf = ({ trust }: typeof made) =>
  encodeTrustFile({
    anchors: [scene.signers.root.der],
    timestampAnchors: [scene.times.root.der, scene.laterTimes.root.der],
    logKeys: trust.logKeys,
    profile: 'none',
  });
const TRUST = ['--trust', write('trust.json', trustOf(made))];
const AT = ['--at', '2026-07-01T09:00:00+09:00'];
const EN = ['--language', 'en'];

async function evidenceAs(code: number, ...typed: string[]): Promise<Said> {
  const said = await runHere('evidence', ...typed);
  assert.equal(said.code, code, `${typed.join(' ')}: ${said.out}\n${said.err}`);
  return said;
}

test('a good bundle with its document is valid: exit code 0, and what it proves', async () => {
  const { out, err } = await evidenceAs(0, 'verify', BUNDLE, ...TRUST, '--document', DOCUMENT, ...AT, ...EN);
  assert.match(out, /^ {2}record +record-1 \(verification\)$/m);
  assert.match(out, /^ {2}proven since +2026-06-01 10:00:00 \+09:00$/m);
  assert.match(out, /^Record: VALID\nSignature: VALID\nTogether: VALID$/m);
  assert.equal(err, '');
});

test('the answer is told in Japanese too, with every check where it is asked for', async () => {
  const { out } = await evidenceAs(0, 'verify', BUNDLE, ...TRUST, ...AT, '--language', 'ja', '--verbose');
  assert.match(out, /^記録: 有効\n署名: 有効\n総合: 有効$/m);
  assert.match(out, /^ {2}適合 {2}記録が、署名されたログに含まれていること \(証明の段階: 0/m);
});

test('without trust: exit code 3, whose fingerprints to compare, and what to do', async () => {
  const { out, err } = await evidenceAs(3, 'verify', BUNDLE, ...AT, ...EN);
  assert.match(out, /^ {2}To be believed, if compared +authority of signers SHA-256 [0-9a-f]{64}$/m);
  assert.match(out, /^ {2}To be believed, if compared +key of the log SHA-256 [0-9a-f]{64}$/m);
  assert.match(err, /^It cannot be decided.*\nSay whom you believe with --trust FILE/m);
  assert.doesNotMatch(err, /the file was changed|did not hold/, 'nobody accuses what was not judged');
});

test('each fault has an exit code and an advice of its own', async () => {
  for (const [name, code, advice] of [
    ['a part was changed', 1, /the file was changed/],
    ['the certificate was revoked at the time', 1, /did not hold when it was recorded/],
    ['the signature was erased', 3, /personal part of the record was erased/],
    ['the unit’s certificate ran out', 3, /last time-stamp have run out/],
    ['there is no token', 3, /time is not proven/],
    ['the head is of another log', 1, /key of the log that you believe/],
  ] as const) {
    const found = SPOILT_CASES.find((one) => one.name.startsWith(name)) ?? assert.fail(name);
    const { bundle, options } = found.spoil(scene);
    const trust = trustOf({ ...made, trust: { ...made.trust, ...options.trust } });
    const at = new Date(options.time).toISOString().replace(/\.\d+Z$/, 'Z');
    const typed = [write('spoilt.json', encodeBundle(bundle)), '--trust', write('spoilt-trust.json', trust)];
    const { err } = await evidenceAs(code, 'verify', ...typed, '--at', at, ...EN);
    assert.match(err, advice, name);
  }
  const other = write('other.txt', 'other');
  const { err } = await evidenceAs(1, 'verify', BUNDLE, ...TRUST, ...AT, ...EN, '--document', other);
  assert.match(err, /not the document of the record/);
});

test('as JSON the whole report, and no certificate of a person', async () => {
  const { out } = await evidenceAs(0, 'verify', BUNDLE, ...TRUST, ...AT, '--json');
  const answer = JSON.parse(out);
  assert.deepEqual([answer.verdict, answer.record, answer.signature], ['valid', 'valid', 'valid']);
  assert.equal(answer.signatures.length, 1);
  assert.ok(!out.includes(Buffer.from(scene.signers.leaf.der).toString('base64').slice(40, 120)));
});

test('files that are not what they should be: exit code 2, and which member is wrong', async () => {
  const broken = write('broken.json', '{"format":"kazasu-evidence-bundle/1"}');
  const { err } = await evidenceAs(2, 'verify', broken, ...EN);
  assert.match(err, /is not a bundle of evidence: the document must be an object with the members/);
  await evidenceAs(2, 'verify', join(folder, 'absent.json'));
  const trust = write('bad-trust.json', '{"format":"kazasu-evidence-trust/1","anchors":["x"]}');
  const bad = await evidenceAs(2, 'verify', BUNDLE, '--trust', trust, ...EN);
  assert.match(bad.err, /is not a trust file: anchors\[0\] must be one certificate/);
  await evidenceAs(2, 'verify');
  await evidenceAs(2, 'consistency', BUNDLE, BUNDLE);
});

test('show tells what is in the file and that nothing was checked, and no content', async () => {
  const { out, err } = await evidenceAs(0, 'show', BUNDLE, ...EN);
  assert.match(out, /^ {2}part signature +\d+ octets$/m);
  assert.match(out, /^ {2}object +crl [0-9a-f]{64}$/m);
  assert.match(err, /nothing was checked/);
  const { out: json } = await evidenceAs(0, 'show', BUNDLE, '--json');
  assert.equal(JSON.parse(json).proof[0].treeSize, 9);
  assert.ok(!`${out}${json}`.includes('住民票'));
});

test('two heads of a log that grew are consistent; a rewritten log is found out', async () => {
  const log = new TestLog(made.log.origin, made.log.key);
  log.fill(5);
  const older = write('older.txt', log.checkpoint());
  log.fill(6);
  const newer = write('newer.txt', log.checkpoint());
  const path = log.consistency(5).map(toHex);
  const proof = ['--proof', write('proof.json', JSON.stringify({ format: PROOF_FORMAT, path }))];
  const { out } = await evidenceAs(0, 'consistency', older, newer, ...proof, ...TRUST, ...EN);
  assert.match(out, /^Heads: VALID$/m);
  const other = new TestLog(made.log.origin, made.log.key);
  other.fill(11, 90);
  const rewritten = write('rewritten.txt', other.checkpoint());
  const { err } = await evidenceAs(1, 'consistency', older, rewritten, ...proof, ...TRUST, ...EN);
  assert.match(err, /keep both heads/);
  await evidenceAs(3, 'consistency', older, newer, ...proof, ...EN);
  await evidenceAs(2, 'consistency', older, BUNDLE, ...proof, ...EN);
});
