import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deflateSync } from 'node:zlib';
import { PdfWriter, row } from '../pades/testing/writer.ts';
import { codeOf } from '../testing/faults.ts';
import { isStream, isString, readDocument } from './index.ts';
import { PdfLexer } from './lexer.ts';
import { PdfParser } from './parser.ts';

const ROOT = { 1: '<< /Type /Catalog >>' };
const parse = (text: string) => new PdfParser(new PdfLexer(Buffer.from(text, 'latin1'))).value();
const read = (file: PdfWriter) => readDocument(file.bytes);

test('values are those that ISO 32000-2 7.3 gives as examples', () => {
  assert.deepEqual(
    ['123', '+17', '-98', '0', '34.5', '-3.62', '4.', '-.002'].map(parse),
    [123, 17, -98, 0, 34.5, -3.62, 4, -0.002],
  );
  assert.deepEqual(['true', 'false', 'null'].map(parse), [true, false, null]);
  assert.deepEqual(
    ['/Name1', '/A;Name_With-Various***Characters?', '/Lime#20Green', '/A#42', '/'].map(parse),
    ['Name1', 'A;Name_With-Various***Characters?', 'Lime Green', 'AB', ''],
  );
  assert.deepEqual(parse('[549 3.14 false /SomeName 12 0 R 3 4]'), [
    549,
    3.14,
    false,
    'SomeName',
    { kind: 'reference', number: 12, generation: 0 },
    3,
    4,
  ]);
});

test('strings are those that ISO 32000-2 7.3.4 gives as examples', () => {
  const octets = (text: string) => {
    const value = parse(text);
    return isString(value) ? Buffer.from(value.bytes).toString('latin1') : undefined;
  };
  assert.equal(
    octets('(Strings can contain balanced parentheses () and (so on).)'),
    'Strings can contain balanced parentheses () and (so on).',
  );
  assert.equal(octets('(two \\\nlines)'), 'two lines');
  assert.equal(octets('(\\0053)'), '\x053');
  assert.equal(octets('(\\245 \\n \\q)'), '\xa5 \n q');
  assert.equal(octets('<901FA>'), '\x90\x1f\xa0');
  assert.equal(octets('< 90 1F A3 >'), '\x90\x1f\xa3');
});

test('what is no value is refused', () => {
  for (const text of [
    '',
    '[1',
    '<< /A',
    '<< 1 2 >>',
    '(a',
    '<9',
    '<x>',
    '1.2.3',
    'truex',
    '/A#4',
    '/A#00',
    '--1',
    '<< /A 1 /A 2 >>',
    ')',
    '1 99999 R',
  ]) {
    assert.equal(
      codeOf(() => parse(text)),
      'pki/pdf',
      text,
    );
  }
  assert.equal(
    codeOf(() => parse('['.repeat(100))),
    'pki/budget',
  );
});

test('each revision sees the objects of its time', () => {
  const file = new PdfWriter().revision({ ...ROOT, 2: '(old)' }).revision({ 2: '(new)', 3: 'null' });
  const document = read(file);
  assert.deepEqual(
    document.revisions.map(({ entries }) => [...entries.keys()]),
    [
      [1, 2],
      [2, 3],
    ],
  );
  const texts = [0, 1].map((index) => {
    const value = document.view(index).object(2)?.value;
    return isString(value) ? Buffer.from(value.bytes).toString() : undefined;
  });
  assert.deepEqual(texts, ['old', 'new']);
  assert.equal(document.view(0).object(3), undefined);
});

/** An object stream under 10 with objects 20 and 21, named by a cross-reference stream with a predictor. */
function packed(change: (rows: number[][]) => void = () => undefined): PdfWriter {
  const file = new PdfWriter();
  const objects = deflateSync('20 0 21 6 (ab) \n/Name').toString('latin1');
  const offset = file.text.length;
  file.text += `10 0 obj\n<< /Type /ObjStm /N 2 /First 10 /Filter /FlateDecode /Length ${objects.length} >>\nstream\n${objects}\nendstream\nendobj\n`;
  const root = file.text.length;
  file.text += `1 0 obj\n${ROOT[1]}\nendobj\n`;
  const section = file.text.length;
  const rows = [
    [1, root, 0],
    [1, offset, 0],
    [2, 10, 0],
    [2, 10, 1],
  ];
  change(rows);
  const octets = rows.flatMap(([kind = 0, a = 0, b = 0]) => [[kind, a >> 8, a & 255, b]]);
  const up = octets.flatMap((now, i) => [
    2,
    ...now.map((octet, k) => (octet - (octets[i - 1]?.[k] ?? 0)) & 255),
  ]);
  const data = deflateSync(Uint8Array.from(up)).toString('latin1');
  file.text += `9 0 obj\n<< /Type /XRef /W [1 2 1] /Index [1 1 10 1 20 2] /Size 22 /Root 1 0 R /Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 4 >> /Length ${data.length} >>\nstream\n${data}\nendstream\nendobj\nstartxref\n${section}\n%%EOF\n`;
  file.section = section;
  return file;
}

test('objects in object streams are found through predicted rows', () => {
  const view = read(packed()).view(0);
  assert.equal(view.object(21)?.value, 'Name');
  assert.equal(view.object(21)?.place, undefined);
  assert.ok(isStream(view.object(10)?.value));
});

test('an object stream gives an object only under its own number and place', () => {
  const wrong = read(packed((rows) => rows[2]?.splice(2, 1, 1)));
  assert.equal(
    codeOf(() => wrong.view(0).object(20)),
    'pki/pdf-xref',
  );
  assert.equal(
    codeOf(() => read(packed((rows) => rows[2]?.splice(1, 1, 11)))),
    'pki/pdf-xref',
  );
});

test('a later revision cannot redefine an object stream, or point into one of before', () => {
  const redefined = new PdfWriter(packed().text, packed().section, 22).revision({ 10: '<< >>' });
  assert.equal(
    codeOf(() => read(redefined)),
    'pki/pdf-xref',
  );
  const pointing = new PdfWriter(packed().text, packed().section, 22).revision(
    {},
    { stream: 30, entries: { 20: '10 1 c' } },
  );
  assert.equal(
    codeOf(() => read(pointing)),
    'pki/pdf-xref',
  );
});

test('entries point into their own revision, to the very object', () => {
  const base = () => new PdfWriter().revision({ ...ROOT, 2: '(a)', 3: '(b)' });
  const second = base().text.indexOf('2 0 obj');
  assert.equal(
    codeOf(() => read(base().revision({}, { entries: { 3: row(second) } }))),
    'pki/pdf-xref',
  );
  assert.equal(
    codeOf(() => read(base().revision({}, { entries: { 3: row(99_999) } }))),
    'pki/pdf-xref',
  );
  const repeated = read(base().revision({}, { entries: { 2: row(second) } }));
  assert.equal(repeated.revisions[1]?.entries.size, 0);
  const shifted = read(new PdfWriter().revision({ ...ROOT, 2: '(a)' }, { entries: { 2: row(second + 1) } }));
  assert.equal(
    codeOf(() => shifted.view(0).object(2)),
    'pki/pdf',
  );
});

test('a length may stand elsewhere, as its revision says it', () => {
  const body = '<< /Length 3 0 R >>\nstream\nabc\nendstream';
  const file = new PdfWriter().revision({ ...ROOT, 2: body, 3: '3' }).revision({ 3: '1' });
  const value = read(file).view(1).object(2)?.value;
  assert.equal(isStream(value) && Buffer.from(value.data).toString(), 'abc');
  const wrong = read(new PdfWriter().revision({ ...ROOT, 2: body, 3: '2' }));
  assert.equal(
    codeOf(() => wrong.view(0).object(2)),
    'pki/pdf',
  );
});

test('rows of a table are twenty octets', () => {
  const good = new PdfWriter().revision(ROOT).text;
  for (const [from, to] of [
    [' 00000 n \n', ' 00000 n\n'],
    ['0000000015 ', '000000015  '],
    [' 00000 n \n', ' 00000 x \n'],
    [' 00000 n \n', '_00000 n \n'],
  ] as const) {
    assert.ok(good.includes(from), from);
    assert.match(
      codeOf(() => readDocument(Buffer.from(good.replace(from, to), 'latin1'))),
      /^pki\/pdf/,
    );
  }
});

test('a section names an object once', () => {
  const good = new PdfWriter().revision({ ...ROOT, 2: 'null' }).text;
  const twice = good.replace('\n2 1\n', '\n1 1\n');
  assert.notEqual(twice, good);
  assert.equal(
    codeOf(() => readDocument(Buffer.from(twice, 'latin1'))),
    'pki/pdf-xref',
  );
});
