import { type SigningOffice, seal, signatureValue, TRAILER } from '../contract.ts';
import type { PdfWriter } from '../writer.ts';
import { type BadCase, FILE, field, RANGE } from './bad-case.ts';

/** Signs the buyer's field with a range that somebody chose. */
function ranged(office: SigningOffice, change: (numbers: number[]) => string): PdfWriter {
  const file = office.draft().revision({ 7: field(7, 10), 10: signatureValue() }, TRAILER);
  return seal(file, office.cms, change);
}

/** Signature wrapping: the range leaves room for what nobody signed. */
export const WRAPPINGS: readonly BadCase[] = [
  ...(
    [
      ['a range that starts late', ([, b = 0, c, d]) => `[9 ${b - 9} ${c} ${d}]`, 'start'],
      ['a gap wider at its start', ([a, b = 0, c, d]) => `[${a} ${b - 1} ${c} ${d}]`, 'gap'],
      ['a gap wider at its end', ([a, b, c = 0, d = 0]) => `[${a} ${b} ${c + 1} ${d - 1}]`, 'gap'],
      [
        'a gap without the delimiters',
        ([a, b = 0, c = 0, d = 0]) => `[${a} ${b + 1} ${c - 1} ${d + 1}]`,
        'gap',
      ],
      ['no gap', ([a, b = 0, , d = 0]) => `[${a} ${b} ${b} ${d}]`, 'gap'],
      ['a range that ends early', ([a, b, c, d = 0]) => `[${a} ${b} ${c} ${d - 9}]`, 'end'],
      ['a range beyond the file', ([a, b, c, d = 0]) => `[${a} ${b} ${c} ${d + 9}]`, 'end'],
      ['a range without its second part', ([a, b, c]) => `[${a} ${b} ${c} 0]`, 'end'],
      ['stretches in the wrong order', ([a, b, c, d]) => `[${c} ${d} ${a} ${b}]`, 'start'],
    ] as const satisfies readonly (readonly [string, (numbers: number[]) => string, string])[]
  ).map(([title, change, reason]) => ({
    title,
    make: (office: SigningOffice) => ranged(office, change).bytes,
    fault: `${RANGE} ${reason}`,
  })),
  {
    title: 'something behind the value in the gap',
    make: (office) => {
      const file = office.signed();
      const end = file.text.lastIndexOf('0>', file.text.indexOf('/M (D:'));
      file.text = `${file.text.slice(0, end)}1>${file.text.slice(end + 2)}`;
      return file.bytes;
    },
    fault: 'pades.contents padding',
  },
  {
    title: 'a second Contents in the dictionary',
    make: (office) => office.signed(undefined, { more: '/Contents <00>' }).bytes,
    fault: `${FILE} malformed`,
  },
  {
    title: 'a second ByteRange in the dictionary',
    make: (office) => office.signed(undefined, { more: '/ByteRange [0 1 2 3]' }).bytes,
    fault: `${FILE} malformed`,
  },
  {
    title: 'a signature that ends with the revision before its own',
    make: (office) => {
      const end = office.draft().text.length;
      return ranged(office, ([a, b, c = 0]) => `[${a} ${b} ${c} ${end - c}]`).bytes;
    },
    fault: `${RANGE} malformed`,
  },
  {
    title: 'a signature of one revision taken up by a field in the next',
    make: (office) => {
      const file = seal(office.draft().revision({ 10: signatureValue() }, TRAILER), office.cms);
      return file.revision({ 7: field(7, 10) }, TRAILER).bytes;
    },
    fault: 'pades.field late',
  },
  {
    title: 'two fields with one signature',
    make: (office) => {
      const file = office.draft();
      file.revision({ 7: field(7, 10), 11: field(11, 10), 10: signatureValue() }, TRAILER);
      return seal(file, office.cms).bytes;
    },
    fault: 'pades.field shared',
  },
];
