import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import type { Certificate } from '../certificate.ts';
import { PDF_LIMITS } from '../pdf/index.ts';
import { costOf } from '../testing/cost.ts';
import { faults } from '../testing/faults.ts';
import { verifyPades } from './index.ts';
import { CONTRACT, SigningOffice, seal, signatureValue, TRAILER } from './testing/contract.ts';
import { PdfWriter, row } from './testing/writer.ts';

const office = new SigningOffice();
const field = CONTRACT[7]?.replace('/T', '/V 10 0 R /T') ?? '';

function twice(): PdfWriter {
  const file = office.changed({
    11: CONTRACT[11]?.replace('/T', '/V 20 0 R /T') ?? '',
    20: signatureValue(),
  });
  return seal(file, office.cms);
}

const FILES = [
  office.signed().bytes,
  office.signed(office.draft({}, { stream: 30 }), {}, { stream: 31 }).bytes,
  office.certified(3).bytes,
  twice().bytes,
];

/** Octets that nobody fills in twice: what stands in the padding of a signature is dull to change. */
function places(good: Uint8Array): number[] {
  const text = Buffer.from(good).toString('latin1');
  return [...good.keys()].filter((at) => text.slice(at - 8, at + 8) !== '0'.repeat(16));
}

function mangled(good: Uint8Array): fc.Arbitrary<Uint8Array> {
  const interesting = places(good);
  const place = fc.nat(interesting.length - 1).map((index) => interesting[index] ?? 0);
  const token = fc.constantFrom(
    '<<',
    '>>',
    '[',
    ']',
    '(',
    ')',
    ' 0 R',
    'null',
    '-1',
    '99999',
    '/',
    '%',
    '\n',
    '0',
  );
  const write = fc.tuple(place, token).map(([at, text]) => {
    const copy = Uint8Array.from(good);
    copy.set(Buffer.from(text).subarray(0, good.length - at), at);
    return copy;
  });
  const cut = fc
    .tuple(place, place)
    .map(([from, to]) => Buffer.concat([good.subarray(0, from), good.subarray(to)]));
  return fc.oneof({ arbitrary: write, weight: 4 }, { arbitrary: cut, weight: 1 });
}

test('a changed octet never throws and never passes', () => {
  for (const [index, good] of FILES.entries()) {
    assert.equal(verifyPades(good, office.options).verdict, 'valid', String(index));
    fc.assert(
      fc.property(mangled(good), (bytes) => {
        const report = verifyPades(bytes, office.options);
        if (Buffer.compare(bytes, good) === 0) return;
        assert.notEqual(report.signatures.length > 0 && report.verdict === 'valid', true);
      }),
      { numRuns: 250, seed: index },
    );
  }
});

test('arbitrary octets never throw', () => {
  const prefix = Buffer.from('%PDF-1.7\n');
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      assert.notEqual(verifyPades(Buffer.concat([prefix, bytes]), office.options).verdict, 'valid');
    }),
    { numRuns: 300, seed: 7 },
  );
});

/** Objects of a PDF written with its own tokens: gets deeper than changed octets. */
test('arbitrary objects behind a signature never throw', () => {
  const token = fc.constantFrom(
    '<<',
    '>>',
    '[',
    ']',
    '/Kids',
    '/V',
    '/T',
    '(a)',
    '<00>',
    '1 0 R',
    '8 0 R',
    '3 0 R',
    '20 0 R',
    '0',
    'null',
    '/Annots',
    '/Fields',
  );
  const signed = office.signed();
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.constantFrom('1', '2', '3', '6', '7', '8', '10', '20'),
        fc.array(token, { maxLength: 12 }),
        { minKeys: 1, maxKeys: 4 },
      ),
      (objects) => {
        const bodies = Object.fromEntries(
          Object.entries(objects).map(([number, tokens]) => [number, tokens.join(' ')]),
        );
        const report = verifyPades(signed.copy().revision(bodies, TRAILER).bytes, office.options);
        assert.ok(report.verdict === 'invalid', JSON.stringify(bodies));
      },
    ),
    { numRuns: 400, seed: 11 },
  );
});

function timed(bytes: Uint8Array): { fault: string; ms: number } {
  let fault = '';
  const ms = costOf(() => {
    const report = verifyPades(bytes, office.options);
    fault = [...faults(report), ...report.signatures.flatMap(faults)].join();
  });
  return { fault, ms };
}

const deflated = (octets: number) => deflateSync(Buffer.alloc(octets)).toString('latin1');

function streamFile(head: string, data: string): PdfWriter {
  const file = new PdfWriter();
  file.text += `1 0 obj\n<< /Type /XRef ${head} /Length ${data.length} >>\nstream\n${data}\nendstream\nendobj\n`;
  file.text += `startxref\n15\n%%EOF\n`;
  return file;
}

test('a cross-reference stream that unfolds without end is refused within its bounds', () => {
  const data = deflated(PDF_LIMITS.unfolded + 1);
  const head = '/W [1 4 2] /Size 2000000 /Root 1 0 R /Filter /FlateDecode';
  const { fault, ms } = timed(streamFile(head, data).bytes);
  assert.equal(fault, 'pades.file malformed');
  assert.ok(ms < 200, String(ms));
});

test('a small file that names a million objects is refused before they are stored', () => {
  const data = deflated(7_000_000);
  const head = '/W [1 4 2] /Size 1000000 /Root 1 0 R /Filter /FlateDecode';
  const { fault, ms } = timed(streamFile(head, data).bytes);
  assert.equal(fault, 'pades.file budget');
  assert.ok(ms < 200, String(ms));
});

test('many object streams that each unfold far are one too many together', () => {
  const data = deflated(PDF_LIMITS.unfolded - 100);
  const objects: Record<number, string> = { ...CONTRACT };
  const entries: Record<number, string> = {};
  for (let i = 0; i < 40; i++) {
    const head = `/Type /ObjStm /N 0 /First 0 /Filter /FlateDecode /Length ${data.length}`;
    objects[100 + i] = `<< ${head} >>\nstream\n${data}\nendstream`;
    entries[200 + i] = `${100 + i} 0 c`;
  }
  const kids = Object.keys(entries).map((number) => `${number} 0 R`);
  objects[6] = `<< /Fields [${kids.join(' ')}] >>`;
  const { fault, ms } = timed(new PdfWriter().revision(objects, { stream: 300, entries }).bytes);
  assert.match(fault, /pades.file (cross-reference|budget)/);
  assert.ok(ms < 500, String(ms));
});

test('objects nested in each other’s strings are read within a budget', () => {
  const depth = 4000;
  let text = '%PDF-1.7\n%\n';
  const offsets: number[] = [];
  for (let i = 0; i < depth; i++) {
    offsets.push(text.length);
    text += `${i + 10} 0 obj (`;
  }
  text += ' '.repeat(60_000) + ') endobj\n'.repeat(depth);
  const file = new PdfWriter(text);
  const entries = Object.fromEntries(offsets.map((offset, i) => [i + 10, row(offset)]));
  const catalog = { 1: '<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R >>', 2: CONTRACT[2] ?? '' };
  const fields = { 6: `<< /Fields [${offsets.map((_, i) => `${i + 10} 0 R`).join(' ')}] >>` };
  const { fault, ms } = timed(file.revision({ ...catalog, ...fields }, { entries }).bytes);
  assert.match(fault, /pades.file (budget|malformed)/);
  assert.ok(ms < 2000, String(ms));
});

test('a page tree, fields and references that turn in circles come to an end', () => {
  const circles: readonly Readonly<Record<number, string>>[] = [
    { 2: '<< /Type /Pages /Kids [2 0 R] /Count 1 >>' },
    { 8: '<< /FT /Tx /T (a) /Kids [6 0 R 8 0 R] >>' },
    { 4: '4 0 R' },
    { 4: '<< /Length 4 0 R >>\nstream\n\nendstream' },
    { 6: '6 0 R' },
  ];
  for (const objects of circles) {
    const draft = office.draft(objects).revision({ 7: field, 10: signatureValue() }, TRAILER);
    const report = verifyPades(
      seal(draft, office.cms).revision({ 8: 'null' }, TRAILER).bytes,
      office.options,
    );
    assert.notEqual(report.verdict, 'valid');
  }
});

test('time grows with the file, not with its square', () => {
  const sized = (count: number) => {
    const objects: Record<number, string> = {};
    for (let i = 0; i < count; i++)
      objects[1000 + i] = `<< /Next ${1001 + i} 0 R /Text (${'x'.repeat(40)}) >>`;
    const draft = office.draft({ ...objects, 5: CONTRACT[5]?.replace('>>', '/X 1000 0 R >>') ?? '' });
    return office.changed({ 9: '<< /Producer (b) /Title (Contract) >>' }, {}, office.signed(draft)).bytes;
  };
  const [small, large] = [sized(4_000), sized(32_000)];
  timed(small);
  const [a, b] = [timed(small), timed(large)];
  assert.deepEqual([a.fault, b.fault], ['', '']);
  assert.ok(b.ms < 8 * 4 * a.ms + 100, `${a.ms} ${b.ms}`);
});

test('a fault of our own is told, not thrown, and never passes', () => {
  const get = () => {
    throw new RangeError('as if something were wrong here');
  };
  const broken = new Proxy({ tbs: 0, spki: 0 }, { get }) as unknown as Certificate;
  const options = { ...office.options, intermediates: [broken] };
  const report = verifyPades(office.signed().bytes, options);
  assert.deepEqual(faults(report), ['judgement.complete internal']);
  assert.notEqual(report.verdict, 'valid');
});
