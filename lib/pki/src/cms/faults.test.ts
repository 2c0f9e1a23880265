import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import {
  concat,
  derContext,
  derNull,
  derOctetString,
  derOid,
  derSequence,
  derUnsignedInteger,
  derValue,
} from '@kazasu/bytes';
import type { SignatureOptions } from '../building-block/index.ts';
import { verifyCms } from '../cades/index.ts';
import { parseCertificate } from '../certificate.ts';
import { parseCrl } from '../crl/index.ts';
import { at, encodeTree, type Tree, treeOf } from '../testing/der-tree.ts';
import { NOW } from '../testing/hierarchy.ts';
import { CMS_OID } from './oid.ts';
import {
  altered,
  attribute,
  childWith,
  newAttribute,
  type Parts,
  resigned,
  withUnsigned,
} from './testing/signer-tree.ts';
import { SigningTown } from './testing/signers.ts';

const town = new SigningTown();
const key = town.shop.privateKey('rsa');
const signer = parseCertificate(town.derOf('rsa'));
// The same key under another serial number: the signature fits both.
town.person({ name: 'twin', key: 'rsa', subject: '/C=JP/CN=rsa' });
town.person({ name: 'p256', kind: 'p256' });
const twin = town.derOf('twin');
const SHA256 = derSequence(derOid('2.16.840.1.101.3.4.2.1'));
const RSA = [derOid('1.2.840.113549.1.1.1'), derNull()];
const CONTENT = Buffer.from('かざす\r\n'.repeat(20));
const OPTIONS: SignatureOptions = {
  anchors: [parseCertificate(town.ca)],
  time: NOW,
  crls: [parseCrl(town.crl())],
  content: CONTENT,
};
const again = (der: Uint8Array, change: (parts: Parts) => void) => resigned(der, { key }, change);
const valuesOf = (parts: Parts, oid: string) => at(attribute(parts.signed, oid), 1);
const oneValueOf = (parts: Parts, oid: string) => at(valuesOf(parts, oid), 0);
const drop = (parts: Parts, oid: string) => {
  const { signed } = parts;
  signed?.children?.splice(signed.children.indexOf(attribute(signed, oid)), 1);
};
const add = ({ signed }: Parts, one: Tree) => signed?.children?.push(one);

const DETACHED = town.sign(CONTENT);
const ENVELOPING = town.sign(CONTENT, ['rsa'], ['-cades', '-nodetach']);
const PLAIN = town.sign(CONTENT, ['rsa'], ['-noattr']);
const PSS = town.sign(CONTENT, ['rsa'], ['-cades', '-keyopt', 'rsa_padding_mode:pss']);
const PROTECTED = protect(DETACHED);

/** algorithm protection as RFC 6211 has it; OpenSSL's command line writes none. */
function protect(
  der: Uint8Array,
  signature: readonly Uint8Array[] = RSA,
  digest: Uint8Array = SHA256,
): Uint8Array {
  const value = derSequence(digest, derValue(0xa1, ...signature));
  return again(der, (parts) => add(parts, newAttribute(CMS_OID.algorithmProtection, value)));
}

const reference = (certificate: Uint8Array, ...rest: readonly Uint8Array[]) => {
  const digest = createHash('sha256').update(certificate).digest();
  return derSequence(derSequence(derSequence(derOctetString(digest), ...rest)));
};
const withReference = (value: Uint8Array) =>
  again(DETACHED, (parts) => {
    drop(parts, CMS_OID.signingCertificateV2);
    add(parts, newAttribute(CMS_OID.signingCertificateV2, value));
  });
const issuerSerial = (name: Uint8Array, serial: Uint8Array) =>
  derSequence(derSequence(derContext(4, name)), derUnsignedInteger(serial));

const FORM = 'TOTAL-FAILED FORMAT_FAILURE';
const NO_SIGNER = 'INDETERMINATE NO_SIGNING_CERTIFICATE_FOUND';
const HASH = 'TOTAL-FAILED HASH_FAILURE';
const WRONG = 'TOTAL-FAILED SIG_CRYPTO_FAILURE';

interface Case {
  readonly title: string;
  readonly der: Uint8Array;
  readonly expected: string;
  /** First check that did not pass, with its reason. */
  readonly check: string;
  /** Why OpenSSL takes what is refused here; absent: it refuses too. */
  readonly opensslTakesIt?: string;
  readonly content?: Uint8Array;
}

const LENIENT_BER = 'it reads BER';
const NO_CADES = 'it looks at signing-certificate only when asked to (-cades)';

const CASES: readonly Case[] = [
  // ---- form ----------------------------------------------------------------------------------------------
  { title: 'nothing at all', der: new Uint8Array(), expected: FORM, check: 'cms.form not-der' },
  { title: 'cut off', der: DETACHED.subarray(0, -1), expected: FORM, check: 'cms.form not-der' },
  {
    title: 'an octet left over',
    der: concat(DETACHED, Uint8Array.of(0)),
    expected: FORM,
    check: 'cms.form not-der',
    opensslTakesIt: LENIENT_BER,
  },
  {
    title: 'a length not in its shortest form',
    der: longLength(DETACHED),
    expected: FORM,
    check: 'cms.form not-der',
    opensslTakesIt: LENIENT_BER,
  },
  {
    title: 'an indefinite length',
    der: concat(Uint8Array.of(0x30, 0x80), DETACHED.subarray(4), Uint8Array.of(0, 0)),
    expected: FORM,
    check: 'cms.form not-der',
    opensslTakesIt: LENIENT_BER,
  },
  {
    title: 'content in pieces',
    der: altered(ENVELOPING, ({ encapsulated }) => {
      const octets = at(encapsulated, 1, 0);
      Object.assign(octets, {
        tag: 0x24,
        children: [{ tag: 0x04, content: octets.content }],
        content: undefined,
      });
    }),
    expected: FORM,
    check: 'cms.form not-der',
    opensslTakesIt: LENIENT_BER,
  },
  {
    title: 'not a SignedData',
    der: derSequence(derOid(CMS_OID.data), derContext(0, derOctetString(CONTENT))),
    expected: FORM,
    check: 'cms.form malformed',
  },
  {
    title: 'no signers',
    der: altered(DETACHED, ({ signers }) => Object.assign(signers, { children: [] })),
    expected: 'INDETERMINATE',
    check: 'cms.signers none',
  },
  {
    title: 'an empty set of signed attributes',
    der: altered(DETACHED, ({ signed }) => Object.assign(signed as Tree, { children: [] })),
    expected: FORM,
    check: 'cms.form malformed',
  },
  {
    title: 'something else among the certificates',
    der: altered(DETACHED, ({ signedData }) =>
      childWith(signedData, 0xa0)?.children?.push({ tag: 0xa4, children: [] }),
    ),
    expected: FORM,
    check: 'cms.form malformed',
  },
  {
    title: 'seventeen signers',
    der: altered(DETACHED, ({ signers, signer: one }) =>
      Object.assign(signers, { children: Array(17).fill(one) }),
    ),
    expected: FORM,
    check: 'cms.form malformed',
    opensslTakesIt: 'it knows no limit',
  },
  {
    title: 'a signer with something behind it',
    der: altered(DETACHED, ({ signer: one }) => one.children?.push({ tag: 0x05, content: new Uint8Array() })),
    expected: FORM,
    check: 'cms.form not-der',
  },
  // ---- versions and algorithms ---------------------------------------------------------------------------
  {
    title: 'version 3 for plain data',
    der: altered(DETACHED, ({ signedData }) =>
      Object.assign(at(signedData, 0), { content: Uint8Array.of(3) }),
    ),
    expected: FORM,
    check: 'cms.version wrong',
    opensslTakesIt: 'it does not judge versions',
  },
  {
    title: 'version 3 for a signer by issuer and serial number',
    der: altered(DETACHED, ({ signer: one }) => Object.assign(at(one, 0), { content: Uint8Array.of(3) })),
    expected: FORM,
    check: 'cms.version wrong',
    opensslTakesIt: 'it does not judge versions',
  },
  {
    title: "the signer's digest algorithm is not listed",
    der: altered(DETACHED, ({ signedData }) => Object.assign(at(signedData, 1), { children: [] })),
    expected: FORM,
    check: 'cms.digest-algorithms not-listed',
  },
  {
    title: 'a signature algorithm with another hash than the digest algorithm',
    der: withAlgorithm(derOid('1.2.840.113549.1.1.13'), derNull()),
    expected: FORM,
    check: 'cms.algorithms mismatch',
    opensslTakesIt: 'it takes the hash from digestAlgorithm alone',
  },
  {
    title: 'an RSA signature algorithm with parameters',
    der: withAlgorithm(derOid('1.2.840.113549.1.1.1'), derOctetString(new Uint8Array(1))),
    expected: FORM,
    check: 'cms.algorithms parameters',
    opensslTakesIt: 'it does not look at the parameters of rsaEncryption',
  },
  {
    title: 'RSA-PSS without parameters',
    der: pssWith(() => []),
    expected: FORM,
    check: 'cms.algorithms parameters',
  },
  {
    title: 'RSA-PSS with the parameters of SHA-1',
    der: pssWith(() => [derSequence()]),
    expected: FORM,
    check: 'cms.algorithms mismatch',
  },
  {
    title: 'RSA-PSS with another trailer',
    der: pssWith((parameters) => [derSequence(...parameters, derContext(3, derUnsignedInteger(2)))]),
    expected: FORM,
    check: 'cms.algorithms parameters',
  },
  {
    title: 'RSA-PSS with another hash for the mask',
    der: pssWith(([hash, , salt]) => {
      const other = derSequence(derOid('2.16.840.1.101.3.4.2.3'), derNull());
      const mask = derContext(1, derSequence(derOid('1.2.840.113549.1.1.8'), other));
      return [derSequence(hash as Uint8Array, mask, salt as Uint8Array)];
    }),
    expected: FORM,
    check: 'cms.algorithms mismatch',
  },
  {
    title: 'RSA-PSS that says another length of salt',
    der: pssWith(([hash, mask]) => [
      derSequence(hash as Uint8Array, mask as Uint8Array, derContext(2, derUnsignedInteger(31))),
    ]),
    expected: WRONG,
    check: 'cms.signature wrong',
  },
  {
    title: 'an algorithm that nobody knows',
    der: withAlgorithm(derOid('1.2.3.4')),
    expected: 'INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE_NO_POE',
    check: 'ades.algorithm weak',
  },
  {
    title: 'an ECDSA algorithm for an RSA key',
    der: withAlgorithm(derOid('1.2.840.10045.4.3.2')),
    expected: WRONG,
    check: 'cms.signature wrong',
  },
  // ---- attributes ----------------------------------------------------------------------------------------
  {
    title: 'signed attributes out of order',
    der: resigned(DETACHED, { key, unsorted: true }, ({ signed }) => signed?.children?.reverse()),
    expected: FORM,
    check: 'cms.attributes order',
    opensslTakesIt: 'it sorts the attributes before it hashes them',
  },
  {
    title: 'message-digest twice',
    der: again(DETACHED, (parts) =>
      add(parts, newAttribute(CMS_OID.messageDigest, derOctetString(new Uint8Array(32)))),
    ),
    expected: FORM,
    check: 'cms.attributes twice',
  },
  {
    title: 'message-digest with two values',
    der: again(DETACHED, (parts) =>
      valuesOf(parts, CMS_OID.messageDigest).children?.push(treeOf(derOctetString(new Uint8Array(33)))),
    ),
    expected: FORM,
    check: 'cms.attributes values',
  },
  {
    title: 'message-digest without a value',
    der: again(DETACHED, (parts) => Object.assign(valuesOf(parts, CMS_OID.messageDigest), { children: [] })),
    expected: FORM,
    check: 'cms.attributes values',
  },
  {
    title: 'message-digest missing',
    der: again(DETACHED, (parts) => drop(parts, CMS_OID.messageDigest)),
    expected: FORM,
    check: 'cms.message-digest absent',
  },
  {
    title: 'message-digest that is no octet string',
    der: again(DETACHED, (parts) => Object.assign(oneValueOf(parts, CMS_OID.messageDigest), { tag: 0x0c })),
    expected: FORM,
    check: 'cms.message-digest malformed',
  },
  {
    title: 'message-digest of other content',
    der: again(DETACHED, (parts) =>
      Object.assign(oneValueOf(parts, CMS_OID.messageDigest), { content: new Uint8Array(32) }),
    ),
    expected: HASH,
    check: 'cms.message-digest mismatch',
  },
  {
    title: 'message-digest cut short',
    der: again(DETACHED, (parts) => {
      const value = oneValueOf(parts, CMS_OID.messageDigest);
      value.content = value.content?.subarray(0, 16) ?? new Uint8Array();
    }),
    expected: HASH,
    check: 'cms.message-digest mismatch',
  },
  {
    title: 'content-type missing',
    der: again(DETACHED, (parts) => drop(parts, CMS_OID.contentType)),
    expected: FORM,
    check: 'cms.content-type absent',
  },
  {
    title: 'content-type of another kind of content',
    der: again(DETACHED, (parts) =>
      Object.assign(valuesOf(parts, CMS_OID.contentType), {
        children: [treeOf(derOid(CMS_OID.timestampInfo))],
      }),
    ),
    expected: FORM,
    check: 'cms.content-type mismatch',
    opensslTakesIt: 'it does not compare content-type',
  },
  {
    title: 'content-type twice',
    der: again(DETACHED, (parts) =>
      add(parts, newAttribute(CMS_OID.contentType, derOid(CMS_OID.signedData))),
    ),
    expected: FORM,
    check: 'cms.attributes twice',
  },
  {
    title: 'content of another type than was signed',
    der: altered(DETACHED, ({ encapsulated, signedData }) => {
      Object.assign(encapsulated, {
        children: [treeOf(derOid('1.2.3')), ...(encapsulated.children?.slice(1) ?? [])],
      });
      Object.assign(at(signedData, 0), { content: Uint8Array.of(3) });
    }),
    expected: FORM,
    check: 'cms.content-type mismatch',
    opensslTakesIt: 'it does not compare content-type',
  },
  {
    title: 'signing-time that no calendar has',
    der: again(DETACHED, (parts) =>
      Object.assign(oneValueOf(parts, CMS_OID.signingTime), { content: Buffer.from('260230000000Z') }),
    ),
    expected: FORM,
    check: 'cms.signing-time malformed',
    opensslTakesIt: 'it does not look at signing-time',
  },
  {
    title: 'signing-time as GeneralizedTime before 2050',
    der: again(DETACHED, (parts) =>
      Object.assign(oneValueOf(parts, CMS_OID.signingTime), {
        tag: 0x18,
        content: Buffer.from('20260101000000Z'),
      }),
    ),
    expected: FORM,
    check: 'cms.signing-time malformed',
    opensslTakesIt: 'it does not look at signing-time',
  },
  {
    title: 'signing-time twice',
    der: again(DETACHED, (parts) =>
      add(parts, newAttribute(CMS_OID.signingTime, derValue(0x17, Buffer.from('200101000000Z')))),
    ),
    expected: FORM,
    check: 'cms.attributes twice',
  },
  {
    title: 'signing-time with two values',
    der: again(DETACHED, (parts) =>
      valuesOf(parts, CMS_OID.signingTime).children?.push(
        treeOf(derValue(0x17, Buffer.from('480101000000Z'))),
      ),
    ),
    expected: FORM,
    check: 'cms.attributes values',
  },
  {
    title: 'message-digest among the unsigned attributes',
    der: withUnsigned(DETACHED, newAttribute(CMS_OID.messageDigest, derOctetString(new Uint8Array(32)))),
    expected: FORM,
    check: 'cms.attributes misplaced',
  },
  {
    title: 'a counter-signature among the signed attributes',
    der: again(DETACHED, (parts) => add(parts, newAttribute(CMS_OID.counterSignature, derSequence()))),
    expected: FORM,
    check: 'cms.attributes misplaced',
  },
  {
    title: 'a time-stamp of the signature among the signed attributes',
    der: again(DETACHED, (parts) => add(parts, newAttribute(CMS_OID.signatureTimestamp, derSequence()))),
    expected: FORM,
    check: 'cms.attributes misplaced',
    opensslTakesIt: 'it does not know the attribute',
  },
  {
    title: 'signing-certificate moved to the unsigned attributes',
    der: moved(CMS_OID.signingCertificateV2),
    expected: FORM,
    check: 'cms.attributes misplaced',
  },
  {
    title: 'an unknown signed attribute twice',
    der: again(DETACHED, (parts) => {
      add(parts, newAttribute('1.2.3.4', derNull()));
      add(parts, newAttribute('1.2.3.4', derOctetString(new Uint8Array(1))));
    }),
    expected: FORM,
    check: 'cms.attributes twice',
    opensslTakesIt: 'it judges only the attributes it knows',
  },
  {
    title: 'revocation-values that are none',
    der: withUnsigned(DETACHED, newAttribute(CMS_OID.revocationValues, derOctetString(new Uint8Array(1)))),
    expected: FORM,
    check: 'cms.values malformed',
    opensslTakesIt: 'it does not know the attribute',
  },
  {
    title: 'certificate-values twice',
    der: withUnsigned(
      DETACHED,
      newAttribute(CMS_OID.certificateValues, derSequence()),
      newAttribute(CMS_OID.certificateValues, derSequence(derSequence())),
    ),
    expected: FORM,
    check: 'cms.attributes twice',
    opensslTakesIt: 'it does not know the attribute',
  },
  {
    title: 'a signature policy that cannot be read',
    der: again(DETACHED, (parts) =>
      add(parts, newAttribute(CMS_OID.signaturePolicy, derOctetString(new Uint8Array(1)))),
    ),
    expected: FORM,
    check: 'cms.signature-policy malformed',
    opensslTakesIt: 'it does not know the attribute',
  },
  {
    title: 'a signature policy that the caller does not know',
    der: again(DETACHED, (parts) =>
      add(parts, newAttribute(CMS_OID.signaturePolicy, derSequence(derOid('1.2.3')))),
    ),
    expected: 'INDETERMINATE SIGNATURE_POLICY_NOT_AVAILABLE',
    check: 'ades.policy unknown',
    opensslTakesIt: 'it does not know the attribute',
  },
  {
    title: 'algorithm protection that names another signature algorithm',
    der: protect(DETACHED, [derOid('1.2.840.113549.1.1.11'), derNull()]),
    expected: FORM,
    check: 'cms.algorithm-protection mismatch',
    opensslTakesIt: 'version 3.0 does not know the attribute',
  },
  {
    title: 'algorithm protection that names another digest algorithm',
    der: protect(DETACHED, RSA, derSequence(derOid('2.16.840.1.101.3.4.2.3'))),
    expected: FORM,
    check: 'cms.algorithm-protection mismatch',
    opensslTakesIt: 'version 3.0 does not know the attribute',
  },
  {
    title: 'algorithm protection for a message authentication code',
    der: again(DETACHED, (parts) =>
      add(parts, newAttribute(CMS_OID.algorithmProtection, derSequence(SHA256, derValue(0xa2, ...RSA)))),
    ),
    expected: FORM,
    check: 'cms.algorithm-protection malformed',
    opensslTakesIt: 'version 3.0 does not know the attribute',
  },
  // ---- the signer's certificate --------------------------------------------------------------------------
  {
    title: 'signing-certificate of another certificate',
    der: withReference(reference(twin)),
    expected: NO_SIGNER,
    check: 'ades.signing-certificate hash',
    opensslTakesIt: NO_CADES,
  },
  {
    title: 'signing-certificate with a wrong serial number',
    der: withReference(reference(signer.encoded, issuerSerial(signer.issuer.encoded, Uint8Array.of(9)))),
    expected: NO_SIGNER,
    check: 'ades.signing-certificate issuer-serial',
    opensslTakesIt: NO_CADES,
  },
  {
    title: 'signing-certificate with a wrong issuer',
    der: withReference(reference(signer.encoded, issuerSerial(signer.subject.encoded, signer.serialBytes))),
    expected: NO_SIGNER,
    check: 'ades.signing-certificate issuer-serial',
    opensslTakesIt: NO_CADES,
  },
  {
    title: 'signing-certificate whose issuer is no directory name',
    der: withReference(
      reference(
        signer.encoded,
        derSequence(derSequence(derValue(0x82, Buffer.from('x'))), derUnsignedInteger(1)),
      ),
    ),
    expected: NO_SIGNER,
    check: 'ades.signing-certificate reference',
    opensslTakesIt: NO_CADES,
  },
  {
    title: 'signing-certificate with a hash that is not supported',
    der: withReference(
      derSequence(derSequence(derSequence(derSequence(derOid('1.2.3')), derOctetString(new Uint8Array(32))))),
    ),
    expected: NO_SIGNER,
    check: 'ades.signing-certificate hash',
    opensslTakesIt: NO_CADES,
  },
  {
    title: 'signing-certificate that names nobody',
    der: withReference(derSequence(derSequence())),
    expected: FORM,
    check: 'cms.signing-certificate malformed',
    opensslTakesIt: NO_CADES,
  },
  {
    title: 'signing-certificate that is malformed',
    der: withReference(derOctetString(new Uint8Array(3))),
    expected: FORM,
    check: 'cms.signing-certificate malformed',
    opensslTakesIt: NO_CADES,
  },
  {
    title: 'signing-certificate of version 1 beside version 2, for another certificate',
    der: again(DETACHED, (parts) => {
      const digest = createHash('sha1').update(twin).digest();
      add(
        parts,
        newAttribute(
          CMS_OID.signingCertificate,
          derSequence(derSequence(derSequence(derOctetString(digest)))),
        ),
      );
    }),
    expected: NO_SIGNER,
    check: 'ades.signing-certificate hash',
    opensslTakesIt: NO_CADES,
  },
  {
    title: 'the signer exchanged for a certificate of the same key',
    der: altered(DETACHED, ({ signer: one, signedData }) => {
      const other = parseCertificate(twin);
      Object.assign(
        one.children?.[1] as Tree,
        treeOf(derSequence(other.issuer.encoded, derUnsignedInteger(other.serialBytes))),
      );
      childWith(signedData, 0xa0)?.children?.push(treeOf(twin));
    }),
    expected: NO_SIGNER,
    check: 'ades.signing-certificate hash',
    opensslTakesIt: NO_CADES,
  },
  {
    title: 'a signer that no certificate belongs to',
    der: altered(DETACHED, ({ signer: one }) => Object.assign(at(one, 1, 1), { content: Uint8Array.of(1) })),
    expected: NO_SIGNER,
    check: 'ades.signing-certificate absent',
  },
  {
    title: 'a path over a certificate that the signer did not name',
    der: intermediateNotNamed(),
    expected: 'INDETERMINATE CHAIN_CONSTRAINTS_FAILURE',
    check: 'ades.referenced-path not-referenced',
    opensslTakesIt: NO_CADES,
  },
  // ---- the signature -------------------------------------------------------------------------------------
  {
    title: 'a signature changed by one bit',
    der: altered(DETACHED, ({ signer: one }) => flip(one)),
    expected: WRONG,
    check: 'cms.signature wrong',
  },
  {
    title: 'a signature cut short',
    der: altered(DETACHED, ({ signer: one }) => {
      const value = signatureOf(one);
      value.content = value.content?.subarray(1) ?? new Uint8Array();
    }),
    expected: WRONG,
    check: 'cms.signature wrong',
  },
  {
    title: 'an empty signature',
    der: altered(DETACHED, ({ signer: one }) =>
      Object.assign(signatureOf(one), { content: new Uint8Array() }),
    ),
    expected: WRONG,
    check: 'cms.signature wrong',
  },
  {
    title: 'a signed attribute added afterwards',
    der: altered(DETACHED, (parts) =>
      parts.signed?.children?.push(newAttribute('2.999.1', derOctetString(new Uint8Array(200)))),
    ),
    expected: WRONG,
    check: 'cms.signature wrong',
  },
  {
    title: 'signed attributes taken away',
    der: altered(DETACHED, ({ signer: one }) => one.children?.splice(3, 1)),
    expected: WRONG,
    check: 'cms.signature wrong',
  },
  {
    title: 'signed attributes shown as the content of a signature without attributes',
    der: asContent(DETACHED),
    expected: FORM,
    check: 'cms.attributes confusable',
    opensslTakesIt: 'the weakness is one of the standard: the signature does fit these octets',
    content: signedOctets(DETACHED),
  },
  {
    title: 'no signed attributes for content of another type than data',
    der: altered(PLAIN, ({ encapsulated, signedData }) => {
      Object.assign(encapsulated, { children: [treeOf(derOid('1.2.3'))] });
      Object.assign(at(signedData, 0), { content: Uint8Array.of(3) });
    }),
    expected: FORM,
    check: 'cms.attributes absent',
    opensslTakesIt: 'it does not ask for signed attributes',
  },
  {
    title: 'other content than was signed',
    der: DETACHED,
    expected: HASH,
    check: 'cms.message-digest mismatch',
    content: Buffer.from('x'),
  },
  {
    title: 'other content than was signed, without signed attributes',
    der: PLAIN,
    expected: WRONG,
    check: 'cms.signature wrong',
    content: Buffer.from('x'),
  },
  {
    title: 'content inside that was changed',
    der: altered(ENVELOPING, ({ encapsulated }) =>
      Object.assign(at(encapsulated, 1, 0), { content: Buffer.from('x') }),
    ),
    expected: HASH,
    check: 'cms.message-digest mismatch',
    content: Buffer.from('x'),
  },
  {
    title: 'the signature of somebody else under this name',
    der: resigned(DETACHED, { key: town.shop.privateKey('p256') }, () => undefined),
    expected: WRONG,
    check: 'cms.signature wrong',
  },
];

function signatureOf(one: Tree): Tree {
  return one.children?.find(({ tag }) => tag === 0x04) as Tree;
}

function flip(one: Tree): void {
  const value = signatureOf(one);
  value.content = Uint8Array.from(value.content ?? []);
  value.content[7] = (value.content[7] ?? 0) ^ 1;
}

function longLength(der: Uint8Array): Uint8Array {
  return concat(Uint8Array.of(0x30, 0x83, 0), der.subarray(2));
}

function withAlgorithm(...parts: readonly Uint8Array[]): Uint8Array {
  return altered(DETACHED, ({ signer: one }) => Object.assign(at(one, 4), treeOf(derSequence(...parts))));
}

/** The parameters of RSA-PSS as they stand, to be put together anew. */
function pssWith(change: (parameters: readonly Uint8Array[]) => readonly Uint8Array[]): Uint8Array {
  return altered(PSS, ({ signer: one }) => {
    const algorithm = at(one, 4);
    const parameters = at(algorithm, 1).children?.map(encodeTree) ?? [];
    Object.assign(algorithm, { children: [at(algorithm, 0), ...change(parameters).map(treeOf)] });
  });
}

function moved(oid: string): Uint8Array {
  let taken: Tree | undefined;
  const without = again(DETACHED, (parts) => {
    taken = attribute(parts.signed, oid);
    drop(parts, oid);
  });
  return withUnsigned(without, taken as Tree);
}

function signedOctets(der: Uint8Array): Uint8Array {
  let octets: Uint8Array = new Uint8Array();
  altered(der, ({ signed }) => {
    octets = encodeTree({ ...(signed as Tree), tag: 0x31 });
  });
  return octets;
}

function asContent(der: Uint8Array): Uint8Array {
  return altered(der, ({ signer: one }) => one.children?.splice(3, 1));
}

/** A signer under an intermediate authority, who names the signer and a certificate that is not on the path. */
function intermediateNotNamed(): Uint8Array {
  town.shop.key('middle');
  const extensions = [
    'keyUsage=critical,keyCertSign,cRLSign',
    'basicConstraints=critical,CA:TRUE',
    'subjectKeyIdentifier=hash',
    'authorityKeyIdentifier=keyid:always',
  ];
  town.person({ name: 'middle', extensions });
  const leaf = town.person({ name: 'below', kind: 'rsa', issuer: 'middle' });
  const der = town.sign(CONTENT, ['below'], ['-cades', '-certfile', town.shop.path('middle.pem')]);
  return resigned(der, { key: town.shop.privateKey('below') }, (parts) => {
    drop(parts, CMS_OID.signingCertificateV2);
    const entries = [leaf, twin].map((one) =>
      derSequence(derOctetString(createHash('sha256').update(one).digest())),
    );
    add(parts, newAttribute(CMS_OID.signingCertificateV2, derSequence(derSequence(...entries))));
  });
}

test('what the faults are planted in is good', () => {
  for (const der of [DETACHED, ENVELOPING, PLAIN, PSS, PROTECTED]) {
    assert.equal(verifyCms(der, OPTIONS).indication, 'TOTAL-PASSED');
  }
  assert.equal(verifyCms(withReference(reference(signer.encoded)), OPTIONS).indication, 'TOTAL-PASSED');
  const named = reference(signer.encoded, issuerSerial(signer.issuer.encoded, signer.serialBytes));
  assert.equal(verifyCms(withReference(named), OPTIONS).indication, 'TOTAL-PASSED');
});

for (const { title, der, expected, check, opensslTakesIt, content = CONTENT } of CASES) {
  test(`refused: ${title}`, () => {
    const options = { ...OPTIONS, content, revocation: 'none' as const };
    const report = verifyCms(der, options);
    const { indication, subIndication } = report;
    assert.equal([indication, subIndication].filter((part) => part !== undefined).join(' '), expected);
    const checks = [...report.checks, ...report.signatures.flatMap((one) => one.checks)];
    const first = checks.find(({ status }) => status === 'failed' || status === 'undetermined');
    assert.equal(`${first?.id} ${first?.reason}`, check);
    const enveloping = content === CONTENT ? isEnveloping(der) : title.includes('inside');
    const opinion = town.cmsOpinion(der, enveloping ? undefined : content);
    assert.equal(opinion.accepts, opensslTakesIt !== undefined, opinion.text);
  });
}

function isEnveloping(der: Uint8Array): boolean {
  return Buffer.from(der).includes(CONTENT);
}

test('of two certificates of one name and number, the one that the signature means is taken', () => {
  town.person({ name: 'double', kind: 'rsa', serial: signer.serial, subject: '/C=JP/CN=double' });
  const der = altered(DETACHED, ({ signedData }) =>
    childWith(signedData, 0xa0)?.children?.unshift(treeOf(town.derOf('double'))),
  );
  assert.equal(verifyCms(der, OPTIONS).indication, 'TOTAL-PASSED');
});

test('proof that a signature is broken wins over whatever else is missing', () => {
  const policy = newAttribute(CMS_OID.signaturePolicy, derSequence(derOid('1.2.3')));
  const der = again(DETACHED, (parts) => add(parts, policy));
  const report = verifyCms(der, { ...OPTIONS, content: Buffer.from('x'), crls: [] });
  assert.equal(`${report.indication} ${report.subIndication}`, HASH);
});
