import {
  concat,
  derContext,
  derNull,
  derOctetString,
  derOid,
  derSequence,
  derUnsignedInteger,
} from '@kazasu/bytes';
import { CMS_OID } from '../cms-oid.ts';
import { at, encodeTree, type Tree, treeOf } from '../testing/der-tree.ts';
import { type Case, CONTENT, DETACHED, ENVELOPING, FORM, PSS, testFaults, WRONG } from './testing/faults.ts';
import { altered, childWith } from './testing/signer-tree.ts';

const LENIENT_BER = 'it reads BER';

const CASES: readonly Case[] = [
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
];

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

testFaults(CASES);
