import { derNull, derOctetString, derOid, derSequence, derValue } from '@kazasu/bytes';
import { CMS_OID } from '../cms-oid.ts';
import { at, type Tree, treeOf } from '../testing/der-tree.ts';
import {
  add,
  again,
  type Case,
  DETACHED,
  drop,
  FORM,
  HASH,
  key,
  protect,
  RSA,
  SHA256,
  testFaults,
} from './testing/faults.ts';
import {
  altered,
  attribute,
  newAttribute,
  type Parts,
  resigned,
  withUnsigned,
} from './testing/signer-tree.ts';

const valuesOf = (parts: Parts, oid: string) => at(attribute(parts.signed, oid), 1);
const oneValueOf = (parts: Parts, oid: string) => at(valuesOf(parts, oid), 0);

const CASES: readonly Case[] = [
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
];

function moved(oid: string): Uint8Array {
  let taken: Tree | undefined;
  const without = again(DETACHED, (parts) => {
    taken = attribute(parts.signed, oid);
    drop(parts, oid);
  });
  return withUnsigned(without, taken as Tree);
}

testFaults(CASES);
