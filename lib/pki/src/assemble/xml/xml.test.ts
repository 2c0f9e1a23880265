import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { fromUtf8, toUtf8 } from '@kazasu/bytes';
import fc from 'fast-check';
import { faults } from '../../testing/faults.ts';
import { DAY, NOW } from '../../testing/hierarchy.ts';
import { verifyXades, type XadesOptions } from '../../xades/index.ts';
import { createSigningBench } from '../../xades/testing/bench.ts';
import { createTimestampUnit } from '../../xades/testing/stamp.ts';
import { sha256, signatureFor } from '../testing/card.ts';
import { assembleXml, prepareXml, signatureValueOctets, type XmlContent, type XmlOrder } from './index.ts';

const bench = createSigningBench();
const unit = createTimestampUnit(bench.h);
const certificate = bench.signer;
// Time-stamps are made while the tests run, and are not to be of the future.
const time = NOW + DAY / 2;
const options = { ...bench.options, time, timestampAnchors: [unit.root], crls: [bench.crl, unit.crl] };

const CONTRACT = toUtf8(
  `<?xml version="1.0" encoding="UTF-8"?>
<?style none?>
<contract xmlns="urn:example:contract" xmlns:unused="urn:unused" xml:lang="ja"><!-- </contract> -->
  <clause Id="c1" note='<"/>'>賃料は月額 &lt;100,000&gt; 円とする。</clause>
  <clause Id="c2"><![CDATA[</contract>]]></clause>
  <empty/><?note </contract>?>
</contract >
<!-- </contract> -->
<?after </contract>?>
`.replace(`note='<"/>'`, `note='>"/>'`),
);

interface Signing extends Partial<Omit<XmlOrder, 'content'>> {
  readonly known?: boolean;
  readonly stamped?: boolean;
}

function sign(content: XmlContent, { known = true, stamped = false, ...order }: Signing = {}): Uint8Array {
  const prepared = prepareXml({ content, signingTime: NOW, ...(known && { certificate }), ...order });
  const signature = signatureFor(prepared.digest, bench.h.leafKey);
  const timestamp = stamped ? unit.stamp(signatureValueOctets(signature)) : undefined;
  const parts = { signature, certificate, chain: [bench.h.ca], ...(timestamp && { timestamp }) };
  return assembleXml(prepared, parts);
}

function assertPeer(xml: Uint8Array): void {
  const { status, text } = bench.peer(fromUtf8(xml));
  assert.equal(status, 0, `${text}\n${fromUtf8(xml)}`);
}

/** xmlsec1 and the judge find nothing wrong. */
function assertGood(xml: Uint8Array, more: Partial<XadesOptions> = {}): ReturnType<typeof verifyXades> {
  assertPeer(xml);
  const report = verifyXades(xml, { ...options, ...more });
  assert.deepEqual([...faults(report), ...report.signatures.flatMap(faults)], []);
  assert.equal(report.indication, 'TOTAL-PASSED');
  assert.equal(report.signatures.length, 1);
  return report;
}

writeFileSync(bench.h.shop.path('contract.txt'), CONTRACT);

const CONTENTS: { readonly [kind in XmlContent['kind']]: XmlContent } = {
  enveloped: { kind: 'enveloped', xml: CONTRACT },
  enveloping: { kind: 'enveloping', content: CONTRACT, mediaType: 'text/plain; charset="utf-8"' },
  detached: { kind: 'detached', uri: 'contract.txt', digest: sha256(CONTRACT), mediaType: 'text/plain' },
};
const GIVEN = { detached: new Map([['contract.txt', CONTRACT]]) };

for (const content of Object.values(CONTENTS)) {
  const more = content.kind === 'detached' ? GIVEN : {};
  for (const stamped of [true, false]) {
    test(`${content.kind}, ${stamped ? 'time-stamped' : 'not time-stamped'}: XAdES that xmlsec1 and the judge find good`, () => {
      const [signature] = assertGood(sign(content, { stamped }), more).signatures;
      assert.equal(signature?.level, stamped ? 'T' : 'B');
      assert.equal(signature?.claimedTime, NOW);
      assert.equal(signature?.format, 'XAdES');
    });
  }

  test(`${content.kind}, without a certificate before: good to xmlsec1, and to the judge no XAdES, for want of that name`, () => {
    const xml = sign(content, { known: false });
    assertPeer(xml);
    const report = verifyXades(xml, { ...options, ...more });
    assert.deepEqual(report.signatures.flatMap(faults), ['xades.properties certificate']);
    assert.equal(report.subIndication, 'FORMAT_FAILURE');
  });
}

test('an enveloped signature leaves every octet of the document around it as it was', () => {
  const xml = fromUtf8(sign(CONTENTS.enveloped));
  assert.equal(xml.replace(/<ds:Signature .*<\/ds:Signature>/s, ''), fromUtf8(CONTRACT));
  assert.match(xml, /<\/ds:Signature><\/contract >\n<!--/);
});

test('the content of an enveloping signature is what was given, in base64', () => {
  const xml = fromUtf8(sign(CONTENTS.enveloping));
  const [, value = ''] = /<ds:Object Encoding[^>]*>([^<]*)<\/ds:Object>/.exec(xml) ?? [];
  assert.equal(Buffer.from(value, 'base64').toString(), fromUtf8(CONTRACT));
});

const TEXT = fc
  .string({ unit: 'grapheme', maxLength: 12 })
  .filter((text) => !/[\p{Cc}\p{Cs}\ufffe\uffff]/u.test(text))
  .map((text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'));
const NAME = fc.constantFrom('a', 'b:c', 'ds:x', 'xades:y', '条', 'Signature');
const { element: ELEMENT } = fc.letrec<{ element: string }>((tie) => ({
  element: fc
    .tuple(
      NAME,
      fc.constantFrom('', ' xmlns="urn:a"', ' xmlns:ds="urn:other"', ' t=">"', ' xml:space="preserve"'),
      fc.array(fc.oneof(TEXT, tie('element'), fc.constant('<?p </a>?>'), fc.constant('<a/>')), {
        maxLength: 3,
      }),
      fc.constantFrom('', '\n', '\r\n\t'),
    )
    .map(([name, attributes, inside, space]) => {
      const spaced = space !== '' && !attributes.includes(' t=') ? `${space}t="'"` : '';
      return inside.length === 0 && space === ''
        ? `<${name}${attributes}/>`
        : `<${name}${attributes}${spaced}>${inside.join('')}</${name}${space}>`;
    }),
}));
const DOCUMENT = fc
  .tuple(
    fc.constantFrom('', '\ufeff', '<?xml version="1.0"?>', '<!-- <a> -->', '<?p <a>?>\r\n'),
    fc.constantFrom('<r/>', '<r />', '<r></r>', ''),
    ELEMENT,
    fc.constantFrom('', '\n', '<!-- </r> -->', ' <?q </r>?>'),
  )
  .map(([before, root, element, after]) => {
    const namespaces = 'xmlns:b="urn:b" xmlns:ds="urn:ds" xmlns:xades="urn:xades"';
    const main = root === '' ? `<r ${namespaces}>${element}</r>` : root;
    return `${before}${main}${after}`;
  });

test('any document is signed whole, wherever its root ends', () => {
  fc.assert(
    fc.property(DOCUMENT, fc.integer({ min: NOW - 300 * DAY, max: NOW }), (text, signingTime) => {
      const xml = sign({ kind: 'enveloped', xml: Buffer.from(text) }, { signingTime });
      assertGood(xml);
      assert.equal(
        fromUtf8(xml).replace(/<ds:Signature .*<\/ds:Signature>/s, '').length >= text.length,
        true,
      );
    }),
    { numRuns: 60 },
  );
});

test('any octets are signed in an enveloping signature, and any address in a detached one', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), (content) => {
      assertGood(sign({ kind: 'enveloping', content }));
    }),
    { numRuns: 15 },
  );
  for (const uri of [
    'a&b.pdf',
    '契約.pdf',
    'urn:x:"y"',
    `https://example.jp/?a=1&b=<2>`,
    '../../etc/passwd',
  ]) {
    const detached = new Map([[uri, CONTRACT]]);
    const report = verifyXades(sign({ kind: 'detached', uri, digest: sha256(CONTRACT) }), {
      ...options,
      detached,
    });
    assert.deepEqual(report.signatures.flatMap(faults), [], uri);
  }
});
