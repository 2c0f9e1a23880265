import assert from 'node:assert/strict';
import { test } from 'node:test';
import { faults } from '../testing/faults.ts';
import { verifyPades } from './index.ts';
import { CONTRACT, SigningOffice, seal, signatureValue, TRAILER } from './testing/contract.ts';
import type { Objects } from './testing/writer.ts';

/** Ways in which honest programs lay out the same document: none may look like a disguise. */

const office = new SigningOffice();
const body = (number: number, from: string, to: string) => CONTRACT[number]?.replace(from, to) ?? '';
const certificate = Buffer.from(office.town.ca).toString('latin1');
const value = `<< /Length ${certificate.length} >>\nstream\n${certificate}\nendstream`;

const LAYOUTS: { readonly [title: string]: Objects } = {
  'a form within the catalog': {
    1: '<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [7 0 R 8 0 R 11 0 R] /SigFlags 3 /CO [8 0 R] >> >>',
  },
  'lists that are objects of their own': {
    3: body(3, '[7 0 R 8 0 R 11 0 R]', '30 0 R'),
    6: '<< /Fields 31 0 R /SigFlags 3 >>',
    30: '[7 0 R 8 0 R 11 0 R]',
    31: '[7 0 R 8 0 R 11 0 R]',
  },
  'a structure that names the fields': {
    1: body(1, '>>', '/StructTreeRoot 30 0 R >>'),
    30: '<< /Type /StructTreeRoot /K 31 0 R >>',
    31: '<< /Type /StructElem /S /Form /P 30 0 R /Pg 3 0 R /K [<< /Type /OBJR /Obj 11 0 R /Pg 3 0 R >> << /Type /MCR /Pg 3 0 R /MCID 0 >>] >>',
  },
  'destinations on the page': {
    1: body(1, '>>', '/Outlines 30 0 R /OpenAction [3 0 R /Fit] >>'),
    30: '<< /Type /Outlines /First 31 0 R /Last 31 0 R >>',
    31: '<< /Title (Top) /Parent 30 0 R /Dest [3 0 R /XYZ 0 0 0] >>',
  },
  'XMP and a store of validation data from before': {
    1: body(1, '>>', '/Metadata 30 0 R /DSS 31 0 R >>'),
    30: '<< /Type /Metadata /Subtype /XML /Length 4 >>\nstream\n<x/>\nendstream',
    31: '<< /Type /DSS /Certs 32 0 R /VRI 33 0 R >>',
    32: '[34 0 R]',
    33: '<< /AB 35 0 R >>',
    34: value,
    35: '<< /Type /VRI /Cert [34 0 R] >>',
  },
};

function assertPassed(bytes: Uint8Array, count: number): void {
  const report = verifyPades(bytes, office.options);
  assert.deepEqual([...faults(report), ...report.signatures.flatMap(faults)], []);
  assert.equal(report.signatures.length, count);
  assert.equal(report.verdict, 'valid');
}

for (const [title, objects] of Object.entries(LAYOUTS)) {
  test(`${title}: signed twice, with a field made for it`, () => {
    const file = office.signed(office.draft(objects, { stream: 90 }));
    const fields = { 11: body(11, '/T', '/V 50 0 R /T'), 50: signatureValue() };
    assertPassed(seal(file.revision(fields, { ...TRAILER, stream: 91 }), office.cms).bytes, 2);
  });
}

test('a store of validation data may grow, and its objects be written anew', () => {
  const objects = LAYOUTS['XMP and a store of validation data from before'] ?? {};
  const file = office.signed(office.draft(objects));
  file.revision(
    { 32: '[34 0 R 60 0 R]', 60: value, 33: '<< /AB 35 0 R /CD 61 0 R >>', 61: '<< /Cert [60 0 R] >>' },
    TRAILER,
  );
  file.revision(
    {
      35: '<< /Type /VRI /Cert [34 0 R 60 0 R] >>',
      31: '<< /Type /DSS /Certs 32 0 R /VRI 33 0 R /CRLs [] >>',
    },
    TRAILER,
  );
  assertPassed(file.bytes, 1);
});

test('XMP may be written anew unless nothing may', () => {
  const objects = LAYOUTS['XMP and a store of validation data from before'] ?? {};
  const file = office.signed(office.draft(objects));
  file.revision({ 30: '<< /Type /Metadata /Subtype /XML /Length 4 >>\nstream\n<y/>\nendstream' }, TRAILER);
  assertPassed(file.bytes, 1);
});

test('a signature may say that it is about the catalog', () => {
  const more =
    '/Reference [<< /Type /SigRef /TransformMethod /FieldMDP /Data 1 0 R /TransformParams << /Action /All >> >>]';
  const file = office.signed(undefined, { more });
  file.revision({ 1: body(1, '>>', '/DSS << /Certs [40 0 R] >> >>'), 40: value }, TRAILER);
  assertPassed(file.bytes, 1);
});
