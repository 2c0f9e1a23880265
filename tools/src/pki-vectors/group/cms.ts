import {
  generalTime,
  indefinite,
  int,
  join,
  longLength,
  nul,
  octets,
  oid,
  seq,
  set,
  time,
  utf8,
} from '../asn1/index.ts';
import { bad, type Case, type Made as CaseMade, good } from '../case.ts';
import { type Made, makeLeaf } from '../make/certificate.ts';
import {
  attribute,
  CMS,
  type CmsOrder,
  hashOf,
  makeCms,
  reference,
  signingCertificate,
  signingTime,
} from '../make/cms.ts';
import { makeCrl } from '../make/crl.ts';
import { keyUsage, USE } from '../make/extension.ts';
import { ALGORITHMS, HASH_OIDS } from '../make/sign.ts';
import { makeToken } from '../make/token.ts';
import {
  ca,
  caCrl,
  directLeaf,
  later,
  otherRoot,
  root,
  rootCrl,
  tsaCrl,
  tsaRoot,
  unit,
  unitOf,
} from '../town.ts';

const CONTENT = Buffer.from('Pay 100 yen.');
const me = directLeaf;

export interface Beside {
  readonly crls?: readonly Uint8Array[];
  readonly anchors?: readonly Made[];
  readonly content?: Uint8Array;
  readonly intermediates?: readonly Uint8Array[];
}

function judged(document: Uint8Array, beside: Beside = {}): CaseMade {
  const { crls = [rootCrl], anchors = [root], content, intermediates } = beside;
  return {
    inputs: {
      document,
      anchors: anchors.map(({ der }) => der),
      timestampAnchors: [tsaRoot.der],
      crls: [...crls, tsaCrl],
      ...(intermediates && { intermediates }),
      ...(content && { content }),
    },
  };
}
const cms = (order: Partial<CmsOrder> = {}, beside?: Beside) =>
  judged(makeCms({ signer: me, content: CONTENT, ...order }), beside);
const plain = makeCms({ signer: me, content: CONTENT });
const put = (type: string, ...values: readonly Uint8Array[]) => cms({ set: [attribute(type, ...values)] });
const referTo = (...references: readonly Uint8Array[]) => cms({ set: [signingCertificate(...references)] });
/** Signed by a certificate that is not the usual one. */
const signedBy = (signer: Made, beside?: Beside) => cms({ signer }, beside);
const stamp = (signature: Uint8Array, order: object = {}) =>
  attribute(CMS.signatureStamp, makeToken({ unit, data: signature, ...order }));
const protection = (digest: keyof typeof HASH_OIDS, signature: Uint8Array) =>
  attribute(CMS.algorithmProtection, seq(seq(oid(HASH_OIDS[digest]), nul()), implicitSequence(signature)));
/** `[1] IMPLICIT AlgorithmIdentifier` */
function implicitSequence(identifier: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(identifier);
  copy[0] = 0xa1;
  return copy;
}
const person = makeLeaf(ca);

const failed = (severity: 'forged' | 'forbidden' | 'strict' = 'forged') => ({ severity }) as const;
const open = (severity: 'forged' | 'forbidden' | 'strict' = 'forged') =>
  ({ severity, expected: 'indeterminate' }) as const;
const FORM = 'cms.form malformed';
const NAMED = 'ades.signing-certificate hash';

// biome-ignore format: a table, one case a row
const GOOD: readonly Case[] = [
  good('cades', 'ETSI EN 319 122-1 6', 'CAdES with its content inside', cms()),
  good('cades-detached', 'ETSI EN 319 122-1 6', 'CAdES beside its content', cms({ inside: null }, { content: CONTENT })),
  good('cades-signing-time', 'RFC 5652 11.3', 'with the time that the signer claims', cms({ add: [signingTime('2026-05-31T09:00:00Z')] })),
  good('cades-authority', 'ETSI EN 319 122-1 6', 'an authority between, inside the signature', judged(makeCms({ signer: person, content: CONTENT, certificates: [person.der, ca.der] }), { crls: [rootCrl, caCrl] })),
  good('cades-sha512', 'ETSI EN 319 122-1 6', 'with SHA-512', cms({ hash: 'sha512', algorithm: 'rsaSha512' })),
  good('cades-named-by-key', 'RFC 5652 5.3', 'the signer named by key identifier', cms({ byKey: true })),
  good('cades-sha1-reference', 'RFC 5035 5.4.2', 'both kinds of reference to the certificate', cms({ add: [attribute(CMS.signingCertificate, seq(seq(reference(me, { hash: 'sha1' }))))] })),
  good('cms', 'RFC 5652 5', 'plain CMS without a reference to the certificate', cms({ without: [CMS.signingCertificateV2] })),
  good('cms-bare', 'RFC 5652 5.4', 'without signed attributes', cms({ bare: true })),
  good('algorithm-protection', 'RFC 6211 2', 'with the algorithms protected', cms({ add: [protection('sha256', ALGORITHMS.rsaSha256.identifier)] })),
  good('embedded-crl', 'ETSI EN 319 122-1 6', 'the CRL stands in the signature', cms({ crls: [rootCrl] }, { crls: [] })),
  good('stamped', 'ETSI EN 319 122-1 5.3', 'with a time-stamp', cms({ unsigned: (signature) => [stamp(signature)] })),
  good('stamped-then-revoked', 'ETSI EN 319 102-1 5.5', 'time-stamped before the certificate was revoked', later(cms({ unsigned: (signature) => [stamp(signature)] }))),
];

// biome-ignore format: a table, one case a row
const DIGESTS: readonly Case[] = [
  bad('content-changed', 'cades', 'RFC 5652 5.6', 'cms.message-digest mismatch', 'another content inside', cms({ inside: Buffer.from('Pay 900 yen.') }), failed()),
  bad('content-changed-detached', 'cades-detached', 'RFC 5652 5.6', 'cms.message-digest mismatch', 'another content beside', cms({ inside: null }, { content: Buffer.from('Pay 900 yen.') }), failed()),
  bad('content-changed-bare', 'cms-bare', 'RFC 5652 5.6', 'cms.signature wrong', 'another content, without signed attributes', cms({ bare: true, inside: Buffer.from('Pay 900 yen.') }), failed()),
  bad('content-missing', 'cades-detached', 'ETSI EN 319 102-1 5.2.7', 'cms.message-digest no-content', 'the content is not given', cms({ inside: null }), open('forbidden')),
  bad('content-other-beside', 'cades', 'ETSI EN 319 102-1 5.2.2', 'cms.content other', 'the content inside is not the one given', cms({}, { content: Buffer.from('Pay 900 yen.') }), failed()),
  bad('signature-damaged', 'cades', 'RFC 5652 5.6', 'cms.signature wrong', 'one bit of the signature changed', cms({ damage: true }), failed()),
  bad('signature-other-key', 'cades', 'RFC 5652 5.6', 'cms.signature wrong', 'signed by another key', cms({ signedBy: 'other' }), failed()),
  bad('attributes-as-content', 'cms-bare', 'RFC 5652 5.4', 'cms.attributes confusable', 'signed attributes shown as content without attributes', (() => {
    const signed = [attribute(CMS.contentType, oid(CMS.data)), attribute(CMS.messageDigest, octets(hashOf('sha256', CONTENT))), signingCertificate(reference(me))];
    const content = set(...signed.map(({ der }) => der).sort(Buffer.compare));
    return judged(makeCms({ signer: me, content, bare: true }));
  })(), failed()),
];

// biome-ignore format: a table, one case a row
const ATTRIBUTES: readonly Case[] = [
  bad('message-digest-absent', 'cades', 'RFC 5652 5.3', 'cms.message-digest absent', 'no message-digest', cms({ without: [CMS.messageDigest] }), failed()),
  bad('message-digest-twice', 'cades', 'RFC 5652 11.2', 'cms.attributes twice', 'two message-digests', cms({ add: [attribute(CMS.messageDigest, octets(new Uint8Array(32)))] }), failed()),
  bad('message-digest-two-values', 'cades', 'RFC 5652 11.2', 'cms.attributes values', 'a message-digest of two values', put(CMS.messageDigest, octets(hashOf('sha256', CONTENT)), octets(new Uint8Array(32).fill(0xff))), failed()),
  bad('message-digest-no-value', 'cades', 'RFC 5652 11.2', 'cms.attributes values', 'a message-digest without a value', put(CMS.messageDigest), failed('forbidden')),
  bad('message-digest-not-octets', 'cades', 'RFC 5652 11.2', 'cms.message-digest malformed', 'a message-digest that is an INTEGER', put(CMS.messageDigest, int(1)), failed('forbidden')),
  bad('content-type-absent', 'cades', 'RFC 5652 5.3', 'cms.content-type absent', 'no content-type', cms({ without: [CMS.contentType] }), failed('forbidden')),
  bad('content-type-other', 'cades', 'RFC 5652 11.1', 'cms.content-type mismatch', 'content-type names another type', put(CMS.contentType, oid(CMS.tstInfo)), failed()),
  bad('content-type-twice', 'cades', 'RFC 5652 11.1', 'cms.attributes twice', 'two content-types', cms({ add: [attribute(CMS.contentType, oid(CMS.tstInfo))] }), failed('forbidden')),
  bad('attributes-unsorted', 'cades', 'RFC 5652 5.3', 'cms.attributes order', 'signed attributes not in the order of DER', cms({ unsorted: true }), failed('forbidden')),
  bad('bare-other-type', 'cms-bare', 'RFC 5652 5.3', 'cms.attributes absent', 'no signed attributes, and content that is not plain data', cms({ bare: true, contentType: CMS.tstInfo }), failed('forbidden')),
  bad('signing-time-malformed', 'cades-signing-time', 'RFC 5652 11.3', 'cms.signing-time malformed', 'signing-time as GeneralizedTime before 2050', cms({ add: [attribute(CMS.signingTime, generalTime('2026-05-31T09:00:00Z'))] }), failed('forbidden')),
  bad('signing-time-twice', 'cades-signing-time', 'RFC 5652 11.3', 'cms.attributes twice', 'two signing-times', cms({ add: [signingTime('2026-05-31T09:00:00Z'), signingTime('2026-05-30T09:00:00Z')] }), failed('forbidden')),
  bad('signing-time-unsigned', 'cades-signing-time', 'RFC 5652 11.3', 'cms.attributes misplaced', 'signing-time among the unsigned attributes', cms({ unsigned: () => [signingTime('2026-05-31T09:00:00Z')] }), failed('forbidden')),
  bad('message-digest-unsigned', 'cades', 'RFC 5652 11.2', 'cms.attributes misplaced', 'a further message-digest among the unsigned attributes', cms({ unsigned: () => [attribute(CMS.messageDigest, octets(new Uint8Array(32)))] }), failed('forbidden')),
  bad('protection-other-digest', 'algorithm-protection', 'RFC 6211 2', 'cms.algorithm-protection mismatch', 'the signer named another digest algorithm', cms({ add: [protection('sha512', ALGORITHMS.rsaSha256.identifier)] }), failed()),
  bad('protection-other-signature', 'algorithm-protection', 'RFC 6211 2', 'cms.algorithm-protection mismatch', 'the signer named another signature algorithm', cms({ add: [protection('sha256', ALGORITHMS.rsaSha512.identifier)] }), failed()),
  bad('policy-unknown', 'cades', 'ETSI EN 319 102-1 5.2.4', 'ades.policy unknown', 'an explicit policy that the caller does not know', cms({ add: [attribute(CMS.policy, seq(oid('1.3.6.1.4.1.55738.999.5'), seq(seq(oid(HASH_OIDS.sha256)), octets(new Uint8Array(32)))))] }), open('strict')),
];

// biome-ignore format: a table, one case a row
const REFERENCES: readonly Case[] = [
  bad('reference-other-hash', 'cades', 'RFC 5035 5.4.1', NAMED, 'the reference has the hash of another certificate', referTo(reference(me, { digest: hashOf('sha256', ca.der), issuer: null })), open()),
  bad('reference-other-serial', 'cades', 'RFC 5035 5.4.1', 'ades.signing-certificate issuer-serial', 'the reference names another serial number', referTo(reference(me, { serial: int(7) })), open()),
  bad('reference-other-issuer', 'cades', 'RFC 5035 5.4.1', 'ades.signing-certificate issuer-serial', 'the reference names another issuer', referTo(reference(me, { issuer: ca.name })), open()),
  bad('reference-second-only', 'cades', 'RFC 5035 5.4', NAMED, 'the signer is named second, another certificate first', referTo(reference(ca), reference(me)), open()),
  bad('reference-empty', 'cades', 'RFC 5035 5.4', 'cms.signing-certificate malformed', 'a reference to nobody', referTo(), failed('forbidden')),
  bad('reference-malformed', 'cades', 'RFC 5035 5.4', 'cms.signing-certificate malformed', 'a reference that is an INTEGER', put(CMS.signingCertificateV2, int(1)), failed('forbidden')),
  bad('reference-sha1-other', 'cades-sha1-reference', 'RFC 5035 5.4.2', NAMED, 'of two references the older names another certificate', cms({ add: [attribute(CMS.signingCertificate, seq(seq(reference(me, { hash: 'sha1', digest: new Uint8Array(20) }))))] }), open('strict')),
  bad('certificate-exchanged', 'cades', 'RFC 5035 3', NAMED, 'another certificate of the same key, name and number was put in place', (() => {
    const twin = makeLeaf(root, { serial: me.serial, to: time('2028-01-01T00:00:00Z') });
    return cms({ certificates: [twin.der] });
  })(), open()),
  bad('certificate-absent', 'cades', 'ETSI EN 319 102-1 5.2.3', 'ades.signing-certificate absent', "the signer's certificate is not there", cms({ certificates: [] }), open()),
  bad('signer-named-otherwise', 'cades', 'RFC 5652 5.3', 'ades.signing-certificate absent', 'the signer is named by another serial number', cms({ identifier: seq(me.issuerName, int(7)) }), open('forbidden')),
];

// biome-ignore format: a table, one case a row
const ALGORITHM: readonly Case[] = [
  bad('sha1', 'cades', 'RFC 6194 3', 'ades.algorithm weak', 'hashed and signed with SHA-1', cms({ hash: 'sha1', algorithm: 'rsaSha1' }), open()),
  bad('md5', 'cades', 'RFC 6151 2', 'ades.algorithm weak', 'hashed and signed with MD5', cms({ hash: 'md5', algorithm: 'rsaMd5' }), open()),
  bad('hashes-differ', 'cades', 'RFC 5652 5.4', 'cms.algorithms mismatch', 'digest SHA-256, signature with SHA-512', cms({ algorithm: 'rsaSha512' }), failed('strict')),
  bad('digest-not-listed', 'cades', 'RFC 5652 5.1', 'cms.digest-algorithms not-listed', 'the digest algorithm is not listed', cms({ listed: [seq(oid(HASH_OIDS.sha512))] }), failed('strict')),
  bad('digest-parameters', 'cades', 'RFC 5754 2', 'ades.algorithm weak', 'SHA-256 with parameters, which is no algorithm that anybody knows', cms({ digestIdentifier: seq(oid(HASH_OIDS.sha256), utf8('x')) }), open('strict')),
];

// biome-ignore format: a table, one case a row
const SHAPES: readonly Case[] = [
  bad('no-signer', 'cades', 'RFC 5652 5.1', 'cms.signers none', 'nobody signed', cms({ signers: () => [] }), open('forbidden')),
  bad('second-signer-wrong', 'cades', 'ETSI EN 319 102-1 5.1', 'cms.signature wrong', 'two signers, the second with a damaged signature', cms({ signers: (own) => [own, wrongSigner()] }), failed()),
  bad('version-2', 'cades', 'RFC 5652 5.1', 'cms.version wrong', 'a version that does not fit', cms({ version: 2 }), failed('forbidden')),
  bad('signer-version-3', 'cades', 'RFC 5652 5.3', 'cms.version wrong', "the signer's version does not fit how it is named", cms({ signerVersion: 3 }), failed('forbidden')),
  bad('not-signed-data', 'cades', 'RFC 5652 3', FORM, 'called EnvelopedData', cms({ type: '1.2.840.113549.1.7.3' }), failed('forbidden')),
  bad('indefinite-length', 'cades', 'X.690 10.1', 'cms.form not-der', 'an indefinite length, which BER allows', judged(indefinite(plain)), failed('strict')),
  bad('long-form-length', 'cades', 'X.690 10.1', 'cms.form not-der', 'a length written longer than needed', judged(longLength(plain)), failed('strict')),
  bad('trailing-octets', 'cades', 'X.690 8.1', 'cms.form not-der', 'an octet behind the document', judged(join(plain, Uint8Array.of(0))), failed('strict')),
  bad('cut-off', 'cades', 'X.690 8.1', 'cms.form not-der', 'the last octet missing', judged(plain.subarray(0, -1)), failed('forbidden')),
  bad('not-asn1', 'cades', 'X.690 8.1', 'cms.form not-der', 'a text', judged(Buffer.from('Pay 100 yen.')), failed('forbidden')),
];

/** A signer info with a wrong signature, beside the right one. */
function wrongSigner(): Uint8Array {
  let made: Uint8Array = new Uint8Array();
  makeCms({
    signer: me,
    content: CONTENT,
    damage: true,
    signers: (own) => {
      made = own;
      return [own];
    },
  });
  return made;
}

// biome-ignore format: a table, one case a row
const PATHS: readonly Case[] = [
  bad('signer-of-stranger', 'cades', 'ETSI EN 319 102-1 5.2.6', 'path.issuer unknown', 'the signer is certified by a root that is not trusted', signedBy(makeLeaf(otherRoot), { crls: [makeCrl(otherRoot)] }), open()),
  bad('signer-expired', 'cades', 'ETSI EN 319 102-1 5.2.6', 'path.validity expired', "the signer's certificate has run out, and nothing proves when it signed", signedBy(makeLeaf(root, { to: time('2026-05-01T00:00:00Z') })), open()),
  bad('signer-revoked', 'cades', 'ETSI EN 319 102-1 5.2.6', 'ades.revocation revoked', "the signer's certificate is revoked, and nothing proves when it signed", cms({}, { crls: [makeCrl(root, { revoked: [{ serial: me.serial }] })] }), open()),
  bad('signer-status-unknown', 'cades', 'ETSI EN 319 102-1 5.2.6', 'ades.revocation unknown', 'no CRL', cms({}, { crls: [] }), open()),
  bad('signer-not-for-signatures', 'cades', 'RFC 5280 4.2.1.3', 'ades.key-usage not-for-signatures', "the signer's key is for encryption", signedBy(makeLeaf(root, { set: [keyUsage(USE.encipher)] })), open('forbidden')),
  bad('authority-missing', 'cades-authority', 'ETSI EN 319 102-1 5.2.6', 'path.issuer unknown', 'the authority between is not given', judged(makeCms({ signer: person, content: CONTENT }), { crls: [rootCrl, caCrl] }), open()),
  bad('embedded-crl-revokes', 'embedded-crl', 'ETSI EN 319 102-1 5.2.6', 'ades.revocation revoked', 'the CRL in the signature lists the signer', cms({ crls: [makeCrl(root, { revoked: [{ serial: me.serial }] })] }, { crls: [] }), open()),
  bad('revoked-without-stamp', 'stamped-then-revoked', 'ETSI EN 319 102-1 5.5', 'ades.revocation revoked', 'no time-stamp proves that the signature is older than the revocation', later(cms()), open()),
  bad('stamp-of-another-signature', 'stamped-then-revoked', 'ETSI EN 319 102-1 5.5', 'ades.revocation revoked', 'the time-stamp is of another signature', later(cms({ unsigned: () => [stamp(CONTENT)] })), open()),
  bad('stamp-after-revocation', 'stamped-then-revoked', 'ETSI EN 319 102-1 5.5', 'ades.revocation revoked', 'time-stamped after the revocation', later(cms({ unsigned: (signature) => [stamp(signature, { time: '20260602120000Z' })] })), open()),
  bad('stamp-of-stranger', 'stamped-then-revoked', 'ETSI EN 319 102-1 5.4', 'ades.revocation revoked', "a time-stamp of somebody who is no time-stamp unit", later(cms({ unsigned: (signature) => [attribute(CMS.signatureStamp, makeToken({ unit: unitOf({ set: [keyUsage(USE.sign)], without: ['2.5.29.37'] }), data: signature }))] })), open()),
];

/** CMS and CAdES: RFC 5652, RFC 5035, ETSI EN 319 102-1. */
export const CMS_CASES: readonly Case[] = [
  ...GOOD,
  ...DIGESTS,
  ...ATTRIBUTES,
  ...REFERENCES,
  ...ALGORITHM,
  ...SHAPES,
  ...PATHS,
];
