import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSigningBench } from './testing/bench.ts';
import { edited, judge } from './testing/judged.ts';
import { DOCUMENT_REFERENCE, EXCLUSIVE, PROPERTIES_REFERENCE, reference } from './testing/template.ts';

/**
 * Signature wrapping: nothing that was signed is changed, but it is moved to where nobody looks, and something else put
 * in its place. The numbers are those of Somorovsky et al., "On Breaking SAML" (USENIX Security 2012).
 */
const bench = createSigningBench();
const ofProperties = reference(PROPERTIES_REFERENCE);
const faultsOf = (document: string) => judge(document, bench.options).faults;

/** The whole contract, signed by its identifier: what a wrapper can move about. */
const BY_ID = bench.signed(
  { references: reference({ ...DOCUMENT_REFERENCE, uri: '#d' }) + ofProperties },
  (signature) =>
    `<contract xmlns="urn:example:contract" Id="d"><clause>賃料は10万円</clause>${signature}</contract>`,
);
const BODY = BY_ID.replace(/<\?xml[^>]*>\s*/, '').trim();
const SIGNATURE = /<ds:Signature .*<\/ds:Signature>/s.exec(BODY)?.[0] ?? '';
const UNSIGNED = BODY.replace(SIGNATURE, '');
const EVIL = '<contract xmlns="urn:example:contract" Id="e"><clause>賃料は1円</clause></contract>';
const evilWith = (inner: string) => edited(EVIL, '</contract>', `${inner}</contract>`);
const inObject = (inner: string) =>
  SIGNATURE.replace('</ds:Signature>', `<ds:Object>${inner}</ds:Object></ds:Signature>`);

test('unmoved, the document is good', () => assert.deepEqual(faultsOf(BY_ID), []));

const WRAPPED: readonly (readonly [string, string, readonly string[]])[] = [
  ['XSW1: a false root around the true one, signature and all', evilWith(BODY), ['xades.target element']],
  [
    'XSW2: the signature beside the true root in a false one',
    evilWith(SIGNATURE + UNSIGNED),
    ['xades.target element'],
  ],
  [
    'XSW3: a false contract before the true one in a new root',
    `<all>${EVIL}${BODY}</all>`,
    ['xades.target element'],
  ],
  [
    'XSW4: a false contract that holds the true one',
    `<all>${evilWith(UNSIGNED)}${SIGNATURE}</all>`,
    ['xades.target element'],
  ],
  [
    'XSW5: the true one behind the false one and its signature',
    `<all>${evilWith(SIGNATURE)}${UNSIGNED}</all>`,
    ['xades.target element'],
  ],
  [
    'XSW6: the true one in an object of the signature in a false one',
    evilWith(inObject(UNSIGNED)),
    ['xades.transforms target'],
  ],
  [
    'XSW7: the true one in an extension element',
    `<all><extension>${UNSIGNED}</extension>${evilWith(SIGNATURE)}</all>`,
    ['xades.target element'],
  ],
  [
    'XSW8: the true one in an object among others',
    evilWith(inObject(`<x>${UNSIGNED}</x>`)),
    ['xades.target element'],
  ],
  [
    'both under one identifier',
    EVIL.replace('Id="e"', 'Id="d"').replace('</contract>', `${SIGNATURE}${UNSIGNED}</contract>`),
    ['xades.identifiers duplicate'],
  ],
  [
    'the identifier under another spelling',
    EVIL.replace('Id="e"', 'ID="d"').replace('</contract>', `${SIGNATURE}${UNSIGNED}</contract>`),
    ['xades.identifiers duplicate'],
  ],
  [
    'the identifier in another namespace',
    EVIL.replace('Id="e"', 'xmlns:w="urn:w" w:Id="d"').replace(
      '</contract>',
      `${SIGNATURE}${UNSIGNED}</contract>`,
    ),
    ['xades.identifiers duplicate'],
  ],
  [
    'an instruction outside the root that was signed',
    `<?xml-stylesheet href="evil.xsl"?>${BODY}`,
    ['xades.coverage instruction'],
  ],
  [
    'an object in the signature that nobody signed',
    BODY.replace('</ds:Signature>', '<ds:Object><evil/></ds:Object></ds:Signature>'),
    ['xades.coverage object'],
  ],
  [
    'an object that looks like signed properties',
    BODY.replace(
      '</ds:Signature>',
      '<ds:Object><xades:SignedProperties xmlns:xades="http://uri.etsi.org/01903/v1.3.2#"/></ds:Object></ds:Signature>',
    ),
    ['xades.coverage object'],
  ],
  [
    'the whole in the object of a signature that was never made',
    `<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:Object>${BODY}</ds:Object></ds:Signature>`,
    ['xades.structure signature'],
  ],
];

for (const [what, document, expected] of WRAPPED) {
  test(`not good, ${what}`, () => {
    assert.deepEqual(faultsOf(document), expected);
    assert.notEqual(judge(document, bench.options).report.verdict, 'valid');
  });
}

/** The same for an object that is signed in an enveloping signature. */
const ENVELOPING = bench.signed(
  {
    references: reference({ id: 'r', uri: '#o', transforms: [EXCLUSIVE] }) + ofProperties,
    objects: '<ds:Object Id="o"><v xmlns="urn:x">true</v></ds:Object>',
  },
  (signature) => signature,
);
const CORE = ENVELOPING.replace(/<\?xml[^>]*>\s*/, '').trim();

test('an enveloping signature is no signature of a document around it', () => {
  assert.deepEqual(faultsOf(CORE), []);
  assert.deepEqual(faultsOf(`<false>${CORE}</false>`), ['xades.coverage document']);
});

test('an object beside the signed one is not signed', () => {
  const beside = edited(
    CORE,
    '<ds:Object Id="o">',
    '<ds:Object><v xmlns="urn:x">false</v></ds:Object>$&'.replace('$&', '<ds:Object Id="o">'),
  );
  assert.deepEqual(faultsOf(beside), ['xades.coverage object']);
});

test('signed properties that were moved out of the signature are not its own', () => {
  const properties = /<xades:SignedProperties.*<\/xades:SignedProperties>/s.exec(CORE)?.[0] ?? '';
  const own = properties.replace('Id="p"', 'Id="q"').replace('2026-11-01', '2020-01-01');
  const moved = CORE.replace(properties, own).replace(
    '<ds:Object Id="o">',
    `<ds:Object><x xmlns:xades="http://uri.etsi.org/01903/v1.3.2#">${properties}</x></ds:Object><ds:Object Id="o">`,
  );
  assert.deepEqual(faultsOf(moved), ['xades.signed-properties other', 'xades.target element']);
});

test("another signature's properties do not count as this one's", () => {
  const one = CORE.replace('<ds:Signature ', '<ds:Signature ').replaceAll('"s"', '"s1"');
  assert.deepEqual(faultsOf(one), ['xades.qualifying-properties target']);
});

test('a counter-signature, or a signature within what is signed, is not taken for one of the document', () => {
  const unsigned =
    '<xades:UnsignedProperties><xades:UnsignedSignatureProperties><xades:CounterSignature><ds:Signature/></xades:CounterSignature></xades:UnsignedSignatureProperties></xades:UnsignedProperties>';
  const countered = CORE.replace('</xades:QualifyingProperties>', `${unsigned}$&`);
  const { report } = judge(countered, bench.options);
  assert.equal(report.verdict, 'valid');
  assert.equal(report.signatures.length, 1);
  const ignored = report.signatures[0]?.checks.filter(({ id }) => id === 'ades.ignored');
  assert.deepEqual(
    ignored?.map(({ facts }) => facts?.name),
    ['CounterSignature'],
  );
});
