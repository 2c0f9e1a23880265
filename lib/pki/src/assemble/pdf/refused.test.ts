import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concat } from '@kazasu/bytes';
import fc from 'fast-check';
import { isParseError } from '../../error.ts';
import { verifyPades } from '../../pades/index.ts';
import { CONTRACT, SigningOffice, signatureValue } from '../../pades/testing/contract.ts';
import { rewritten } from '../../pades/testing/peer.ts';
import { PdfWriter } from '../../pades/testing/writer.ts';
import { costOf } from '../../testing/cost.ts';
import { codeOf, faults } from '../../testing/faults.ts';
import { NOW } from '../../testing/hierarchy.ts';
import { missingPeer } from '../../testing/peer.ts';
import { assemblePdf, type PdfOrder, pdfPieces, preparePdf } from '../index.ts';
import { cardOf, signatureFor } from '../testing/card.ts';

const office = new SigningOffice();
const { town } = office;
const certificate = town.derOf('buyer');
const key = town.shop.privateKey('buyer');
const DRAFT = office.draft().bytes;

const prepare = (pdf: Uint8Array, order: Partial<PdfOrder> = {}) =>
  preparePdf({ pdf, certificate, signingTime: NOW, ...order });
const refusal = (pdf: Uint8Array, order: Partial<PdfOrder> = {}) => codeOf(() => prepare(pdf, order));
const field = (more: string) => CONTRACT[7]?.replace('/T', `${more} /T`) ?? '';

test('a certification that allows no change is respected, others are signed after', () => {
  assert.equal(refusal(office.certified(1).bytes), 'pki/pdf-permission');
  assert.equal(refusal(office.certified(1).bytes, { fieldName: 'Seller' }), 'pki/pdf-permission');
  for (const level of [2, 3]) {
    const prepared = prepare(office.certified(level).bytes);
    const pdf = assemblePdf(prepared, { signature: signatureFor(prepared.digest, key), certificate });
    const report = verifyPades(pdf, office.options);
    assert.deepEqual([...faults(report), ...report.signatures.flatMap(faults)], []);
    assert.equal(report.signatures.length, 2);
  }
});

test('a file that could take no field without changing what was signed is refused', () => {
  // The page's resources refer to the form: whoever changes it changes them, too.
  const page = CONTRACT[3]?.replace('/Font <<', '/Properties << /P 6 0 R >> /Font <<') ?? '';
  assert.equal(refusal(office.signed(office.draft({ 3: page })).bytes), 'pki/pdf');
});

test('a field that waits for the number of the next object does not get the signature of another', () => {
  const waiting = office.draft({ 7: field('/V 12 0 R') }).bytes;
  assert.equal(refusal(waiting), 'pki/pdf');
  assert.equal(prepare(office.draft({ 7: field('/V 99 0 R') }).bytes).digest.length, 32);
});

test('a field that cannot take the signature is refused by one code', () => {
  const signed = office.signed().bytes;
  assert.equal(refusal(signed, { fieldName: 'Buyer' }), 'pki/pdf-field', 'signed already');
  assert.equal(refusal(DRAFT, { fieldName: 'Amount' }), 'pki/pdf-field', 'of another kind');
  assert.equal(refusal(DRAFT, { fieldName: 'No.Such' }), 'pki/pdf-field', 'cannot be made');
  const appearance = { page: 1, rectangle: [0, 0, 10, 10], lines: [] } as const;
  assert.equal(refusal(DRAFT, { fieldName: 'Seller', appearance }), 'pki/pdf-field', 'has its own look');
  assert.equal(refusal(DRAFT, { appearance: { ...appearance, page: 2 } }), 'pki/pdf-field', 'no such page');
  for (const more of ['/Ff 1', '/SV << /Ff 2 /SubFilter [/x] >>', '/Lock << /Action /All >>']) {
    assert.equal(
      refusal(office.draft({ 7: field(more) }).bytes, { fieldName: 'Buyer' }),
      'pki/pdf-field',
      more,
    );
  }
  assert.equal(refusal(office.draft({ 6: '<< /Fields [] /XFA (x) >>' }).bytes), 'pki/pdf-field', 'XFA');
  const wish = office.draft({ 7: field('/SV << /Ff 0 /Reasons [(a)] >>') }).bytes;
  assert.equal(prepare(wish, { fieldName: 'Buyer' }).digest.length, 32, 'a wish is no demand');
});

test('what is not read here is refused by the code of the reader', { skip: missingPeer('qpdf') }, () => {
  const encrypted = rewritten(DRAFT, '--encrypt', '', 'owner', '256', '--');
  assert.equal(refusal(encrypted), 'pki/pdf-encrypted');
  assert.equal(refusal(concat(DRAFT, Buffer.from('junk'))), 'pki/pdf-end');
  assert.equal(refusal(Buffer.from('no PDF at all, but long enough to be one')), 'pki/pdf');
  assert.equal(refusal(DRAFT.subarray(0, 300)), 'pki/pdf-end');
  assert.equal(
    refusal(new PdfWriter().revision({ 1: '<< /Type /Catalog /Pages 2 0 R >>' }).bytes),
    'pki/pdf',
  );
  const pages = { 1: '<< /Pages 2 0 R >>', 2: '<< /Kids [2 0 R] >>' };
  assert.equal(refusal(new PdfWriter().revision(pages).bytes), 'pki/pdf', 'pages in a circle');
  assert.equal(refusal(new PdfWriter().revision(CONTRACT, { size: 8_388_600 }).bytes), 'pki/budget');
  assert.equal(refusal(office.draft({ 1: '<< /Pages 2 0 R /AcroForm 2 >>' }).bytes), 'pki/pdf', 'no form');
  assert.equal(refusal(office.draft({ 6: '<< /Fields 2 >>' }).bytes), 'pki/pdf', 'no list');
  const both = office.draft({ 1: '<< /Pages 2 0 R /AcroForm 3 0 R >>' }).bytes;
  assert.equal(refusal(both), 'pki/pdf', 'a page that is the form');
});

test('what comes back must be of the very file and of the certificate that were prepared', () => {
  const prepared = prepare(DRAFT);
  const signature = signatureFor(prepared.digest, key);
  const parts = { signature, certificate };
  const code = (change: object, other: object = {}) =>
    codeOf(() => assemblePdf({ ...prepared, ...change }, { ...parts, ...other }));
  const pdf = Uint8Array.from(prepared.pdf);
  pdf[100] = (pdf[100] ?? 0) ^ 1;
  assert.equal(code({ pdf }), 'pki/content');
  const [, before, behind, rest] = prepared.byteRange;
  for (const byteRange of [
    [1, before, behind, rest],
    [0, before + 1, behind, rest],
    [0, before, behind - 1, rest],
    [0, before, behind, rest - 1],
    [0, -1, behind, rest],
    [0, behind, before, rest],
  ] as const) {
    assert.equal(code({ byteRange }), 'pki/prepared', String(byteRange));
  }
  const filled = assemblePdf(prepared, parts);
  assert.equal(code({ pdf: filled }), 'pki/prepared', 'the place is not empty any more');
  assert.equal(code({}, { certificate: town.derOf('rsa') }), 'pki/signer');
  assert.equal(code({}, { signature: cardOf(key)(prepared.digest) }), 'pki/signature-bare');
  assert.equal(code({}, { signature: signatureFor(new Uint8Array(32), key) }), 'pki/signature');
  const chain = Array.from({ length: 16 }, (_, i) => town.person({ name: 'rsa', serial: `${2000 + i}` }));
  const small = prepare(DRAFT, { reservedOctets: 2048 });
  const own = { signature: signatureFor(small.digest, key), certificate, chain };
  assert.equal(
    codeOf(() => assemblePdf(small, own)),
    'pki/room',
  );
  assert.equal(code({}, { timestamp: town.stamp(new Uint8Array(3)) }), 'pki/timestamp');
});

test('the pieces are the file, and of what was prepared nothing is copied or changed', () => {
  const prepared = prepare(DRAFT);
  const copy = Uint8Array.from(prepared.pdf);
  const parts = { signature: signatureFor(prepared.digest, key), certificate };
  const pieces = pdfPieces(prepared, parts);
  assert.deepEqual(concat(...pieces), assemblePdf(prepared, parts));
  assert.equal(pieces[0].buffer, prepared.pdf.buffer);
  assert.equal(pieces[2].buffer, prepared.pdf.buffer);
  assert.deepEqual(prepared.pdf, copy);
  assert.equal(pieces[1].length, 2 * 16_384 + 2, 'the place for 16 KiB');
});

test('an option that is not of its kind is a mistake of the caller', () => {
  const kinds: { readonly [option: string]: unknown } = {
    pdf: 'text',
    certificate: 'text',
    signingTime: 1_700_000_000,
    name: 'x'.repeat(1025),
    reason: '\ud800',
    location: 3,
    fieldName: 'a\nb',
    appearance: { page: 0, rectangle: [0, 0, 1, 1], lines: [] },
    reservedOctets: 1 << 21,
  };
  for (const [option, value] of Object.entries(kinds)) {
    const expected = { name: 'TypeError', message: new RegExp(`^option ${option} must be`) };
    assert.throws(() => prepare(DRAFT, { [option]: value }), expected, option);
  }
  for (const wrong of [
    { rectangle: [1, 0, 1, 1] },
    { rectangle: [0, 0, 1e-9, 1] },
    { rectangle: [0, 0, 1] },
    { lines: ['😀'] },
    { lines: ['a\n'] },
    { lines: Array.from({ length: 33 }, () => '') },
  ]) {
    const appearance = { page: 1, rectangle: [0, 0, 1, 1], lines: [], ...wrong };
    assert.throws(() => prepare(DRAFT, { appearance } as never), TypeError, JSON.stringify(wrong));
  }
});

test('a broken file ends in a code or in a signature that the judge finds, and soon', () => {
  const twice = office.changed({
    11: CONTRACT[11]?.replace('/T', '/V 20 0 R /T') ?? '',
    20: signatureValue(),
  });
  const files = [DRAFT, office.signed().bytes, office.draft({}, { stream: 30 }).bytes, twice.bytes];
  let prepared = 0;
  let refused = 0;
  const change = fc.record({ file: fc.nat(3), at: fc.nat(1_000_000), text: TOKEN });
  const property = fc.property(change, ({ file, at, text }) => {
    const bytes = Uint8Array.from(files[file] ?? DRAFT);
    bytes.set(Buffer.from(text), at % (bytes.length - text.length));
    try {
      prepare(bytes);
      prepared++;
    } catch (error) {
      assert.ok(isParseError(error), String(error));
      refused++;
    }
  });
  const cost = costOf(() => fc.assert(property, { numRuns: 1200 }));
  assert.ok(prepared > 100 && refused > 100, `${prepared} prepared, ${refused} refused`);
  assert.ok(cost < 12_000, `${cost} ms`);
});

const TOKEN = fc.constantFrom(
  '<<',
  '>>',
  '[',
  ']',
  '(',
  ' 0 R',
  'null',
  '-1',
  '99999',
  '/',
  '%',
  '\n',
  '0',
  '7',
);
