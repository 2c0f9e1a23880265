import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { toUtf8 } from '@kazasu/bytes';
import type { XadesOptions } from './options.ts';
import { createSigningBench } from './testing/bench.ts';
import { edited, judge } from './testing/judged.ts';
import {
  DOCUMENT_REFERENCE,
  EXCLUSIVE,
  INCLUSIVE,
  PROPERTIES_REFERENCE,
  reference,
} from './testing/template.ts';

/** What canonicalising leaves out, anybody can put in: none of it may divide a text that was signed whole. */
const bench = createSigningBench();
const ofProperties = reference(PROPERTIES_REFERENCE);
const faultsOf = (document: string, options: Partial<XadesOptions> = {}) =>
  judge(document, { ...bench.options, ...options }).faults;

const around = (signature: string) =>
  `<contract xmlns="urn:example:contract" Id="d"><sum>10000</sum><none></none><p>a<b>c</b>d</p>${signature}</contract>`;
const SIGNED = bench.signed({}, around);

const DIVIDED: readonly (readonly [string, string, string])[] = [
  ['a comment within a text', '10000', '10<!-- x -->000'],
  ['a comment before a text', '10000', '<!-- 1 -->10000'],
  ['a comment behind a text', '10000', '10000<!-- x -->'],
  ['a comment for a text', '<none/>', '<none><!-- 10000 --></none>'],
  ['a comment in mixed content', '<b>c</b>', '<b>c</b><!-- x -->'],
  ['a section for a piece of text', '10000', '10<![CDATA[000]]>'],
  ['two sections', '10000', '<![CDATA[10]]><![CDATA[000]]>'],
];

for (const [what, from, to] of DIVIDED) {
  test(`not good: ${what} that was signed without`, () => {
    const document = edited(SIGNED, from, to);
    assert.deepEqual(faultsOf(document), ['xades.text divided']);
    assert.equal(bench.peer(document).status, 0, 'xmlsec1 asks for no more than the digest');
    assert.deepEqual(faultsOf(document, { dividedText: 'accepted' }), []);
  });
}

test('comments among elements divide nothing, nor do sections that are all the text or stand alone', () => {
  for (const [from, to] of [
    ['<sum>', '<!-- x --><sum>'],
    ['</contract>', '<!-- x --></contract><!-- y -->'],
    ['10000', '<![CDATA[10000]]>'],
    ['</b>d', '</b><![CDATA[d]]>'],
  ] as const) {
    assert.deepEqual(faultsOf(edited(SIGNED, from, to)), [], to);
  }
});

test('objects, parts, the root by its identifier and signed properties are looked through as well', () => {
  const byId = bench.signed(
    { references: reference({ ...DOCUMENT_REFERENCE, uri: '#d' }) + ofProperties },
    around,
  );
  assert.deepEqual(faultsOf(edited(byId, '10000', '10<!---->000')), ['xades.text divided']);
  const object = bench.signed(
    {
      references: reference({ id: 'r', uri: '#o', transforms: [EXCLUSIVE] }) + ofProperties,
      objects: '<ds:Object Id="o"><v xmlns="">10000</v></ds:Object>',
    },
    (signature) => signature,
  );
  assert.deepEqual(faultsOf(edited(object, '10000', '10<!---->000')), ['xades.text divided']);
  assert.deepEqual(faultsOf(edited(SIGNED, 'text/xml', 'text<!---->/xml')), ['xades.text divided']);
  const part = bench.signed(
    { references: reference({ id: 'r', uri: '#c1', transforms: [EXCLUSIVE] }) + ofProperties },
    (signature) => `<a><clause xmlns="urn:example:contract" Id="c1">10000</clause>${signature}</a>`,
  );
  assert.deepEqual(faultsOf(edited(part, '10000', '10<!---->000'), { parts: ['c1'] }), [
    'xades.text divided',
  ]);
});

test('a file beside the document is looked through when it is canonicalised, for comments only if they are left out', () => {
  const withComments = `${INCLUSIVE}#WithComments`;
  for (const [transform, signed, given, expected] of [
    [INCLUSIVE, '<a>10000</a>', '<a>10<!-- x -->000</a>', ['xades.reference unreadable']],
    [withComments, '<a>10<!-- x -->000</a>', '<a>10<!-- x -->000</a>', []],
    [withComments, '<a>10000</a>', '<a>10<![CDATA[000]]></a>', ['xades.reference unreadable']],
  ] as const) {
    writeFileSync(bench.h.shop.path('file.xml'), signed);
    const references = reference({ id: 'r', uri: 'file.xml', transforms: [transform] }) + ofProperties;
    const document = bench.signed({ references }, (signature) => signature);
    const detached = new Map([['file.xml', toUtf8(given)]]);
    assert.deepEqual(faultsOf(document, { detached }), expected);
    assert.deepEqual(faultsOf(document, { detached, dividedText: 'accepted' }), []);
  }
});

const COMMENTED: readonly (readonly [string, RegExp, string, string])[] = [
  ['SignedInfo', /<ds:SignedInfo>/, '$&<!-- -->', 'xades.structure signed-info'],
  ['SignatureValue', /<ds:SignatureValue>..../, '$&<!-- -->', 'xades.structure value'],
  ['DigestValue', /<ds:DigestValue>..../, '$&<!-- -->', 'xades.structure digest'],
  ['X509Certificate', /<ds:X509Certificate>..../, '$&<!-- -->', 'xades.structure certificate'],
  ['X509Certificate, an element', /<ds:X509Certificate>..../, '$&<a/>', 'xades.structure certificate'],
  ['SignatureValue, an element', /<ds:SignatureValue>..../, '$&<a/>', 'xades.structure value'],
  ['SigningTime', /<xades:SigningTime>..../, '$&<!-- -->', 'xades.properties time'],
];

for (const [where, from, to, expected] of COMMENTED) {
  test(`not good: a comment or an element in ${where}`, () => {
    const accepted = { dividedText: 'accepted' } as const;
    assert.deepEqual(faultsOf(edited(SIGNED, from, to), accepted), [expected]);
  });
}
