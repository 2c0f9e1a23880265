import { CONTRACT, type SigningOffice, TRAILER } from '../contract.ts';
import { row } from '../writer.ts';
import { type BadCase, body, FILE, text, UPDATES } from './bad-case.ts';

/** Files that readers would mend, each in its way. */
export const BROKEN: readonly BadCase[] = [
  ...(
    [
      ['octets behind the end', (o) => text(o.signed(), /$/, '4 0 obj\nendobj\n'), 'end'],
      [
        'objects appended without cross-references',
        (o) => text(o.signed(), /$/, `4 0 obj\n${CONTRACT[4]}\nendobj\nstartxref\n0\n%%EOF\n`),
        'cross-reference',
      ],
      [
        'an update that points back to the signed section',
        (o) => {
          const f = o.signed();
          const s = f.section;
          return f.revision({ 4: CONTRACT[4] ?? '' }, { startxref: s ?? 0 }).bytes;
        },
        'end',
      ],
      [
        'an entry that leads to another object',
        (o) => {
          const f = o.signed();
          return f.revision(
            { 4: CONTRACT[4] ?? '', 5: CONTRACT[5] ?? '' },
            { entries: { 4: row(f.text.length + `4 0 obj\n${CONTRACT[4]}\nendobj\n`.length) } },
          ).bytes;
        },
        'cross-reference',
      ],
      [
        'a circle of sections',
        (o) => {
          const f = o.signed();
          return f.revision({}, { prev: f.text.length }).bytes;
        },
        'cross-reference',
      ],
      [
        'a section outside the file',
        (o) => o.signed().revision({}, { prev: 99_999_999 }).bytes,
        'cross-reference',
      ],
      [
        'an entry beyond the size',
        (o) => o.signed().revision({ 40: 'null' }, { size: 12 }).bytes,
        'cross-reference',
      ],
      [
        'an encrypted file',
        (o) => o.signed().revision({}, { trailer: '/Encrypt << /Filter /Standard >>' }).bytes,
        'encrypted',
      ],
      ['no header', (o) => text(o.signed(), '%PDF-1.7', 'xPDF-1.7'), 'malformed'],
      ['octets before the header', (o) => text(o.signed(), '%PDF-1.7', 'MZ%PDF-1.7'), 'malformed'],
      ['a cut-off file', (o) => o.signed().bytes.subarray(0, -40), 'end'],
      ['an empty file', () => new Uint8Array(), 'malformed'],
      ['arrays in arrays without end', (o) => o.draft({ 6: '['.repeat(5000) }).bytes, 'budget'],
      ['a field in two places', (o) => o.draft({ 6: body(6, '8 0 R', '7 0 R') }).bytes, 'malformed'],
      [
        'a field among its own kids',
        (o) => o.draft({ 8: body(8, '/T', '/Kids [8 0 R] /T') }).bytes,
        'malformed',
      ],
      ['an object redefined within a revision', (o) => text(o.signed(), '7 1\n', '6 1\n'), 'cross-reference'],
    ] as const satisfies readonly (readonly [string, (office: SigningOffice) => Uint8Array, string])[]
  ).map(([title, make, reason]) => ({ title, make, fault: `${FILE} ${reason}` })),
  {
    title: 'octets between the objects of an update',
    make: (office) => office.changed({}, { junk: `4 0 obj\n${CONTRACT[4]}\nendobj\n` }).bytes,
    fault: `${UPDATES} content`,
    change: 'octets',
  },
  {
    title: 'an update with cross-references for old and for new readers',
    make: (office) => {
      const file = office.signed();
      const hidden = file.text.length;
      const packed = Buffer.from('01000000000000', 'hex').toString('latin1');
      const junk = `20 0 obj\n<< /Type /XRef /W [1 4 2] /Index [20 1] /Size 21 /Length 7 >>\nstream\n${packed.slice(0, 1)}${String.fromCharCode((hidden >> 24) & 255, (hidden >> 16) & 255, (hidden >> 8) & 255, hidden & 255)}\0\0\nendstream\nendobj\n`;
      const trailer = `${TRAILER.trailer} /XRefStm ${hidden}`;
      return file.revision({}, { trailer, junk }).bytes;
    },
    fault: `${UPDATES} content`,
    change: 'hybrid',
  },
];
