import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { XadesOptions } from './options.ts';
import { createSigningBench } from './testing/bench.ts';
import { edited, judge } from './testing/judged.ts';
import {
  EXCLUSIVE,
  PROPERTIES_REFERENCE,
  properties,
  reference,
  SIGNING_TIME,
  signingCertificate,
} from './testing/template.ts';

/** Under the base64 transform the text alone is signed: not the name of the element around it, nor its attributes. */
const bench = createSigningBench();
const BASE64 = 'http://www.w3.org/2000/09/xmldsig#base64';
const TEXT = Buffer.from('100 yen per piece').toString('base64');
const ofProperties = reference(PROPERTIES_REFERENCE);
const alone = (signature: string) => signature;
const judged = (document: string, options: Partial<XadesOptions> = {}) =>
  judge(document, { ...bench.options, ...options });
const overEncoded = (uri: string) => reference({ id: 'r', uri, transforms: [BASE64] });

test('a part of which the text alone is signed is not covered, whatever else is', () => {
  const around = (signature: string) =>
    `<contract xmlns="urn:example:contract"><clause Id="c1" currency="JPY">${TEXT}</clause>${signature}</contract>`;
  const encoded = bench.signed({ references: overEncoded('#c1') + ofProperties }, around);
  for (const document of [encoded, edited(encoded, 'currency="JPY"', 'currency="USD"')]) {
    const { faults, report } = judged(document, { parts: ['c1'] });
    assert.deepEqual(faults, ['xades.coverage part']);
    assert.equal(report.subIndication, 'FORMAT_FAILURE');
  }
  const asXml = reference({ uri: '#c1', transforms: [EXCLUSIVE] });
  const both = bench.signed({ references: overEncoded('#c1') + asXml + ofProperties }, around);
  assert.deepEqual(judged(both, { parts: ['c1'] }).faults, []);
});

test('an element in an object of which the text alone is signed leaves the object uncovered', () => {
  const objects = `<ds:Object><sum xmlns="urn:x" Id="o" currency="JPY">${TEXT}</sum></ds:Object>`;
  const document = bench.signed({ references: overEncoded('#o') + ofProperties, objects }, alone);
  assert.deepEqual(judged(document).faults, ['xades.coverage object']);
});

/** An enveloping signature; the signer's format of the data, and what the object says of itself. */
function enveloping(format: string, attributes: string, transform = BASE64): string {
  const data = `<xades:DataObjectFormat ObjectReference="#r">${format}</xades:DataObjectFormat>`;
  return bench.signed(
    {
      references: reference({ id: 'r', uri: '#o', transforms: [transform] }) + ofProperties,
      objects: `<ds:Object Id="o"${attributes}>${TEXT}</ds:Object>`,
      signedProperties: properties(SIGNING_TIME + signingCertificate(bench.signer), data),
    },
    alone,
  );
}

const PLAIN = '<xades:MimeType>text/plain</xades:MimeType>';
const OPEN = ['xades.reference format'];

test('what an object says of data in base64 counts only as far as the signer says the same', () => {
  const encoding = `<xades:Encoding>urn:x</xades:Encoding>`;
  const plain = ` MimeType="text/plain" Encoding="${BASE64}"`;
  for (const [format, attributes, faults] of [
    [PLAIN, plain, []],
    [PLAIN, ` MimeType="Text/Plain"`, []],
    [PLAIN, '', []],
    [PLAIN + encoding, ' Encoding="urn:x"', []],
    ['<xades:Description>a price</xades:Description>', plain, OPEN],
    [PLAIN, ' Encoding="urn:x"', OPEN],
    [PLAIN, ' reader="other"', OPEN],
  ] as const) {
    assert.deepEqual(judged(enveloping(format, attributes)).faults, faults, `${format}${attributes}`);
  }
  const { faults, report } = judged(edited(enveloping(PLAIN, plain), '"text/plain"', '"text/html"'));
  assert.deepEqual(faults, OPEN);
  assert.equal(report.indication, 'INDETERMINATE');
});

test('with its own tag signed, an object may say of its data what it likes', () => {
  const asXml = enveloping('', ' MimeType="text/plain"', EXCLUSIVE);
  assert.deepEqual(judged(asXml).faults, []);
  assert.deepEqual(judged(edited(asXml, '"text/plain"', '"text/html"')).faults, ['xades.reference digest']);
  const inside = bench.signed(
    {
      references: reference({ id: 'r', uri: '#o', transforms: [EXCLUSIVE] }) + ofProperties,
      objects: '<ds:Object MimeType="text/html"><a xmlns="urn:x" Id="o">1</a></ds:Object>',
    },
    alone,
  );
  assert.deepEqual(judged(inside).faults, OPEN);
});

test('the report tells that data was taken out of base64', () => {
  const { signature } = judged(enveloping(PLAIN, ''));
  const [facts] = signature?.checks.flatMap((one) => (one.id === 'xades.reference' ? [one.facts] : [])) ?? [];
  assert.deepEqual(facts, { position: 0, covers: 'object', uri: '#o', transform: 'base64' });
});
