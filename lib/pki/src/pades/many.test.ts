import assert from 'node:assert/strict';
import { test } from 'node:test';
import { costOf } from '../testing/cost.ts';
import { faults } from '../testing/faults.ts';
import { verifyPades } from './index.ts';
import { CONTRACT, SigningOffice, seal, signatureValue, TRAILER } from './testing/contract.ts';
import type { Objects, PdfWriter } from './testing/writer.ts';

const office = new SigningOffice();
const LIMIT_MS = 200;

const numbers = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i);
const references = (all: readonly number[]) => all.map((number) => `${number} 0 R`).join(' ');

/** Sixty revisions that change next to nothing, behind the contract's signature. */
function revised(file: PdfWriter, objects: (i: number) => Objects = () => ({})): PdfWriter {
  for (let i = 0; i < 60; i++)
    file.revision({ 9: `<< /Producer (${i}) /Title (Contract) >>`, ...objects(i) }, TRAILER);
  return file;
}

function withFields(count: number): PdfWriter {
  const all = numbers(100, count);
  const fields = Object.fromEntries(all.map((number) => [number, `<< /FT /Tx /T (${number}) >>`]));
  return office.draft({ ...fields, 6: `<< /Fields [7 0 R 8 0 R 11 0 R ${references(all)}] /SigFlags 3 >>` });
}

const fill = (i: number) => ({ [100 + i]: `<< /FT /Tx /T (${100 + i}) /V (x) >>` });

const SHAPES: { readonly [title: string]: () => PdfWriter } = {
  'four thousand fields': () => revised(office.signed(withFields(4_000))),
  'four thousand fields, another filled each time': () => revised(office.signed(withFields(4_000)), fill),
  'a list of fields that names none': () =>
    revised(office.signed(office.draft({ 6: `<< /Fields [7 0 R ${'1 '.repeat(100_000)}] >>` }))),
  'a catalog of eight thousand keys beside sixty revisions': () => {
    const keys = numbers(0, 8_000).map((i) => `/K${i} 1`);
    const catalog = CONTRACT[1]?.replace('>>', `${keys.join(' ')} >>`) ?? '';
    const file = office.signed(office.draft({ 1: catalog }));
    return revised(file);
  },
  'twelve thousand objects on a page': () => {
    const all = numbers(100, 12_000);
    const objects = Object.fromEntries(all.map((number) => [number, 'null']));
    const font = CONTRACT[5]?.replace('>>', `/X [${references(all)}] >>`) ?? '';
    return revised(office.signed(office.draft({ ...objects, 5: font })));
  },
  'one list of annotations on a thousand pages': () => {
    const all = numbers(100, 1_000);
    const page = CONTRACT[3]?.replace(/\/Annots .*\]/, '/Annots 99 0 R') ?? '';
    const pages = Object.fromEntries(all.map((number) => [number, page]));
    const tree = `<< /Type /Pages /Kids [3 0 R ${references(all)}] /Count 1001 >>`;
    const list = { 99: `[${'1 '.repeat(20_000)}]` };
    return revised(office.signed(office.draft({ ...pages, ...list, 2: tree })));
  },
  'a signature that many fields share, with thousands of references': () => {
    const all = numbers(100, 60);
    const field = (number: number) => [number, `<< /FT /Sig /T (${number}) /V 10 0 R >>`];
    const form = `<< /Fields [7 0 R ${references(all)}] /SigFlags 3 >>`;
    const more = `/Reference [${'<< >> '.repeat(20_000)}]`;
    const draft = office.draft({ 6: form, ...Object.fromEntries(all.map(field)) });
    return office.signed(draft, { more });
  },
  'thousands of locked names and filled fields': () => {
    const all = numbers(100, 4_000);
    const names = all.map((number) => `(z${number})`).join(' ');
    return locked(withFields(4_000), names).revision(
      Object.assign({}, ...all.map((_, i) => fill(i))),
      TRAILER,
    );
  },
  'a long name above a thousand filled fields, beside a lock': () => {
    const all = numbers(1_000, 1_000);
    const kids = (more = '') =>
      Object.fromEntries(all.map((number) => [number, `<< /FT /Tx /T (${number}) /Parent 20 0 R${more} >>`]));
    const above = `<< /T (${'x'.repeat(500_000)}) /Kids [${references(all)}] >>`;
    const file = office.draft({ ...kids(), 6: '<< /Fields [7 0 R 20 0 R] /SigFlags 3 >>', 20: above });
    return locked(file, '(z)').revision(kids(' /V (x)'), TRAILER);
  },
  'one long name that is locked a thousand times': () => {
    const name = { 20: `(${'x'.repeat(500_000)})` };
    return revised(locked(office.draft(name), '20 0 R '.repeat(1_000)));
  },
};

/** Signed with a certification for filling, these fields excepted. */
function locked(file: PdfWriter, names: string): PdfWriter {
  const catalog = CONTRACT[1]?.replace('>>', '/Perms << /DocMDP 10 0 R >> >>') ?? '';
  const level = '<< /TransformMethod /DocMDP /TransformParams << /P 2 >> >>';
  const lock = `<< /TransformMethod /FieldMDP /TransformParams << /Action /Include /Fields [${names}] >> >>`;
  const signed = { 1: catalog, 7: CONTRACT[7]?.replace('/T', '/V 10 0 R /T') ?? '' };
  file.revision({ ...signed, 10: signatureValue({ more: `/Reference [${level} ${lock}]` }) }, TRAILER);
  return seal(file, office.cms);
}

const honest = revised(office.signed(withFields(500))).bytes;

function refuse(bytes: Uint8Array): void {
  // What is compiled at first use costs once, not for each file.
  for (let i = 0; i < 3; i++) verifyPades(honest, office.options);
  let found: readonly string[] = [];
  const ms = costOf(() => {
    found = faults(verifyPades(bytes, office.options));
  });
  assert.ok(ms < LIMIT_MS, `${ms} ms for ${bytes.length} octets: ${found}`);
  assert.deepEqual(found, ['pades.file budget']);
}

for (const [title, make] of Object.entries(SHAPES)) {
  test(`refused within its bounds: ${title}`, () => refuse(make().bytes));
}

test('a form of hundreds of fields may be saved dozens of times', () => {
  assert.equal(verifyPades(honest, office.options).verdict, 'valid');
});

test('more signatures than are judged are refused at once', () => {
  const all = numbers(100, 3_000);
  const field = (number: number) => [number, `<< /FT /Sig /T (${number}) /V 10 0 R >>`];
  const form = `<< /Fields [7 0 R ${references(all)}] /SigFlags 3 >>`;
  const { bytes } = revised(office.signed(office.draft({ 6: form, ...Object.fromEntries(all.map(field)) })));
  refuse(bytes);
});

test('an object larger than the room for objects is not read again at each look at it', () => {
  const catalog = `<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /DSS << /Certs [${'0 '.repeat(250_000)}] >> >>`;
  const { bytes } = office.changed({ 1: catalog });
  let found: readonly string[] = [];
  const ms = costOf(() => {
    found = faults(verifyPades(bytes, office.options));
  });
  assert.ok(ms < LIMIT_MS / 2, String(ms));
  assert.deepEqual(found, ['pades.dss malformed']);
});
