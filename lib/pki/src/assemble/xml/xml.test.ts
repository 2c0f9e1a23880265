import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromUtf8, toUtf8 } from '@kazasu/bytes';
import { faults } from '../../testing/faults.ts';
import { NOW } from '../../testing/hierarchy.ts';
import { verifyXades } from '../../xades/index.ts';
import { createSigningBench } from '../../xades/testing/bench.ts';
import { createTimestampUnit } from '../../xades/testing/stamp.ts';
import { assembleXml, prepareXml, signatureValueOctets, type XmlContent, type XmlOrder } from '../index.ts';
import { sha256, signatureFor } from '../testing/card.ts';

const bench = createSigningBench();
const unit = createTimestampUnit(bench.h);
const certificate = bench.signer;
const options = { ...bench.options, timestampAnchors: [unit.root], crls: [bench.crl, unit.crl] };

const CONTRACT = toUtf8(`<?xml version="1.0" encoding="UTF-8"?>
<?style none?>
<contract xmlns="urn:example:contract" xmlns:unused="urn:unused" xml:lang="ja"><!-- draft -->
  <clause Id="c1">賃料は月額 &lt;100,000&gt; 円とする。</clause>
  <clause Id="c2"><![CDATA[</contract>]]></clause>
</contract>
<!-- </contract> -->
`);

function assembled(content: XmlContent, order: Partial<XmlOrder> = {}, stamped = false): Uint8Array {
  const prepared = prepareXml({ content, certificate, signingTime: NOW, ...order });
  const signature = signatureFor(prepared.digest, bench.h.leafKey);
  const timestamp = stamped ? unit.stamp(signatureValueOctets(signature)) : undefined;
  return assembleXml(prepared, { signature, certificate, ...(timestamp && { timestamp }) });
}

for (const stamped of [false, true]) {
  test(`enveloped ${stamped}`, () => {
    const xml = assembled({ kind: 'enveloped', xml: CONTRACT }, {}, stamped);
    const { status, text } = bench.peer(fromUtf8(xml));
    assert.equal(status, 0, text);
    const report = verifyXades(xml, options);
    assert.deepEqual([...faults(report), ...report.signatures.flatMap(faults)], []);
    assert.equal(report.indication, 'TOTAL-PASSED');
  });
  test(`enveloping ${stamped}`, () => {
    const xml = assembled({ kind: 'enveloping', content: CONTRACT, mediaType: 'text/plain' }, {}, stamped);
    const { status, text } = bench.peer(fromUtf8(xml));
    assert.equal(status, 0, text);
    const report = verifyXades(xml, options);
    assert.deepEqual([...faults(report), ...report.signatures.flatMap(faults)], []);
  });
  test(`detached ${stamped}`, () => {
    const xml = assembled({ kind: 'detached', uri: 'a&b.pdf', digest: sha256(CONTRACT) }, {}, stamped);
    const report = verifyXades(xml, { ...options, detached: new Map([['a&b.pdf', CONTRACT]]) });
    assert.deepEqual([...faults(report), ...report.signatures.flatMap(faults)], []);
  });
}
