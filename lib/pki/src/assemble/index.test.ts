import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as assemble from './index.ts';
import * as xml from './xml/index.ts';

test('the two doors let out what the README tells, and nothing else', () => {
  assert.deepEqual(Object.keys(assemble), [
    'assembleCms',
    'assemblePdf',
    'digestInfoOf',
    'pdfPieces',
    'prepareCms',
    'preparePdf',
  ]);
  assert.deepEqual(Object.keys(xml), ['assembleXml', 'prepareXml', 'signatureValueOctets']);
});
