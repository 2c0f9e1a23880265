import { type SigningOffice, signatureValue, TRAILER } from '../contract.ts';
import type { PdfWriter } from '../writer.ts';
import { type BadCase, field, RANGE } from './bad-case.ts';

/** A signature whose dictionary is written otherwise; nothing can be sealed if it lacks room. */
function written(office: SigningOffice, value: string): PdfWriter {
  return office.draft().revision({ 7: field(7, 10), 10: value }, TRAILER);
}

/** Universal Signature Forgery: the signature is there, but a part of it is missing or means nothing. */
export const FORGERIES: readonly BadCase[] = [
  ...[
    ['ByteRange missing', '', `${RANGE} missing`],
    ['ByteRange null', '/ByteRange null', `${RANGE} missing`],
    ['ByteRange empty', '/ByteRange []', `${RANGE} malformed`],
    ['ByteRange of zeros', '/ByteRange [0 0 0 0]', `${RANGE} gap`],
    ['ByteRange of three', '/ByteRange [0 10 20]', `${RANGE} malformed`],
    ['ByteRange with a negative number', '/ByteRange [0 -1 10 20]', `${RANGE} malformed`],
    ['ByteRange with a fraction', '/ByteRange [0 10.5 20 30]', `${RANGE} malformed`],
    ['ByteRange with a huge number', '/ByteRange [0 10 20 99999999999999999999]', `${RANGE} malformed`],
    ['ByteRange of names', '/ByteRange [/a /b /c /d]', `${RANGE} malformed`],
    ['ByteRange elsewhere', '/ByteRange 4 0 R', `${RANGE} malformed`],
    ['ByteRange a number', '/ByteRange 1', `${RANGE} malformed`],
  ].map(([title = '', byteRange = '', fault = '']) => ({
    title,
    make: (office: SigningOffice) => written(office, signatureValue({ byteRange })).bytes,
    fault,
  })),
  ...[
    ['Contents null', 'null', 'pades.contents missing'],
    ['Contents empty', '<>', 'pades.contents empty'],
    ['Contents one zero octet', '<00>', 'pades.contents empty'],
    ['Contents all zeros', `<${'00'.repeat(64)}>`, 'pades.contents empty'],
    ['Contents elsewhere', '4 0 R', 'pades.contents missing'],
    ['Contents a literal string', '(0)', 'pades.contents not-hexadecimal'],
    ['Contents a name', '/None', 'pades.contents missing'],
    ['Contents with white space between digits', '<30 00>', 'pades.contents digits'],
    ['Contents with one space and so an odd number of digits', '<30 003>', 'pades.contents digits'],
    ['Contents cut off', '<3082FFFF00>', 'pades.contents empty'],
    ['Contents of indefinite length', '<30800000>', 'pades.contents empty'],
    ['Contents an odd number of digits', '<30000>', 'pades.contents digits'],
  ].map(([title = '', contents = '', fault = '']) => ({
    title,
    make: (office: SigningOffice) => written(office, signatureValue({ contents })).bytes,
    fault,
  })),
  {
    title: 'Contents missing',
    make: (office) => written(office, signatureValue().replace('/Contents', '/Content')).bytes,
    fault: 'pades.contents missing',
  },
];
