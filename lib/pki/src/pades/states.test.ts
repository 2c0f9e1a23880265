import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readDocument } from '../pdf/index.ts';
import { signatureDictionaries } from './signature-dictionary.ts';
import { signaturesOfRevisions } from './states.ts';
import { CONTRACT, signatureValue, TRAILER } from './testing/contract.ts';
import { PdfWriter } from './testing/writer.ts';

const field = (number: number, value: string) => CONTRACT[number]?.replace('/T', `/V ${value} /T`) ?? '';

/** What may come in one revision: values by way of references, references to nothing, another catalog. */
const OBJECTS = fc.constantFrom<Readonly<Record<number, string>>>(
  { 9: '<< /Producer (b) >>' },
  { 7: field(7, '10 0 R') },
  { 7: field(7, '30 0 R') },
  { 30: '31 0 R' },
  { 30: signatureValue() },
  { 31: '10 0 R' },
  { 31: 'null' },
  { 10: signatureValue() },
  { 10: 'null' },
  { 10: signatureValue({ date: '/M 40 0 R' }) },
  { 40: '(D:20260101)' },
  { 6: '<< /Fields 41 0 R >>' },
  { 41: '[7 0 R 11 0 R]' },
  { 11: field(11, '10 0 R') },
  { 21: '<< /Type /Catalog /Pages 2 0 R /AcroForm 22 0 R >>', 22: '<< /Fields [11 0 R] >>' },
);

test('what is remembered of a revision before is what a walk would find', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(OBJECTS, fc.boolean()), { maxLength: 12 }), (revisions) => {
      const chain = { 7: field(7, '30 0 R'), 10: signatureValue(), 30: '31 0 R', 31: '10 0 R' };
      const file = new PdfWriter().revision({ ...CONTRACT, ...chain }, TRAILER);
      for (const [objects, moved] of revisions) {
        file.revision(objects, { ...TRAILER, ...(moved && 21 in objects && { root: 21 }) });
      }
      const document = readDocument(file.bytes);
      const walked = document.revisions.map((_, index) => signatureDictionaries(document.view(index)));
      assert.deepEqual(signaturesOfRevisions(document), walked);
    }),
    { numRuns: 150, seed: 3 },
  );
});
