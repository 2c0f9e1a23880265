import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { toHex } from '@kazasu/bytes';
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
  HOUR,
  makeBundle,
  SIGNED_INFO,
  SIGNER_SERIAL,
  SPOILT_CASES,
  signAttributes,
  signDigest,
  signInfo,
  stampAt,
  validationAt,
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
  for (const [signature, over] of [
    [signDigest(scene.signers, digest, 'digest-info'), digest],
    [signDigest(scene.signers, digest, 'bare-hash'), digest],
    [signAttributes(scene.signers, digest), digest],
    [signInfo(scene.signers, SIGNED_INFO), sha256(SIGNED_INFO)],
  ] as const) {
    const contents = verificationParts({ at: AT, digests: [toHex(over)], signatures: [signature] });
    const { bundle, options } = makeBundle(scene, { contents });
    await assertAgreed(bundle, options, 'valid');
  }
  const { bundle, options } = makeBundle(scene, { renewed: true });
  await assertAgreed(bundle, { ...options, document: scene.document }, 'valid');
});

/** A document's signature with a time-stamp of an hour before the record, and what became of its certificate since. */
const STAMPED: readonly (readonly [
  title: string,
  verdict: 'valid' | 'indeterminate',
  order: StampedOrder,
])[] = [
  ['revoked after its time-stamp', 'valid', { revokedAt: AT - HOUR / 2 }],
  ['revoked before its time-stamp', 'indeterminate', { revokedAt: AT - 2 * HOUR }],
  [
    'revoked, with a time-stamp that nobody vouches for',
    'indeterminate',
    { revokedAt: AT - HOUR / 2, unknownUnit: true },
  ],
  [
    'revoked, with a time-stamp over something else',
    'indeterminate',
    { revokedAt: AT - HOUR / 2, otherData: true },
  ],
  ['not revoked, without any time-stamp', 'valid', { bare: true }],
  ['revoked, without any time-stamp', 'indeterminate', { revokedAt: AT - HOUR / 2, bare: true }],
];

interface StampedOrder {
  readonly revokedAt?: number;
  readonly unknownUnit?: boolean;
  readonly otherData?: boolean;
  readonly bare?: boolean;
}

for (const [title, verdict, order] of STAMPED) {
  test(`a signature in a document, ${title}: both say ${verdict}`, { skip }, async () => {
    const { signers, times, document } = scene;
    const digest = sha256(document);
    const signature = signAttributes(signers, digest);
    const token = stampAt(times, order.otherData ? document : signature.value, AT - HOUR);
    const signatures = [order.bare ? signature : { ...signature, timestamps: [{ token }] }];
    const revoked = order.revokedAt === undefined ? [] : [{ serial: SIGNER_SERIAL, at: order.revokedAt }];
    const objects = [
      { type: 'certificate' as const, octets: signers.root.der },
      { type: 'crl' as const, octets: signers.crlAt(AT, revoked) },
      ...(order.unknownUnit ? [] : validationAt(times, AT)),
    ];
    const method = 'cms' as const;
    const contents = verificationParts({ at: AT, digests: [toHex(digest)], signatures, verdict, method });
    const { bundle, options } = makeBundle(scene, { contents, objects });
    await assertAgreed(bundle, options, verdict);
  });
}

// Most of the time is that of processes: two at once.
describe('spoilt bundles', { concurrency: 2 }, () => {
  for (const { name, spoil, verdict } of SPOILT_CASES) {
    test(`both say ${verdict}: ${name}`, { skip }, async () => {
      const { bundle, options } = spoil(scene);
      await assertAgreed(bundle, options, verdict);
    });
  }
});
