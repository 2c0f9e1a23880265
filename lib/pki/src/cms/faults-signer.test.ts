import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { derOctetString, derOid, derSequence, derUnsignedInteger, derValue } from '@kazasu/bytes';
import { verifyCms } from '../cades/index.ts';
import { parseCertificate } from '../certificate.ts';
import { CMS_OID } from '../cms-oid.ts';
import { at, encodeTree, type Tree, treeOf } from '../testing/der-tree.ts';
import {
  add,
  again,
  type Case,
  CONTENT,
  DETACHED,
  drop,
  ENVELOPING,
  FORM,
  HASH,
  issuerSerial,
  NO_SIGNER,
  OPTIONS,
  PLAIN,
  PROTECTED,
  PSS,
  reference,
  signer,
  testFaults,
  town,
  twin,
  WRONG,
  withReference,
} from './testing/faults.ts';
import { altered, childWith, newAttribute, resigned } from './testing/signer-tree.ts';

const NO_CADES = 'it looks at signing-certificate only when asked to (-cades)';

const CASES: readonly Case[] = [
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

testFaults(CASES);

test('what the faults are planted in is good', () => {
  for (const der of [DETACHED, ENVELOPING, PLAIN, PSS, PROTECTED]) {
    assert.equal(verifyCms(der, OPTIONS).indication, 'TOTAL-PASSED');
  }
  assert.equal(verifyCms(withReference(reference(signer.encoded)), OPTIONS).indication, 'TOTAL-PASSED');
  const named = reference(signer.encoded, issuerSerial(signer.issuer.encoded, signer.serialBytes));
  assert.equal(verifyCms(withReference(named), OPTIONS).indication, 'TOTAL-PASSED');
});

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
