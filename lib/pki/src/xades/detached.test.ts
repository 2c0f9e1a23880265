import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { toUtf8 } from '@kazasu/bytes';
import { createSigningBench } from './testing/bench.ts';
import { createJudges } from './testing/judged.ts';
import { INCLUSIVE, PROPERTIES_REFERENCE, reference } from './testing/template.ts';

const bench = createSigningBench();
const { h } = bench;
const alone = (signature: string) => signature;
const ofProperties = reference(PROPERTIES_REFERENCE);
const { judged, assertGood } = createJudges(bench);

test('a detached signature covers the octets that were given under its URI, and stays open without them', () => {
  writeFileSync(h.shop.path('file.bin'), 'the file');
  writeFileSync(h.shop.path('file.xml'), "<a  b='1'><!-- kept --></a>");
  const references =
    reference({ id: 'r', uri: 'file.bin' }) +
    reference({ uri: 'file.xml', transforms: [`${INCLUSIVE}#WithComments`] }) +
    ofProperties;
  const document = bench.signed({ references }, alone);
  const detached = new Map([
    ['file.bin', toUtf8('the file')],
    ['file.xml', toUtf8('<a b="1"><!-- kept --></a>')],
  ]);
  assert.deepEqual(assertGood(document, { detached }).covers, ['detached', 'detached', 'signed-properties']);
  assert.equal(judged(document).report.subIndication, 'SIGNED_DATA_NOT_FOUND');
  assert.deepEqual(judged(document).faults, ['xades.reference not-given', 'xades.reference not-given']);
  const other = judged(document, { detached: new Map(detached).set('file.bin', toUtf8('another')) });
  assert.deepEqual(other.faults, ['xades.reference digest']);
  assert.equal(other.report.subIndication, 'HASH_FAILURE');
  const broken = judged(document, {
    detached: new Map(detached).set('file.xml', toUtf8('<!DOCTYPE a><a/>')),
  });
  assert.deepEqual(broken.faults, ['xades.reference unreadable']);
});

test('nothing is read from the disk for a reference', () => {
  mkdirSync(h.shop.path('folder'), { recursive: true });
  const uri = `file://${h.shop.path('file.bin')}`;
  writeFileSync(h.shop.path('file.bin'), 'the file');
  const document = bench.signed({ references: reference({ id: 'r', uri }) + ofProperties }, alone);
  assert.deepEqual(judged(document).faults, ['xades.reference not-given']);
});

test('one reference may leave out its URI, and is then to the content that was given', () => {
  writeFileSync(h.shop.path('content'), 'the content');
  const named = bench.signed({ references: reference({ id: 'r', uri: 'content' }) + ofProperties }, alone);
  const detached = new Map([['content', toUtf8('the content')]]);
  assertGood(named, { detached });
  const unnamed = named.replace(' URI="content"', '');
  // The peer signs no such reference. The digest is right; only the signature is of the one with a name.
  assert.deepEqual(judged(unnamed, { content: toUtf8('the content') }).faults, ['xades.signature value']);
  assert.deepEqual(judged(unnamed).faults, ['xades.target unnamed']);
});
