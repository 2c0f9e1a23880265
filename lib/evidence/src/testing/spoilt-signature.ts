import { toHex, toUtf8 } from '@kazasu/bytes';
import { sha256 } from '../merkle/index.ts';
import { AT, DAY, SIGNER_SERIAL, signDigest, signerAuthority } from './authorities.ts';
import type { Scene } from './bundle.ts';
import { verificationParts } from './record.ts';
import { SIGNED_INFO, signAttributes, signInfo } from './signed.ts';
import { changed, flipped, good, judgedBy, type SpoiltCase } from './spoilt.ts';

const ROOT = ({ signers }: Scene) => ({ type: 'certificate' as const, octets: signers.root.der });
const REVOKED = ({ signers }: Scene) => [
  ROOT({ signers } as Scene),
  { type: 'crl' as const, octets: signers.crlAt(AT, [{ serial: SIGNER_SERIAL, at: AT - DAY }]) },
];
const digestOf = ({ document }: Scene) => sha256(document);

/** Faults of what was signed, in records that are genuine. */
export const SIGNATURE_CASES: readonly SpoiltCase[] = [
  {
    name: 'the certificate was revoked at the time of the record',
    spoil: (scene) => good(scene, { objects: REVOKED(scene), verdict: 'invalid' }),
    verdict: 'invalid',
    rule: 'evidence.path',
    reason: 'not-valid',
  },
  {
    name: 'the record says valid of a certificate that was revoked',
    spoil: (scene) => good(scene, { objects: REVOKED(scene) }),
    verdict: 'invalid',
    rule: 'evidence.report',
    reason: 'differs',
  },
  {
    name: 'the record says invalid of a signature that holds',
    spoil: (scene) => good(scene, { verdict: 'invalid' }),
    verdict: 'indeterminate',
    rule: 'evidence.report',
    reason: 'worse',
  },
  {
    name: 'nothing says whether the certificate was revoked',
    spoil: (scene) => good(scene, { objects: [ROOT(scene)], verdict: 'indeterminate' }),
    verdict: 'indeterminate',
    rule: 'evidence.path',
    reason: 'undecided',
  },
  {
    name: 'the list is older than the record',
    spoil: (scene) => {
      const old = { type: 'crl' as const, octets: scene.signers.crlAt(AT - 7 * DAY) };
      return good(scene, { objects: [ROOT(scene), old], verdict: 'indeterminate' });
    },
    verdict: 'indeterminate',
    rule: 'evidence.path',
    reason: 'undecided',
  },
  {
    name: 'the certificate is of an authority that nobody believes, though the bundle has it',
    spoil: (scene) => {
      const own = signerAuthority();
      const objects = [ROOT({ ...scene, signers: own }), { type: 'crl' as const, octets: own.crlAt(AT) }];
      return good(scene, { objects, signatures: [signDigest(own, digestOf(scene), 'digest-info')] });
    },
    verdict: 'invalid',
    rule: 'evidence.path',
    reason: 'not-valid',
  },
  {
    name: 'nobody said whose certificates to believe',
    spoil: (scene) => {
      const made = good(scene);
      return judgedBy(made, { trust: { ...made.trust, anchors: [] } });
    },
    verdict: 'indeterminate',
    rule: 'evidence.path',
    reason: 'no-anchor',
  },
  {
    name: 'a bit of the signature was changed before it was recorded',
    spoil: (scene) => {
      const signature = signDigest(scene.signers, digestOf(scene), 'digest-info');
      return good(scene, { signatures: [{ ...signature, value: flipped(signature.value) }] });
    },
    verdict: 'invalid',
    rule: 'evidence.signature',
    reason: 'wrong',
  },
  {
    name: 'a signature over the bare hash is passed off as one with DigestInfo',
    spoil: (scene) => {
      const signature = signDigest(scene.signers, digestOf(scene), 'bare-hash');
      const signed = { form: 'digest-info' as const, digest: digestOf(scene) };
      return good(scene, { signatures: [{ ...signature, signed }] });
    },
    verdict: 'invalid',
    rule: 'evidence.signature',
    reason: 'wrong',
  },
  {
    name: 'the signature is over another document',
    spoil: (scene) =>
      good(scene, { signatures: [signDigest(scene.signers, sha256(toUtf8('another')), 'digest-info')] }),
    verdict: 'invalid',
    rule: 'evidence.digest',
    reason: 'other',
  },
  {
    name: 'the certificate is no certificate',
    spoil: (scene) => {
      const signature = signDigest(scene.signers, digestOf(scene), 'digest-info');
      return good(scene, { signatures: [{ ...signature, certificate: Uint8Array.of(48, 0) }] });
    },
    verdict: 'invalid',
    rule: 'evidence.signature',
    reason: 'certificate',
  },
  {
    name: 'the signed attributes are about another document',
    spoil: (scene) => good(scene, { signatures: [signAttributes(scene.signers, sha256(toUtf8('another')))] }),
    verdict: 'invalid',
    rule: 'evidence.digest',
    reason: 'other',
  },
  {
    name: 'the signed attributes hold two digests',
    spoil: (scene) => {
      const signature = signAttributes(scene.signers, digestOf(scene), sha256(toUtf8('another')));
      return good(scene, { signatures: [signature] });
    },
    verdict: 'invalid',
    rule: 'evidence.digest',
    reason: 'attributes',
  },
  {
    name: 'the SignedInfo is another than was asked about',
    spoil: (scene) => good(scene, { signatures: [signInfo(scene.signers, SIGNED_INFO)] }),
    verdict: 'invalid',
    rule: 'evidence.digest',
    reason: 'other',
  },
  {
    name: 'there is one signature more than digests',
    spoil: (scene) => {
      const signature = signDigest(scene.signers, digestOf(scene), 'digest-info');
      return good(scene, { signatures: [signature, signature] });
    },
    verdict: 'invalid',
    rule: 'evidence.digest',
    reason: 'count',
  },
  {
    name: 'the signature was erased',
    spoil: (scene) => {
      const made = good(scene);
      const { signature: _, ...parts } = made.bundle.parts;
      return changed(made, { parts });
    },
    verdict: 'indeterminate',
    rule: 'evidence.content',
    reason: 'erased',
  },
  {
    name: 'the part signature is of no form',
    spoil: (scene) => {
      const digests = [toHex(digestOf(scene))];
      const signatures = [signDigest(scene.signers, digestOf(scene), 'digest-info')];
      const contents = verificationParts({ at: AT, digests, signatures });
      return good(scene, { contents: { ...contents, signature: toUtf8('{"format":"another"}') } });
    },
    verdict: 'invalid',
    rule: 'evidence.content',
    reason: 'malformed',
  },
  {
    name: 'the report is of another day',
    spoil: (scene) => {
      const digests = [toHex(digestOf(scene))];
      const signatures = [signDigest(scene.signers, digestOf(scene), 'digest-info')];
      return good(scene, { contents: verificationParts({ at: AT - DAY, digests, signatures }) });
    },
    verdict: 'invalid',
    rule: 'evidence.report',
    reason: 'time',
  },
  {
    name: 'the document brought along is another',
    spoil: (scene) => judgedBy(good(scene), { document: toUtf8('another') }),
    verdict: 'invalid',
    rule: 'evidence.document',
    reason: 'other',
  },
];
