import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromUtf8, toHex, toUtf8 } from '@kazasu/bytes';
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
import { makeCrl } from '@kazasu/pki/testing/maker';
import { type Files, judgeApart, judgeByHand, skip } from './script.ts';

const scene = createScene();

const derOf = (inputs: readonly (Uint8Array | { readonly encoded: Uint8Array })[] = []) =>
  inputs.map((one) => (one instanceof Uint8Array ? one : one.encoded));

function filesOf(bundle: Bundle | Uint8Array, { trust = {}, time, document }: CheckOptions): Files {
  const { anchors, timestampAnchors, logKeys = [], witnesses = [] } = trust;
  const believed = { anchors: derOf(anchors), timestampAnchors: derOf(timestampAnchors), logKeys, witnesses };
  const file = encodeTrustFile({ ...believed, profile: 'none' });
  return {
    bundle: bundle instanceof Uint8Array ? bundle : encodeBundle(bundle),
    trust: file,
    time,
    document,
  };
}

/** What the script says by the same trust. */
const judgeScript = (bundle: Bundle | Uint8Array, options: CheckOptions) =>
  judgeApart(filesOf(bundle, options));

async function assertAgreed(
  bundle: Bundle,
  options: CheckOptions,
  verdict: string,
  apart = verdict,
): Promise<void> {
  const [ours, theirs] = [checkBundle(bundle, options), await judgeScript(bundle, options)];
  assert.equal(theirs.verdict, apart, theirs.told);
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

test('clocks may part by ten seconds: a list of just after the record speaks for both', {
  skip,
}, async () => {
  const { root } = scene.signers;
  const list = makeCrl(root, { from: AT + 10_000, to: AT + HOUR });
  const objects = [
    { type: 'certificate' as const, octets: root.der },
    { type: 'crl' as const, octets: list },
  ];
  const { bundle, options } = makeBundle(scene, { objects });
  await assertAgreed(bundle, options, 'valid');
});

test('a number with a fraction or an exponent is none for both', { skip }, async () => {
  const { bundle, options } = makeBundle(scene);
  const file = fromUtf8(encodeBundle(bundle));
  for (const spelled of ['5.0', '5e0', '-0']) {
    const octets = toUtf8(file.replace('"leafIndex":5', `"leafIndex":${spelled}`));
    assert.notDeepEqual(octets, encodeBundle(bundle));
    assert.equal(checkBundle(octets, options).verdict, 'invalid', spelled);
    assert.equal((await judgeScript(octets, options)).verdict, 'invalid', spelled);
  }
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

test('by hand, without what it was told of other bundles, the script says the same', { skip }, async () => {
  const good = makeBundle(scene, { renewed: true });
  const { timestampAnchors: _, ...open } = good.options.trust ?? {};
  const spoilt = { ...good.bundle, entry: toUtf8('{}') };
  for (const [verdict, bundle, options] of [
    ['valid', good.bundle, { ...good.options, document: scene.document }],
    ['indeterminate', good.bundle, { ...good.options, trust: open }],
    ['invalid', spoilt, good.options],
  ] as const) {
    const files = filesOf(bundle, options);
    const told = await judgeByHand(files);
    assert.equal(told.verdict, verdict);
    assert.deepEqual(told, await judgeApart(files));
  }
});

for (const { name, spoil, verdict, apart = verdict } of SPOILT_CASES) {
  const title = apart === verdict ? 'both say' : `the script says ${apart}, the judge`;
  test(`${title} ${verdict}: ${name}`, { skip }, async () => {
    const { bundle, options } = spoil(scene);
    await assertAgreed(bundle, options, verdict, apart);
  });
}
