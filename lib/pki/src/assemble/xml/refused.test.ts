import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toUtf8 } from '@kazasu/bytes';
import fc from 'fast-check';
import { isParseError } from '../../error.ts';
import { costOf } from '../../testing/cost.ts';
import { codeOf } from '../../testing/faults.ts';
import { NOW } from '../../testing/hierarchy.ts';
import { createSigningBench } from '../../xades/testing/bench.ts';
import { cardOf, sha256, signatureFor } from '../testing/card.ts';
import { assembleXml, prepareXml, type XmlContent } from './index.ts';

const bench = createSigningBench();
const certificate = bench.signer;
const prepare = (content: XmlContent) => prepareXml({ content, certificate, signingTime: NOW });
const enveloped = (text: string) => prepare({ kind: 'enveloped', xml: toUtf8(text) });
const refusal = (text: string) => codeOf(() => enveloped(text));

test('a document that a judge would not take is refused before anybody signs it', () => {
  assert.equal(refusal('<a>'), 'pki/xml');
  assert.equal(refusal('a'), 'pki/xml');
  assert.equal(refusal('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), 'pki/xml-doctype');
  assert.equal(refusal('<?xml version="1.0" encoding="Shift_JIS"?><a/>'), 'pki/xml');
  assert.equal(refusal('<a><b Id="x"/><c ID="x"/></a>'), 'pki/xml', 'doubled identifiers');
  assert.equal(refusal('<yen>10<!-- -->000</yen>'), 'pki/xml', 'divided text');
  assert.equal(refusal('<yen>10<![CDATA[000]]></yen>'), 'pki/xml', 'divided text');
  assert.equal(refusal(`${'<a>'.repeat(101)}${'</a>'.repeat(101)}`), 'pki/budget');
  assert.equal(refusal(`<a>${'x'.repeat(16 << 20)}</a>`), 'pki/budget');
});

test('a document with a signature in it is not signed whole again: the first would not hold any more', () => {
  const prepared = enveloped('<a/>');
  const parts = { signature: signatureFor(prepared.digest, bench.signerKey), certificate };
  const xml = assembleXml(prepared, parts);
  assert.equal(
    codeOf(() => prepare({ kind: 'enveloped', xml })),
    'pki/xml-signed',
  );
  assert.ok(prepare({ kind: 'enveloping', content: xml }).digest.length === 32, 'but may be content');
});

test('what comes back must be of the certificate and the document that were prepared', () => {
  const prepared = enveloped('<a>b</a>');
  const other = enveloped('<a>c</a>');
  const parts = { signature: signatureFor(prepared.digest, bench.signerKey), certificate };
  const code = (change: object, more: object = {}) =>
    codeOf(() => assembleXml({ ...prepared, ...change }, { ...parts, ...more }));
  assert.equal(code({}, { certificate: bench.h.leaf }), 'pki/signer', 'the same key, another certificate');
  assert.equal(code({}, { certificate: bench.h.ca }), 'pki/signer');
  assert.equal(code({}, { signature: cardOf(bench.signerKey)(prepared.digest) }), 'pki/signature-bare');
  assert.equal(code({}, { signature: signatureFor(new Uint8Array(32), bench.signerKey) }), 'pki/signature');
  assert.equal(code({}, { timestamp: new Uint8Array(3) }), 'pki/timestamp');
  assert.equal(code({}, { chain: [new Uint8Array(3)] }), 'bytes/der');
  assert.equal(code({ digest: new Uint8Array(32) }), 'pki/prepared');
  assert.equal(code({ document: other.document }), 'pki/prepared');
  assert.equal(code({ document: toUtf8('<a/>') }), 'pki/prepared');
  assert.equal(code({ signedInfo: other.signedInfo, digest: other.digest }), 'pki/signature');
  for (const move of [-1, 1, 7]) assert.equal(code({ valueAt: prepared.valueAt + move }), 'pki/prepared');
  for (const unsignedAt of [3, prepared.valueAt, prepared.unsignedAt + 1, 1 << 30]) {
    assert.equal(code({ unsignedAt }), 'pki/prepared');
  }
});

test('an option that is not of its kind is a mistake of the caller', () => {
  const digest = sha256(certificate);
  const contents: readonly unknown[] = [
    undefined,
    { kind: 'else' },
    { kind: 'enveloped', xml: '<a/>' },
    { kind: 'enveloping', content: 'text' },
    { kind: 'enveloping', content: new Uint8Array() },
    { kind: 'enveloping', content: new Uint8Array((11 << 20) + 1) },
    { kind: 'enveloping', content: certificate, mediaType: 'text' },
    { kind: 'detached', uri: 'a', digest: new Uint8Array(20) },
    ...['', '#a', 'a b', 'a\n', 'a\ud800', 'x'.repeat(1025)].map((uri) => ({
      kind: 'detached',
      uri,
      digest,
    })),
  ];
  for (const content of contents) {
    assert.throws(() => prepare(content as XmlContent), { name: 'TypeError', message: /^option content/ });
  }
});

test('a broken document ends in a code, or in one that the parser reads as it was, and soon', () => {
  const good =
    '<r xmlns:b="urn:b" a=\'>\'><!-- c --><b:x Id="i">t</b:x><z><![CDATA[<]]></z><?p x?><y/></r><!-- d -->';
  const token = fc.constantFrom(
    '<',
    '>',
    '/',
    '"',
    "'",
    '<!--',
    '-->',
    ']]>',
    '<![CDATA[',
    '<?',
    '?>',
    '</r>',
    '<r/>',
    '&',
    ' ',
  );
  let prepared = 0;
  let refused = 0;
  const property = fc.property(fc.nat(good.length), fc.nat(3), token, (at, drop, text) => {
    try {
      enveloped(good.slice(0, at) + text + good.slice(at + drop));
      prepared++;
    } catch (error) {
      assert.ok(isParseError(error), String(error));
      refused++;
    }
  });
  const cost = costOf(() => fc.assert(property, { numRuns: 1500 }));
  assert.ok(prepared > 50 && refused > 500, `${prepared} prepared, ${refused} refused`);
  assert.ok(cost < 12_000, `${cost} ms`);
});
