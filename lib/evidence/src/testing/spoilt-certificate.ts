import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { concat, derNull, derOctetString, derOid, derSequence, toUtf8 } from '@kazasu/bytes';
import { prepareTimestamp } from '@kazasu/pki/issue';
import {
  ext,
  type Made,
  type MakeOrder,
  makeCrl,
  makeLeaf,
  makeRoot,
  newKey,
} from '@kazasu/pki/testing/maker';
import { sha256 } from '../merkle/index.ts';
import { AT, DAY, HOUR, signDigest } from './authorities.ts';
import { goodContents, makeBundle, type Scene } from './bundle.ts';
import { good, judgedBy, type SpoiltCase, withLink } from './spoilt.ts';

const NOT_VALID = { verdict: 'invalid', rule: 'evidence.path', reason: 'not-valid' } as const;
const UNREADABLE = { verdict: 'invalid', rule: 'evidence.signature', reason: 'certificate' } as const;
const BASIC_CONSTRAINTS = '2.5.29.19';

/** The scene's document, signed by somebody else whom this authority certified. */
function signedBy(scene: Scene, root: Made, order: MakeOrder) {
  const leaf = makeLeaf(root, { name: 'Resident', key: scene.signers.leaf.key, ...order });
  const crlAt = (time: number) => makeCrl(root, { from: time - HOUR, to: time + DAY });
  return makeBundle({ ...scene, signers: { root, leaf, crlAt } });
}

function certified(name: string, order: () => MakeOrder, found: typeof NOT_VALID | typeof UNREADABLE) {
  const spoil = (scene: Scene) => signedBy(scene, scene.signers.root, order());
  return { name: `the certificate ${name}`, spoil, ...found };
}

const weakKey = (): KeyObject => generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;

/** Certificates that break a rule, under a signature that holds. */
const CERTIFICATES: readonly SpoiltCase[] = [
  certified('has a key of 1024 bits', () => ({ key: weakKey() }), NOT_VALID),
  certified('names nobody', () => ({ name: '' }), NOT_VALID),
  certified('has run out', () => ({ to: AT - 1000 }), NOT_VALID),
  certified('begins later', () => ({ from: AT + 1000 }), NOT_VALID),
  certified(
    'has a critical extension that nobody knows',
    () => ({ add: [ext('1.2.3.4', derNull(), true)] }),
    NOT_VALID,
  ),
  certified('is signed with another key', () => ({ signedBy: newKey() }), NOT_VALID),
  certified('has the serial number 0', () => ({ serial: Uint8Array.of(2, 1, 0) }), UNREADABLE),
  certified('has a negative serial number', () => ({ serial: Uint8Array.of(2, 1, 0x80) }), UNREADABLE),
  {
    name: 'the certificate is followed by octets more',
    spoil: (scene) => {
      const signature = signDigest(scene.signers, sha256(scene.document), 'digest-info');
      return good(scene, {
        signatures: [{ ...signature, certificate: concat(signature.certificate, Uint8Array.of(5, 0)) }],
      });
    },
    ...UNREADABLE,
  },
  {
    name: 'the anchor does not say that it is an authority',
    spoil: (scene) => {
      const root = makeRoot({ name: 'No authority', set: { [BASIC_CONSTRAINTS]: undefined } });
      return signedBy(scene, root, {});
    },
    ...NOT_VALID,
  },
];

/** A token over the first head, by a hash that does not count. */
function stampedBy(hash: string, oid: string): SpoiltCase {
  return {
    name: `the imprint of the token is by ${hash}`,
    spoil: (scene) => {
      const made = good(scene);
      const { leaf } = scene.times;
      const octets = made.bundle.proof[0]?.checkpoint ?? new Uint8Array();
      const digest = new Uint8Array(createHash(hash).update(octets).digest());
      const imprint = derSequence(derSequence(derOid(oid), derNull()), derOctetString(digest));
      const asked = { policy: undefined, nonce: undefined, certificateWanted: true };
      const { toBeSigned, finish } = prepareTimestamp({
        question: { ...asked, imprint, hash: 'sha256', digest },
        policy: '1.2.3.4',
        serial: Uint8Array.of(1),
        genTime: AT + HOUR,
        accuracy: 1000,
        unit: leaf.der,
      });
      return withLink(made, 0, { token: finish(sign('sha256', toBeSigned, leaf.key)) });
    },
    verdict: 'indeterminate',
    rule: 'evidence.timestamp',
    reason: 'undecided',
  };
}

function reported(name: string, report: string): SpoiltCase {
  const spoil = (scene: Scene) =>
    good(scene, { contents: { ...goodContents(scene), report: toUtf8(report) } });
  const found = { verdict: 'invalid', rule: 'evidence.content', reason: 'malformed' } as const;
  return { name: `the report ${name}`, spoil, ...found };
}

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

/** Certificates, tokens and reports that one reader might take and another not. */
export const FORM_CASES: readonly SpoiltCase[] = [
  ...CERTIFICATES,
  stampedBy('sha1', '1.3.14.3.2.26'),
  stampedBy('md5', '1.2.840.113549.2.5'),
  stampedBy('sha224', '2.16.840.1.101.3.4.2.4'),
  {
    name: 'the token is of eleven seconds after the judgement',
    spoil: (scene) => judgedBy(good(scene), { time: AT + HOUR - 11_000 }),
    verdict: 'indeterminate',
    rule: 'evidence.timestamp',
    reason: 'undecided',
  },
  reported(
    'is nested deeper than a document may be',
    `{"verdict":"valid","time":${AT},"checks":${nested(12)}}`,
  ),
  reported('holds what is no number of JSON', `{"verdict":"valid","time":${AT},"checks":NaN}`),
  reported('has a time with a fraction', `{"verdict":"valid","time":${AT}.0}`),
  reported('has a time with an exponent', `{"verdict":"valid","time":${AT}e0}`),
  reported('has a time below zero', '{"verdict":"valid","time":-0}'),
];
