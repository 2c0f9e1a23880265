import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { toHex, toUtf8 } from '@kazasu/bytes';
import {
  type Bundle,
  type CheckOptions,
  checkBundle,
  encodeBundle,
  encodeTrustFile,
  sha256,
} from '@kazasu/evidence';
import {
  AT,
  createScene,
  makeBundle,
  SPOILT_CASES,
  signAttributes,
  signDigest,
  signInfo,
  verificationParts,
} from '@kazasu/evidence/testing';
import { OPENSSL, PYTHON, requirePeer } from '@kazasu/server/peer';

const SCRIPT = join(import.meta.dirname, 'check_bundle.py');
const python = requirePeer(PYTHON);
const skip = python.missing || requirePeer(OPENSSL).missing;

const scene = createScene();

const derOf = (inputs: readonly (Uint8Array | { readonly encoded: Uint8Array })[] = []) =>
  inputs.map((one) => (one instanceof Uint8Array ? one : one.encoded));

interface Judged {
  readonly record: string;
  readonly signature: string;
  readonly verdict: string;
  readonly told: string;
}

/** What the script says, which knows nothing of this project but its documentation. */
async function judgeApart(bundle: Bundle, { trust = {}, time, document }: CheckOptions): Promise<Judged> {
  const { anchors, timestampAnchors, logKeys = [], witnesses = [] } = trust;
  const believed = { anchors: derOf(anchors), timestampAnchors: derOf(timestampAnchors), logKeys, witnesses };
  const folder = mkdtempSync(join(tmpdir(), 'kazasu-evidence-'));
  const write = (name: string, content: Uint8Array) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const typed = [
    write('bundle.json', encodeBundle(bundle)),
    '--trust',
    write('trust.json', encodeTrustFile({ ...believed, profile: 'none' })),
    '--time',
    String(time),
    ...(document === undefined ? [] : ['--document', write('document', document)]),
  ];
  try {
    return await run(typed);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const EXIT = new Map([
  ['valid', 0],
  ['invalid', 1],
  ['indeterminate', 3],
]);

/** One run of the script, whose exit code must be that of its verdict. */
function run(typed: readonly string[]): Promise<Judged> {
  return new Promise((resolve, reject) => {
    execFile(python.path, [SCRIPT, ...typed], { timeout: 120_000 }, (problem, out, err) => {
      const line = (name: string) => new RegExp(`^${name}: (\\w+)$`, 'm').exec(out)?.[1] ?? '';
      const verdict = line('verdict');
      const status = problem === null ? 0 : problem.code;
      if (EXIT.get(verdict) !== status) reject(new Error(`exit code ${status}: ${out}\n${err}`));
      else resolve({ record: line('record'), signature: line('signature'), verdict, told: out });
    });
  });
}

async function assertAgreed(bundle: Bundle, options: CheckOptions, verdict: string): Promise<void> {
  const [ours, theirs] = [checkBundle(bundle, options), await judgeApart(bundle, options)];
  assert.equal(theirs.verdict, ours.verdict, theirs.told);
  assert.equal(theirs.record, ours.record, theirs.told);
  assert.equal(ours.verdict, verdict, theirs.told);
}

test('good bundles are valid for both: every form of signature, renewed, with the document', {
  skip,
}, async () => {
  const digest = sha256(scene.document);
  const info = toUtf8('<ds:SignedInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"></ds:SignedInfo>');
  for (const [signature, over] of [
    [signDigest(scene.signers, digest, 'digest-info'), digest],
    [signDigest(scene.signers, digest, 'bare-hash'), digest],
    [signAttributes(scene.signers, digest), digest],
    [signInfo(scene.signers, info), sha256(info)],
  ] as const) {
    const contents = verificationParts({ at: AT, digests: [toHex(over)], signatures: [signature] });
    const { bundle, options } = makeBundle(scene, { contents });
    await assertAgreed(bundle, options, 'valid');
  }
  const { bundle, options } = makeBundle(scene, { renewed: true });
  await assertAgreed(bundle, { ...options, document: scene.document }, 'valid');
});

// Most of the time is that of processes: two at once.
describe('spoilt bundles', { concurrency: 2 }, () => {
  for (const { name, spoil, verdict } of SPOILT_CASES) {
    test(`both say ${verdict}: ${name}`, { skip }, async () => {
      const { bundle, options } = spoil(scene);
      await assertAgreed(bundle, options, verdict);
    });
  }
});
