import { derContext, derOid, derSequence, derUnsignedInteger } from '@kazasu/bytes';
import {
  alternativeNames,
  authorityKeyId,
  basicConstraints,
  dns,
  EXT,
  ext,
  extendedKeyUsage,
  keyUsage,
  type MakeOrder,
  makeAuthority,
  makeLeaf,
  makeRoot,
  nameOf,
  policies,
  policyConstraints,
  setOf,
  subjectKeyId,
} from '@kazasu/pki/testing/maker';
import { type Case, invalid, valid } from './case.ts';

const root = makeRoot();
const UNKNOWN = '1.3.6.1.4.1.55738.666.1';
const SAN = alternativeNames([dns('example.com')]);

const byRoot = (order: MakeOrder) => {
  const anchor = makeRoot(order);
  return { anchors: [anchor], leaf: makeLeaf(anchor) };
};
const byAuthority = (order: MakeOrder) => {
  const sub = makeAuthority(root, order);
  return { anchors: [root], via: [sub], leaf: makeLeaf(sub) };
};
const byLeaf = (order: MakeOrder) => ({ anchors: [root], leaf: makeLeaf(root, order) });
const without = (oid: string) => ({ set: { [oid]: undefined } });
const unknown = (critical: boolean) => ({ add: [ext(UNKNOWN, derSequence(), critical)] });
const aia = (critical: boolean) => {
  const location = derSequence(derOid('1.3.6.1.5.5.7.48.2'), dns('example.com'));
  return { add: [ext(EXT.aia, derSequence(location), critical)] };
};
const sub = makeAuthority(root);
const keyIdOf = new Uint8Array(20).fill(7);

export const EXTENSION_CASES: readonly Case[] = [
  valid('plain', '6.1', byLeaf({})),
  valid('plain-authority', '6.1', byAuthority({})),
  invalid('aki/critical-anchor', '4.2.1.1', byRoot({ add: [authorityKeyId(keyIdOf, true)] })),
  invalid('aki/critical-leaf', '4.2.1.1', byLeaf({ set: setOf(authorityKeyId(root.keyId, true)) })),
  invalid('aki/missing-leaf', '4.2.1.1', byLeaf(without(EXT.aki))),
  invalid('aki/missing-authority', '4.2.1.1', byAuthority(without(EXT.aki))),
  valid('aki/missing-self-signed-anchor', '4.2.1.1', byRoot({})),
  invalid('aki/missing-cross-signed-anchor', '4.2.1.1', crossSigned()),
  invalid('ski/critical-anchor', '4.2.1.2', byRoot({ set: setOf(subjectKeyId(keyIdOf, true)) })),
  invalid('ski/missing-anchor', '4.2.1.2', byRoot(without(EXT.ski))),
  invalid('ski/missing-authority', '4.2.1.2', byAuthority(without(EXT.ski))),
  valid('ski/missing-leaf', '4.2.1.2', byLeaf(without(EXT.ski))),
  invalid('key-usage/anchor-no-cert-sign', '4.2.1.3', byRoot({ set: setOf(keyUsage(6)) })),
  invalid('key-usage/authority-no-cert-sign', '6.1.4 (n)', byAuthority({ set: setOf(keyUsage(6)) })),
  invalid(
    'key-usage/path-length-without-cert-sign',
    '4.2.1.9',
    byAuthority({ set: setOf(keyUsage(6), basicConstraints(true, 0)) }),
  ),
  invalid(
    'key-usage/leaf-cert-sign',
    '4.2.1.9',
    byLeaf({ set: setOf(keyUsage(0, 5), basicConstraints(false)) }),
  ),
  valid('key-usage/none-in-leaf', '4.2.1.3', byLeaf(without(EXT.keyUsage))),
  valid('key-usage/none-in-authority', '4.2.1.3', byAuthority(without(EXT.keyUsage))),
  invalid(
    'basic-constraints/authority-false',
    '6.1.4 (k)',
    byAuthority({ set: setOf(basicConstraints(false)) }),
  ),
  invalid('basic-constraints/authority-missing', '6.1.4 (k)', byAuthority(without(EXT.basicConstraints))),
  invalid('basic-constraints/anchor-missing', '4.2.1.9', byRoot(without(EXT.basicConstraints))),
  invalid(
    'basic-constraints/anchor-not-critical',
    '4.2.1.9',
    byRoot({ set: setOf(basicConstraints(true, undefined, false)) }),
  ),
  valid('basic-constraints/none-in-leaf', '4.2.1.9', byLeaf({})),
  valid('basic-constraints/authority-as-leaf', '6.1', { anchors: [root], leaf: sub }),
  invalid('unknown-critical/leaf', '4.2', byLeaf(unknown(true))),
  invalid('unknown-critical/authority', '4.2', byAuthority(unknown(true))),
  invalid('unknown-critical/anchor', '4.2', byRoot(unknown(true))),
  valid('unknown-not-critical/leaf', '4.2', byLeaf(unknown(false))),
  valid('unknown-not-critical/authority', '4.2', byAuthority(unknown(false))),
  invalid('twice/alternative-names', '4.2', byLeaf({ add: [SAN, SAN] })),
  valid('aia/leaf', '4.2.2.1', byLeaf(aia(false))),
  invalid('aia/critical', '4.2.2.1', byLeaf(aia(true))),
  invalid(
    'san/malformed',
    '4.2.1.6',
    byLeaf({ add: [ext(EXT.san, new TextEncoder().encode('example.com'))] }),
  ),
  invalid('san/empty', '4.2.1.6', byLeaf({ add: [ext(EXT.san, derSequence())] })),
  invalid('san/empty-subject-not-critical', '4.1.2.6', byLeaf({ name: '', add: [SAN] })),
  invalid('san/empty-subject-and-none', '4.1.2.6', byLeaf({ name: '' })),
  valid(
    'san/empty-subject-critical',
    '4.1.2.6',
    byLeaf({ name: '', add: [alternativeNames([dns('example.com')], true)] }),
  ),
  invalid('name/leaf-empty-issuer', '4.1.2.4', byLeaf({ issuerName: nameOf('') })),
  invalid('name/anchor-empty-subject', '4.1.2.6', byRoot({ name: '' })),
  invalid(
    'policy-constraints/not-critical',
    '4.2.1.11',
    byAuthority({ add: [policyConstraints(3, undefined, false)] }),
  ),
  valid('policy-constraints/critical', '4.2.1.11', byAuthority({ add: [policyConstraints(3)] })),
  invalid('policy-constraints/explicit-and-none', '6.1.3 (f)', byAuthority({ add: [policyConstraints(0)] })),
  valid('policies/any-will-do', '6.1', byLeaf({ add: [policies(['1.2.3'])] })),
  invalid(
    'inhibit-any/not-critical',
    '4.2.1.14',
    byAuthority({ add: [ext(EXT.inhibitAny, derUnsignedInteger(0))] }),
  ),
  invalid(
    'serial/22-octets',
    '4.1.2.2',
    byLeaf({ serial: derUnsignedInteger(new Uint8Array(22).fill(0x55)) }),
  ),
  valid('serial/20-octets', '4.1.2.2', byLeaf({ serial: derUnsignedInteger(new Uint8Array(20).fill(0x55)) })),
  invalid('serial/zero', '4.1.2.2', byLeaf({ serial: Uint8Array.of(2, 1, 0) })),
  invalid('serial/negative', '4.1.2.2', byLeaf({ serial: Uint8Array.of(2, 1, 0xff) })),
  invalid('eku/wrong', '4.2.1.12', purposes('1.3.6.1.5.5.7.3.2')),
  valid('eku/right', '4.2.1.12', purposes('1.3.6.1.5.5.7.3.1')),
  valid('eku/none', '4.2.1.12', { ...byLeaf({}), options: { extendedKeyUsage: ['1.3.6.1.5.5.7.3.1'] } }),
  invalid(
    'algorithm/inside-and-outside-differ',
    '4.1.1.2',
    byLeaf({ outerAlgorithm: derSequence(derOid('1.2.840.10045.4.3.3')) }),
  ),
  invalid('signature/other-key', '6.1.3 (a)(1)', byLeaf({ signedBy: makeRoot().key })),
  invalid('version/1', '4.1.2.1', { anchors: [root], leaf: versionOne() }),
];

function crossSigned() {
  const anchor = makeAuthority(makeRoot({ name: 'Other' }), without(EXT.aki));
  return { anchors: [anchor], leaf: makeLeaf(anchor) };
}

function purposes(oid: string) {
  const leaf = makeLeaf(root, { set: setOf(extendedKeyUsage([oid])) });
  return { anchors: [root], leaf, options: { extendedKeyUsage: ['1.3.6.1.5.5.7.3.1'] } };
}

/** The version field says 1 in a certificate that has extensions: one octet changed, so the signature is wrong as well. */
function versionOne() {
  const leaf = makeLeaf(root);
  const field = derContext(0, derUnsignedInteger(2));
  const der = Uint8Array.from(leaf.der);
  const at = Buffer.from(der).indexOf(field) + field.length - 1;
  der[at] = 0;
  return { ...leaf, der };
}
